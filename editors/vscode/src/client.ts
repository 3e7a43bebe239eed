import type { LogOutputChannel } from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";

import { SECTION } from "./settings.ts";

/**
 * The library's client, which says everything in the log and nothing in the user's way. By itself it
 * would put a time of its own before each line, and open a window for what goes wrong.
 */
export class Client extends LanguageClient {
  readonly #log: LogOutputChannel;

  constructor(log: LogOutputChannel, server: ServerOptions, options: LanguageClientOptions) {
    super(SECTION, "zdd-lsp", server, options);
    this.#log = log;
    this.registerFeature({
      getState: () => ({ kind: "static" }),
      fillClientCapabilities: (capabilities) => {
        // The command of the lens opens a page instead of a message.
        capabilities.experimental = { zddIdealState: true };
      },
      initialize: () => undefined,
      clear: () => undefined,
    });
  }

  override debug(message: string, data?: unknown): void {
    this.#log.debug(withData(message, data));
  }

  override info(message: string, data?: unknown): void {
    this.#log.info(withData(message, data));
  }

  override warn(message: string, data?: unknown): void {
    this.#log.warn(withData(message, data));
  }

  override error(message: string, data?: unknown): void {
    this.#log.error(withData(message, data));
  }
}

function withData(message: string, data: unknown): string {
  if (data === undefined || data === null) return message;
  if (data instanceof Error) return `${message}: ${data.message}`;
  return `${message}: ${typeof data === "string" ? data : JSON.stringify(data)}`;
}
