import * as os from "node:os";
import * as vscode from "vscode";

import { expand } from "./variables.ts";

/** The section that holds our settings. */
export const SECTION = "zdd";

/** Settings that are about how the server is started. It does not know them. */
const OURS = new Set(["interpreter", "server", "trace"]);

/** A setting that names a program, as the user means it; empty if it is not set. */
export function program(name: "interpreter" | "server.path"): string {
  const text = vscode.workspace.getConfiguration(SECTION).get<string | null>(name) ?? "";
  return expand(text, {
    home: os.homedir(),
    workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    variables: process.env,
  });
}

/** What the server shall know of its section: what is set, without what is only for us. */
export function forServer(section: unknown): unknown {
  if (typeof section !== "object" || section === null) return section;
  return Object.fromEntries(
    Object.entries(section).filter(([name, value]) => !OURS.has(name) && value !== null),
  );
}
