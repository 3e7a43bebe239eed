import * as path from "node:path";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  RevealOutputChannelOn,
  State,
  type ErrorHandler,
  type LanguageClientOptions,
} from "vscode-languageclient/node";

import { Client } from "./client.ts";
import { findOnPath, isExecutable } from "./executables.ts";
import { SELECTOR } from "./files.ts";
import { chooseLaunch, type Choice, type Launch, type Refusal } from "./launch.ts";
import { probe } from "./python.ts";
import type { Selections } from "./selections.ts";
import { SHOW_IDEAL_STATE } from "./protocol.ts";
import { forServer, program } from "./settings.ts";
import { Turns } from "./turns.ts";

/** How the server fares. */
export type Condition =
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly version: string; readonly launch: Launch }
  | { readonly kind: "failed"; readonly refusal: Refusal };

/** A server that ends by itself more often than this is not started again. */
const CRASHES = 4;
const CRASHES_WITHIN = 3 * 60_000;

/** The one server of this window, or none. */
export class Server implements vscode.Disposable {
  readonly #folder: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #selections: Selections;
  readonly #turns = new Turns(() => this.#turn());
  readonly #changed = new vscode.EventEmitter<Condition>();
  #condition: Condition = { kind: "off" };
  #client: Client | undefined;
  #launch: Launch | undefined;
  #isWanted = false;
  #isStale = false;
  #crashes: number[] = [];

  /**
   * @param folder The folder of this extension.
   * @param log Where everything is said.
   * @param selections Which interpreters the user has selected elsewhere.
   */
  constructor(folder: string, log: vscode.LogOutputChannel, selections: Selections) {
    this.#folder = folder;
    this.#log = log;
    this.#selections = selections;
  }

  get condition(): Condition {
    return this.#condition;
  }

  get onDidChange(): vscode.Event<Condition> {
    return this.#changed.event;
  }

  /** Starts the server unless it was started. */
  async start(): Promise<void> {
    if (this.#isWanted) return this.#turns.idle();
    this.#isWanted = true;
    await this.#turns.take();
  }

  /** Ends the server, if there is one, and starts it. */
  async restart(): Promise<void> {
    this.#isWanted = true;
    this.#isStale = true;
    this.#crashes = [];
    await this.#turns.take();
  }

  /** Starts the server anew if it would be started otherwise now. */
  async review(): Promise<void> {
    if (this.#isWanted) await this.#turns.take();
  }

  /** Ends the server for good. */
  async end(): Promise<void> {
    this.#isWanted = false;
    await this.#turns.take();
    await this.#turns.idle();
  }

  /** Asks the server something. Starts it if need be; returns undefined if it cannot be asked. */
  async ask<T>(method: string, parameters: object): Promise<T | undefined> {
    await this.start();
    if (this.#client?.state !== State.Running) return undefined;
    return this.#client.sendRequest<T>(method, parameters);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #turn(): Promise<void> {
    const isStale = this.#isStale;
    this.#isStale = false;
    try {
      if (!this.#isWanted) {
        await this.#stop();
        return;
      }
      const choice = await this.#choose();
      if (!isStale && this.#client?.state === State.Running && isSame(choice, this.#launch)) return;
      await this.#stop();
      if ("message" in choice) this.#fail(choice);
      else await this.#begin(choice);
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      this.#fail({ message: `zdd-lsp does not start: ${String(error)}` });
    }
  }

  #choose(): Promise<Choice> {
    const { platform } = process;
    return chooseLaunch({
      serverPath: program("server.path"),
      interpreter: program("interpreter"),
      script: path.join(this.#folder, "server", "start.py"),
      selections: this.#selections.all(),
      findOnPath: (name) => findOnPath(name, { platform, variables: process.env }),
      isExecutable: (place) => isExecutable(place, platform),
      probe: (command) => probe(command, this.#folder),
      note: (line) => { this.#log.debug(line); },
    });
  }

  async #begin(launch: Launch): Promise<void> {
    this.#become({ kind: "starting" });
    const command = [launch.command, ...launch.parameters].join(" ");
    this.#log.info(`starting the server (${launch.origin}): ${command}`);
    const client = new Client(
      this.#log,
      {
        command: launch.command,
        args: [...launch.parameters],
        // Never in the folder of somebody's project: Windows would look for programs in it.
        options: { cwd: this.#folder, shell: false },
      },
      this.#options(),
    );
    this.#client = client;
    this.#launch = launch;
    try {
      await client.start();
    } catch (error) {
      await this.#stop();
      const reason = error instanceof Error ? error.message : String(error);
      this.#fail({ message: `zdd-lsp does not start: ${reason} (${command})` });
      return;
    }
    const version = client.initializeResult?.serverInfo?.version ?? "";
    this.#log.info(`the server runs: zdd-lsp ${version}`);
    this.#become({ kind: "running", version, launch });
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.#log,
      traceOutputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: this.#errorHandler(),
      initializationFailedHandler: () => false,
      initializationOptions: {
        otherYamlServer: vscode.extensions.getExtension("redhat.vscode-yaml") !== undefined,
      },
      middleware: {
        executeCommand: (command, parameters, next): vscode.ProviderResult<unknown> =>
          command === SHOW_IDEAL_STATE
            ? vscode.commands.executeCommand("zdd.openIdealState", ...(parameters as unknown[]))
            : next(command, parameters),
        // The library takes the empty answer to a request that it has cancelled itself for the truth,
        // and what is underlined would vanish while somebody types.
        provideDiagnostics: async (document, previous, token, next) => {
          const report = await next(document, previous, token);
          if (token.isCancellationRequested) throw new vscode.CancellationError();
          return report;
        },
        workspace: {
          configuration: async (parameters, token, next) => {
            const sections = await next(parameters, token);
            return Array.isArray(sections) ? sections.map(forServer) : sections;
          },
        },
      },
    };
  }

  /** The client must not start a server by itself: it would be a second one. */
  #errorHandler(): ErrorHandler {
    return {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        if (this.#condition.kind === "running") this.#crashed();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  #crashed(): void {
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((then) => now - then < CRASHES_WITHIN), now];
    if (this.#crashes.length > CRASHES) {
      this.#fail({ message: "zdd-lsp has ended unexpectedly several times and stays off now." });
      return;
    }
    this.#log.warn("the server has ended unexpectedly");
    this.#isStale = true;
    void this.#turns.take();
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#launch = undefined;
    if (client === undefined) return;
    this.#become({ kind: "off" });
    try {
      await client.dispose();
    } catch (error) {
      this.#log.debug(`the server did not end in order: ${String(error)}`);
    }
  }

  #fail(refusal: Refusal): void {
    this.#log.error(refusal.message);
    this.#become({ kind: "failed", refusal });
  }

  #become(condition: Condition): void {
    this.#condition = condition;
    this.#changed.fire(condition);
  }
}

function isSame(choice: Choice, launch: Launch | undefined): boolean {
  return (
    launch !== undefined &&
    "command" in choice &&
    [choice.command, ...choice.parameters].join("\0") ===
      [launch.command, ...launch.parameters].join("\0")
  );
}
