/** The extension alone. */

import * as assert from "node:assert/strict";

import * as vscode from "vscode";

import {
  APP,
  at,
  ENV,
  eventually,
  FILES,
  folder,
  name,
  of,
  open,
  restore,
  servers,
  twice,
  uri,
} from "./support.ts";

describe("the installed extension", () => {
  it("finds what is wrong in files that nobody has opened", async () => {
    const found = await eventually(() => of(uri(APP)), (all) => all.length > 0);
    assert.ok(found.some(({ code }) => name(code) === "missing-post-deploy-hook"));
    assert.ok(found.every(({ source }) => source === "zdd"));
  });

  it("underlines a wrong value, once", async () => {
    const document = await open(ENV);
    const found = await eventually(() => of(document.uri), (all) => all.length > 0);
    const [mistake, ...others] = found.filter(({ code }) => name(code) === "scd-on-demand");
    assert.ok(mistake);
    assert.equal(others.length, 0);
    assert.equal(document.getText(mistake.range), "true");
    assert.equal(mistake.severity, vscode.DiagnosticSeverity.Warning);
  });

  it("says each thing once, also of a file that cannot be read", async () => {
    for (const file of FILES) assert.deepEqual(twice(of(uri(file))), [], file);
    for (const file of [ENV, APP]) {
      const document = await open(file);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), "broken: [1, 2\n");
      await vscode.workspace.applyEdit(edit);
      const isOpen = (each: vscode.Diagnostic): boolean => name(each.code) === "yaml-unclosed-flow";
      await eventually(() => of(document.uri), (all) => all.some(isOpen));
      assert.deepEqual(twice(of(document.uri)), []);
      assert.equal(of(document.uri).filter(isOpen).length, 1);
      await restore(document);
      await eventually(() => of(document.uri), (all) => !all.some(isOpen));
    }
  });

  it("explains a variable", async () => {
    const document = await open(ENV);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      at(document, "SKIP_SCD"),
    );
    const text = hovers.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value)).join("\n");
    assert.match(text, /SKIP_SCD/);
    assert.match(text, /static content/i);
  });

  it("offers a fix that changes only what is wrong", async () => {
    const document = await open(ENV);
    const place = at(document, "SCD_ON_DEMAND: true").translate(0, "SCD_ON_DEMAND: ".length);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(place, place),
      vscode.CodeActionKind.QuickFix.value,
      10,
    );
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit);
    const before = document.getText();
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), before.replace("SCD_ON_DEMAND: true", "SCD_ON_DEMAND: false"));
    await eventually(
      () => of(document.uri),
      (all) => all.every(({ code }) => name(code) !== "scd-on-demand"),
    );
    await restore(document);
  });

  it("offers what may stand where somebody types, and nothing that stands there", async () => {
    const document = await open(ENV);
    const edit = new vscode.WorkspaceEdit();
    const place = at(document, "    SCD_THREADS: 1");
    edit.insert(document.uri, place, "    SCD_\n");
    assert.ok(await vscode.workspace.applyEdit(edit));
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      place.translate(0, "    SCD_".length),
    );
    const offered = items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
    const labels = offered.map(({ label }) => (typeof label === "string" ? label : label.label));
    assert.ok(labels.includes("SCD_STRATEGY"), labels.join(" "));
    assert.ok(!labels.includes("SCD_THREADS"), "it stands there already");
    assert.ok(!labels.includes("SCD_ON_DEMAND"), "it is no variable of this stage");
    await restore(document);
  });

  it("makes the whole project ideal, across its files", async () => {
    const env = await open(ENV);
    const app = await vscode.workspace.openTextDocument(uri(APP));
    await vscode.commands.executeCommand("zdd.makeIdeal");
    await eventually(() => env.isDirty && app.isDirty, Boolean);
    assert.match(app.getText(), /post_deploy:/);
    assert.match(env.getText(), /SKIP_SCD: false/);
    await eventually(
      () => [...of(env.uri), ...of(app.uri)],
      (all) => all.every(({ severity }) => severity > vscode.DiagnosticSeverity.Warning),
    );
    await restore(env);
    await restore(app);
  });

  it("keeps findings where they are while somebody types fast", async () => {
    const document = await open(ENV);
    await eventually(() => of(document.uri), (all) => all.length > 0);
    const counts: number[] = [];
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some((each) => each.toString() === document.uri.toString())) {
        counts.push(of(document.uri).length);
      }
    });
    const place = at(document, "SCD_THREADS: 1").translate(0, "SCD_THREADS: 1".length);
    const inserted = "\n    SCD_STRATEGY: compact";
    for (const [index, letter] of inserted.split("").entries()) {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.positionAt(document.offsetAt(place) + index), letter);
      await vscode.workspace.applyEdit(edit);
    }
    const last = "SCD_STRATEGY has no effect here";
    await eventually(
      () => of(document.uri),
      (all) => all.some(({ message }) => message.startsWith(last)),
    );
    listener.dispose();
    assert.ok(counts.every((count) => count > 0), `findings at each change: ${counts.join(" ")}`);
    await restore(document);
  });

  it("shows the configuration in force, which follows what is typed", async () => {
    const env = await open(ENV);
    await vscode.commands.executeCommand("zdd.showConfiguration");
    const page = await eventually(
      () => vscode.window.activeTextEditor?.document,
      (shown) => shown?.uri.scheme === "zdd",
    );
    assert.ok(page);
    assert.equal(page.languageId, "yaml");
    assert.match(page.getText(), /SCD_THREADS: 1 # \.magento\.env\.yaml:12\n/);
    assert.equal(of(page.uri).length, 0);

    const edit = new vscode.WorkspaceEdit();
    edit.insert(env.uri, at(env, "SCD_THREADS: 1").translate(0, "SCD_THREADS: 1".length), "7");
    await vscode.workspace.applyEdit(edit);
    await eventually(() => page.getText(), (text) => text.includes("SCD_THREADS: 17 #"));
    await restore(env);
  });

  it("says how it fares", async () => {
    const page = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme: "zdd", path: "/status/zdd-lsp.md" }),
    );
    assert.match(page.getText(), /^# zdd-lsp\n\n- Version: \d/);
    assert.ok(page.getText().includes(folder().fsPath));
    assert.match(page.getText(), /^- Ideal state: no$/m);
    assert.match(page.getText(), /^- Diagnostics: pull$/m);
  });

  it("is silent on YAML that is not its own", async () => {
    const foreign = vscode.Uri.joinPath(folder(), "docker-compose.yaml");
    await vscode.workspace.fs.writeFile(foreign, Buffer.from("stage:\n  build:\n    NO: 1\n"));
    const document = await vscode.workspace.openTextDocument(foreign);
    await vscode.window.showTextDocument(document);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      foreign,
      new vscode.Position(0, 1),
    );
    assert.deepEqual(hovers, []);
    assert.deepEqual(of(foreign), []);
  });

  it("starts one server anew, however often it is asked to", async () => {
    await open(ENV);
    const before = await servers();
    assert.equal(before.length, 1);
    const restarts = [1, 2, 3].map(() => vscode.commands.executeCommand("zdd.restart"));
    await Promise.all(restarts);
    const after = await eventually(servers, (all) => all.length === 1 && all[0] !== before[0]);
    assert.equal(after.length, 1);
    await eventually(() => of(uri(ENV)), (all) => all.length > 0);
  });

  it("starts the server again if it ends by itself", async () => {
    await open(ENV);
    const [before] = await servers();
    process.kill(Number(before), "SIGKILL");
    await eventually(servers, (all) => all.length === 1 && all[0] !== before);
    await eventually(() => of(uri(ENV)), (all) => all.length > 0);
    assert.equal((await servers()).length, 1);
  });
});
