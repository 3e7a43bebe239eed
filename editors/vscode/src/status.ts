import * as vscode from "vscode";

import { SELECTOR } from "./files.ts";
import type { Condition, Server } from "./server.ts";

/** The server among the languages' states, at the right end of the status bar. */
export function showCondition(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("zdd.server", SELECTOR);
  item.name = "zdd-lsp";
  const update = (condition: Condition): void => { Object.assign(item, words(condition)); };
  update(server.condition);
  return vscode.Disposable.from(item, server.onDidChange(update));
}

type Words = Pick<vscode.LanguageStatusItem, "text" | "detail" | "busy" | "severity" | "command">;

function words(condition: Condition): Words {
  const calm = { busy: false, severity: vscode.LanguageStatusSeverity.Information };
  const restart = { title: "Restart", command: "zdd.restart" };
  switch (condition.kind) {
    case "off":
      return { ...calm, text: "zdd-lsp", detail: "not running", command: restart };
    case "starting":
      return { ...calm, busy: true, text: "zdd-lsp", detail: "starting", command: undefined };
    case "running":
      return {
        ...calm,
        text: `zdd-lsp ${condition.version}`,
        detail: condition.launch.origin,
        command: { title: "Status", command: "zdd.showStatus" },
      };
    case "failed":
      return {
        busy: false,
        severity: vscode.LanguageStatusSeverity.Error,
        text: "zdd-lsp does not run",
        detail: condition.refusal.message,
        command: restart,
      };
  }
}
