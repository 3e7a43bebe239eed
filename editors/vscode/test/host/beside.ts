/** The extension beside the server of another one, which reports what is wrong as YAML, too. */

import * as assert from "node:assert/strict";

import * as vscode from "vscode";

import { APP, at, ENV, eventually, FILES, name, of, open, restore, twice, uri } from "./support.ts";

const OTHER = "YAML";

describe("beside another server for YAML", () => {
  it("says each thing once", async () => {
    for (const file of FILES) await open(file);
    await eventually(
      () => FILES.flatMap((file) => of(uri(file))).map(({ code }) => name(code)),
      (names) => names.includes("scd-on-demand") && names.includes("missing-post-deploy-hook"),
    );
    for (const file of FILES) assert.deepEqual(twice(of(uri(file))), [], file);
  });

  it("leaves to the other what is wrong as YAML in the files of the platform", async () => {
    const app = await open(APP);
    await insert(app, "disk:", "broken: [1, 2\n");
    const found = await eventually(() => of(app.uri), (all) => all.some(isOthers));
    assert.deepEqual(found.filter((each) => !isOthers(each) && isSyntax(each)), []);
    assert.deepEqual(twice(found), []);
    await restore(app);
    await eventually(() => of(app.uri), (all) => !all.some(isOthers));
  });

  it("says once what ece-tools will not read, which no other server knows", async () => {
    const env = await open(ENV);
    await insert(env, "SKIP_SCD:", "? SCD_STRATEGY\n    : quick\n    ");
    await eventually(() => of(env.uri).filter(isSyntax), (ours) => ours.length === 1);
    assert.deepEqual(of(env.uri).filter(isOthers), []);
    assert.deepEqual(twice(of(env.uri)), []);
    await restore(env);
    await eventually(() => of(env.uri).filter(isSyntax), (ours) => ours.length === 0);
  });

  it("adds nothing to the outline", async () => {
    const env = await open(ENV);
    const symbols = await eventually(
      () => vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        "vscode.executeDocumentSymbolProvider",
        env.uri,
      ),
      (all) => all !== undefined && all.length > 0,
    );
    assert.deepEqual(symbols?.map((each) => each.name), ["stage"]);
  });
});

async function insert(document: vscode.TextDocument, before: string, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, at(document, before), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

function isOthers({ source }: vscode.Diagnostic): boolean {
  return source === OTHER;
}

function isSyntax({ source, code }: vscode.Diagnostic): boolean {
  return source === "zdd" && name(code).startsWith("yaml-");
}
