import * as vscode from "vscode";

import type { Refusal } from "./launch.ts";
import { SECTION } from "./settings.ts";
import type { Server } from "./server.ts";

const DOWNLOAD = vscode.Uri.parse("https://www.python.org/downloads/");

/** Says once, with what can be done about it, why the server does not run. */
export function complain(server: Server): vscode.Disposable {
  let said = "";
  return server.onDidChange((condition) => {
    if (condition.kind === "running") said = "";
    if (condition.kind !== "failed" || condition.refusal.message === said) return;
    said = condition.refusal.message;
    void say(condition.refusal);
  });
}

async function say(refusal: Refusal): Promise<void> {
  const { setting } = refusal;
  const choose = "Choose Interpreter…";
  const open = "Open Setting";
  const get = "Get Python";
  const show = "Show Logs";
  const buttons = setting === undefined ? [choose, get, show] : [open, show];
  const pressed = await vscode.window.showErrorMessage(refusal.message, ...buttons);
  if (pressed === choose) await chooseInterpreter();
  if (pressed === get) await vscode.env.openExternal(DOWNLOAD);
  if (pressed === show) await vscode.commands.executeCommand("zdd.showLogs");
  if (pressed === open) {
    await vscode.commands.executeCommand("workbench.action.openSettings", setting);
  }
}

/** Lets the user point to a Python. The server starts when the setting has changed. */
export async function chooseInterpreter(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: "The Python that runs zdd-lsp",
    openLabel: "Use It",
    canSelectMany: false,
  });
  if (chosen?.[0] === undefined) return;
  const settings = vscode.workspace.getConfiguration(SECTION);
  await settings.update("interpreter", chosen[0].fsPath, vscode.ConfigurationTarget.Global);
}
