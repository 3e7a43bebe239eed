import * as path from "node:path";
import * as vscode from "vscode";

import { SELECTOR } from "./files.ts";
import {
  SHOW_IDEAL_STATE,
  type Configuration,
  type Explanation,
  type IdealState,
  type Status,
} from "./protocol.ts";
import type { Server } from "./server.ts";
import { statusPage } from "./statusPage.ts";

const SCHEME = "zdd";

/**
 * Documents that the server makes and nobody can edit. Their address says what is in them, so that
 * they are made anew when a window is opened again, and follow what is being typed.
 */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #server: Server;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registrations: vscode.Disposable;

  constructor(server: Server) {
    this.#server = server;
    this.#registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (vscode.languages.match(SELECTOR, document) > 0) this.#refresh();
      }),
      server.onDidChange(({ kind }) => {
        if (kind === "running") this.#refresh();
      }),
    );
  }

  get onDidChange(): vscode.Event<vscode.Uri> {
    return this.#changed.event;
  }

  /** Shows what there is to read about a name. */
  async explain(name: string): Promise<void> {
    await preview(page("explain", `${name}.md`));
  }

  /** Shows the configuration in force in the project of a file. */
  async configuration(file: vscode.Uri, root: string): Promise<void> {
    const uri = page("config", `${path.basename(root)}, effective.yaml`, file.toString());
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Shows how far the project of a file is from the ideal state. */
  async idealState(file: string, root: string): Promise<void> {
    await preview(page("ideal", `${path.basename(root)}, ideal state.md`, file));
  }

  /** Shows what the server says about itself. */
  async status(): Promise<void> {
    const uri = page("status", "zdd-lsp.md");
    this.#changed.fire(uri);
    await preview(uri);
  }

  async provideTextDocumentContent({ path: name, query }: vscode.Uri): Promise<string> {
    const [, kind, file = ""] = name.split("/");
    const text = await this.#make(kind, file, query);
    return text ?? "zdd-lsp has nothing to say here now.\n";
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#changed.dispose();
  }

  async #make(kind: string | undefined, file: string, query: string): Promise<string | undefined> {
    switch (kind) {
      case "explain": {
        const name = file.replace(/\.md$/, "");
        return (await this.#server.ask<Explanation | null>("zdd/explain", { name }))?.markdown;
      }
      case "config": {
        const parameters = { textDocument: { uri: query } };
        return (await this.#server.ask<Configuration | null>("zdd/config", parameters))?.text;
      }
      case "ideal": {
        const parameters = { command: SHOW_IDEAL_STATE, arguments: [query] };
        return (await this.#server.ask<IdealState>("workspace/executeCommand", parameters))
          ?.markdown;
      }
      case "status": {
        const status = await this.#server.ask<Status>("zdd/status", {});
        const { condition } = this.#server;
        if (status === undefined || condition.kind !== "running") return undefined;
        return statusPage(status, condition.launch.origin);
      }
      default:
        return undefined;
    }
  }

  /** Has pages made anew. What a rule is about does not change. */
  #refresh(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === SCHEME && !uri.path.startsWith("/explain/")) this.#changed.fire(uri);
    }
  }
}

function page(kind: string, file: string, query = ""): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${kind}/${file}`, query });
}

/** Shows Markdown as it is meant to be read: beside the file, and each page in a place of its own. */
async function preview(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand("markdown.showLockedPreviewToSide", uri);
}
