import * as path from "node:path";
import * as vscode from "vscode";

import { chooseInterpreter } from "./complaints.ts";
import { SELECTOR } from "./files.ts";
import type { Pages } from "./pages.ts";
import type { Project, Rule, Status } from "./protocol.ts";
import type { Server } from "./server.ts";

const IDEAL = vscode.CodeActionKind.Source.append("zdd.makeIdeal");
const DOES_NOT_RUN = "zdd-lsp does not run.";

/** Registers the commands of `package.json`. */
export function registerCommands(
  server: Server,
  pages: Pages,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const commands: Record<string, (argument: unknown) => unknown> = {
    "zdd.restart": () => server.restart(),
    "zdd.showLogs": () => { log.show(); },
    "zdd.showStatus": () => pages.status(),
    "zdd.chooseInterpreter": chooseInterpreter,
    "zdd.makeIdeal": () => makeIdeal(server),
    "zdd.explainRule": () => explainRule(server, pages),
    "zdd.showConfiguration": () => showConfiguration(server, pages),
    // The lens names the file; who uses the palette may have to choose.
    "zdd.openIdealState": (file) => showIdealState(server, pages, file),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}

async function makeIdeal(server: Server): Promise<void> {
  const project = await chooseProject(server);
  const file = project && fileOf(project);
  if (project === undefined || file === undefined) return;
  const document = await vscode.workspace.openTextDocument(file);
  const start = new vscode.Range(0, 0, 0, 0);
  const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    start,
    IDEAL.value,
    1,
  );
  if (action?.edit === undefined || action.disabled !== undefined) {
    const why = action?.disabled?.reason ?? (project.isIdeal
      ? "The project is ideal already."
      : "Nothing is left that may be changed without somebody who decides.");
    void vscode.window.showInformationMessage(why);
    return;
  }
  await vscode.workspace.applyEdit(action.edit);
}

async function explainRule(server: Server, pages: Pages): Promise<void> {
  const rules = await server.ask<Rule[]>("zdd/rules", {});
  if (rules === undefined) {
    void vscode.window.showWarningMessage(DOES_NOT_RUN);
    return;
  }
  const here = rulesAtCursor();
  const items = rules
    .map(({ name, code, severity, summary }) => ({
      label: name,
      description: `${code}, ${severity}`,
      detail: summary,
      isHere: here.has(name),
    }))
    .sort((one, other) => Number(other.isHere) - Number(one.isHere));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: "The rule to read about; those at the cursor come first",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen !== undefined) await pages.explain(chosen.label);
}

async function showConfiguration(server: Server, pages: Pages): Promise<void> {
  const project = await chooseProject(server);
  const file = project && fileOf(project);
  if (project !== undefined && file !== undefined) await pages.configuration(file, project.root);
}

async function showIdealState(server: Server, pages: Pages, file: unknown): Promise<void> {
  if (typeof file === "string") {
    await pages.idealState(file, path.dirname(vscode.Uri.parse(file).fsPath));
    return;
  }
  const project = await chooseProject(server);
  const first = project && fileOf(project);
  if (project !== undefined && first !== undefined) {
    await pages.idealState(first.toString(), project.root);
  }
}

/** The names of the rules that report something on the line of the cursor. */
function rulesAtCursor(): Set<string> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return new Set();
  const { line } = editor.selection.active;
  const names = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ range }) => range.start.line <= line && line <= range.end.line)
    .map(({ code }) => String(typeof code === "object" ? code.value : code));
  return new Set(names);
}

/** Returns the project of the active editor, or the only one, or the one that the user picks. */
async function chooseProject(server: Server): Promise<Project | undefined> {
  const projects = (await server.ask<Status>("zdd/status", {}))?.projects;
  if (projects === undefined || projects.length === 0) {
    const reason = projects === undefined ? DOES_NOT_RUN : "No project is open.";
    void vscode.window.showWarningMessage(reason);
    return undefined;
  }
  const active = vscode.window.activeTextEditor?.document;
  if (active !== undefined && vscode.languages.match(SELECTOR, active) > 0) {
    const around = projects.filter(({ root }) => isInside(active.uri.fsPath, root));
    const [innermost] = around.sort((one, other) => other.root.length - one.root.length);
    if (innermost !== undefined) return innermost;
  }
  if (projects.length === 1) return projects[0];
  const items = projects.map((project) => ({
    label: vscode.workspace.asRelativePath(project.root),
    description: project.isIdeal ? "ideal" : "",
    project,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: "Which project?" }))?.project;
}

function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return !way.startsWith("..") && !path.isAbsolute(way);
}

function fileOf({ root, files }: Project): vscode.Uri | undefined {
  const [first] = files;
  return first === undefined ? undefined : vscode.Uri.file(path.join(root, first));
}
