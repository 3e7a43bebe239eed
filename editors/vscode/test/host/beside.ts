/** The extension beside the server of another one, which reports what is wrong as YAML, too. */

import * as assert from "node:assert/strict";

import * as vscode from "vscode";

import { APP, at, ENV, eventually, FILES, name, of, open, restore, twice, uri } from "./support.ts";

const OTHER = "YAML";
/** What no parser reads. */
const BOTH = {
  "a bracket that is not closed": "broken: [1, 2\n",
  "a colon that is missing": "broken\n",
  "a key that is there twice": "broken: 1\nbroken: 2\n",
  "a line that is indented differently": "broken:\n  one: 1\n two: 2\n",
  "a quote that is not closed": "broken: 'one\n",
  "a tab": "broken:\n\tone: 1\n",
};
/** What the other server reads, by the rule that says why ece-tools does not. */
const OURS = {
  "yaml-complex-key": "? broken\n: one\n",
  "yaml-multiple-documents": "broken: one\n---\n",
  "yaml-unsupported-tag": "broken: !!set {}\n",
};

describe("beside another server for YAML", () => {
  afterEach(async () => {
    for (const document of vscode.workspace.textDocuments) {
      if (!document.isDirty) continue;
      await vscode.window.showTextDocument(document);
      await restore(document);
    }
    await eventually(
      () => FILES.flatMap((file) => of(uri(file))),
      (all) => !all.some((each) => isOthers(each) || isSyntax(each)),
    );
  });

  it("says each thing once", async () => {
    for (const file of FILES) await open(file);
    await eventually(
      () => FILES.flatMap((file) => of(uri(file))).map(({ code }) => name(code)),
      (names) => names.includes("scd-on-demand") && names.includes("missing-post-deploy-hook"),
    );
    for (const file of FILES) assert.deepEqual(twice(of(uri(file))), [], file);
  });

  for (const [what, text] of Object.entries(BOTH)) {
    it(`leaves to the other what both would say: ${what}`, async () => {
      const env = await open(ENV);
      await insert(env, text);
      await eventually(() => of(env.uri), (all) => all.some(isOthers));
      await theRestIsSaid(env);
      assert.deepEqual(of(env.uri).filter(isSyntax).map(({ message }) => message), []);
    });
  }

  for (const [rule, text] of Object.entries(OURS)) {
    it(`says what the other does not mind: ${rule}`, async () => {
      const env = await open(ENV);
      await insert(env, text);
      const ours = await eventually(() => of(env.uri).filter(isSyntax), (all) => all.length > 0);
      assert.deepEqual(ours.map(({ code }) => name(code)), [rule]);
      assert.deepEqual(of(env.uri).filter(isOthers).map(({ message }) => message), []);
    });
  }

  it("leaves it to the other in the files of the platform, too, and mends it", async () => {
    const app = await open(APP);
    await insert(app, "broken: 'one\n");
    await eventually(() => of(app.uri), (all) => all.some(isOthers));
    assert.deepEqual(of(app.uri).filter(isSyntax), []);
    const quote = at(app, "'one");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      app.uri,
      new vscode.Range(quote, quote),
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.ok(actions.some(({ title }) => title.startsWith("Close the quote")));
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

/** Puts a text before everything else in a document. */
async function insert(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Waits for the answer of our server about the present text: what it says follows the lines. */
async function theRestIsSaid(document: vscode.TextDocument): Promise<void> {
  const { line } = at(document, "SCD_ON_DEMAND");
  const isThere = ({ code, range }: vscode.Diagnostic): boolean =>
    name(code) === "scd-on-demand" && range.start.line === line;
  await eventually(() => of(document.uri), (all) => all.some(isThere));
}

/** Tells whether the other server calls something a mistake. Hints and remarks are none. */
function isOthers({ source, severity }: vscode.Diagnostic): boolean {
  return source === OTHER && severity <= vscode.DiagnosticSeverity.Warning;
}

function isSyntax({ source, code }: vscode.Diagnostic): boolean {
  return source === "zdd" && name(code).startsWith("yaml-");
}
