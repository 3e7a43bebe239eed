import * as vscode from "vscode";

import { registerCommands } from "./commands.ts";
import { complain } from "./complaints.ts";
import { ANYWHERE, SELECTOR } from "./files.ts";
import { Pages } from "./pages.ts";
import { Selections } from "./selections.ts";
import { Server } from "./server.ts";
import { showCondition } from "./status.ts";

let running: Server | undefined;

/** Begins. The server starts when there is a file for it. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("zdd-lsp", { log: true });
  const selections = new Selections(log);
  const server = new Server(context.extensionPath, log, selections);
  const pages = new Pages(server);
  running = server;
  context.subscriptions.push(
    log,
    selections,
    server,
    pages,
    showCondition(server),
    complain(server),
    registerCommands(server, pages, log),
    selections.onDidChange(() => server.review()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.review()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const names = ["zdd.server.path", "zdd.interpreter"];
      if (names.some((name) => change.affectsConfiguration(name))) void server.review();
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isOurs(document)) void server.start();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => startIfNeeded(server)),
  );
  await startIfNeeded(server);
}

/** Ends, and waits until the server has ended. */
export async function deactivate(): Promise<void> {
  await running?.end();
}

async function startIfNeeded(server: Server): Promise<void> {
  const isNeeded =
    vscode.workspace.textDocuments.some(isOurs) ||
    (await vscode.workspace.findFiles(ANYWHERE, undefined, 1)).length > 0;
  if (isNeeded) await server.start();
}

function isOurs(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SELECTOR, document) > 0;
}
