/** What the suites share. */

import * as assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import * as path from "node:path";

import * as vscode from "vscode";

export const ENV = ".magento.env.yaml";
export const APP = ".magento.app.yaml";
export const FILES = [ENV, APP, ".magento/services.yaml", ".magento/routes.yaml"];

export function folder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first);
  return first.uri;
}

export function uri(file: string): vscode.Uri {
  return vscode.Uri.joinPath(folder(), file);
}

export function of(file: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(file);
}

/** Those of all findings that are there more than once. */
export function twice(found: readonly vscode.Diagnostic[]): string[] {
  const seen = new Set<string>();
  return found
    .map(({ message, range }) => `${String(range.start.line)}:${String(range.start.character)} ${message}`)
    .filter((each) => seen.size === seen.add(each).size);
}

export async function open(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri(file));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Gives a document the text that its file has. The command to revert acts on what is active. */
export async function restore(document: vscode.TextDocument): Promise<void> {
  const saved = Buffer.from(await vscode.workspace.fs.readFile(document.uri)).toString();
  const edit = new vscode.WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), saved);
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.ok(await document.save());
  assert.equal(document.getText(), saved);
}

export function at(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `${text} is not in the file`);
  return document.positionAt(offset);
}

export function name(code: vscode.Diagnostic["code"]): string {
  return String(typeof code === "object" ? code.value : code);
}

/** The process ids of the servers that this extension host has started. */
export async function servers(): Promise<string[]> {
  const found: string[] = [];
  for (const id of await readdir("/proc")) {
    if (!/^\d+$/.test(id)) continue;
    try {
      const command = await readFile(path.join("/proc", id, "cmdline"), "utf8");
      const status = await readFile(path.join("/proc", id, "stat"), "utf8");
      const parent = status.slice(status.lastIndexOf(")") + 2).split(" ")[1];
      if (command.includes("server/start.py") && parent === String(process.pid)) found.push(id);
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

/** Waits until what is seen is good. If that takes too long, it says what was seen last. */
export async function eventually<T>(
  look: () => T | PromiseLike<T>,
  isGood: (seen: T) => boolean,
): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (isGood(seen)) return seen;
    if (Date.now() > end) assert.fail(`still ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
