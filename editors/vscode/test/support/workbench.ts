/** VS Code in a browser, with the packaged extension in it and nothing of the user's. */

import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export const EXTENSION = path.resolve(import.meta.dirname, "..", "..");
export const ROOT = path.resolve(EXTENSION, "..", "..");
export const PACKAGE = path.join(EXTENSION, "dist", "zdd-lsp.vsix");
export const PYTHON = path.join(ROOT, ".venv", "bin", "python");

const CACHE = process.env["XDG_CACHE_HOME"] ?? path.join(homedir(), ".cache");
const VERSION = "4.139.1";
const CODE_SERVER = path.join(
  CACHE,
  "zdd-editors",
  `code-server-${VERSION}`,
  "node_modules/code-server/out/node/entry.js",
);
const QUIET = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "security.workspace.trust.enabled": false,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  // In a browser files are saved by themselves, unlike on a desk.
  "files.autoSave": "off",
};
/** There is no gallery, and the environment is the one given here, not the one of a login shell. */
const HERMETIC = { EXTENSIONS_GALLERY: '{"serviceUrl":""}', VSCODE_CLI: "1" };

/** What makes one window different from another. */
export interface Circumstances {
  /** The folder's name. */
  readonly name?: string;
  /** The user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The settings of the machine, where those stand that name a program. */
  readonly machine?: Readonly<Record<string, unknown>>;
  /** Variables of the environment, in place of the present ones. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The only folder on the `PATH`, below that of the test. */
  readonly path?: string;
  /** Packages of further extensions that are installed. */
  readonly extensions?: readonly string[];
  /** Is called with the folder of the store before anything is started. */
  readonly prepare?: (store: string, folder: string) => void;
}

/** A code-server of its own, with a copy of the example store. */
export class Workbench implements AsyncDisposable {
  readonly folder: string;
  readonly store: string;
  readonly address: string;
  readonly #process: ChildProcess;

  private constructor(folder: string, store: string, address: string, process: ChildProcess) {
    this.folder = folder;
    this.store = store;
    this.address = address;
    this.#process = process;
  }

  static async start(given: Circumstances = {}): Promise<Workbench> {
    const folder = mkdtempSync(path.join(tmpdir(), "zdd-vscode-"));
    const store = path.join(folder, given.name ?? "store");
    const data = path.join(folder, "data");
    cpSync(path.join(ROOT, "examples", "store"), store, { recursive: true });
    given.prepare?.(store, folder);
    write(path.join(data, "User", "settings.json"), { ...QUIET, ...given.settings });
    write(path.join(data, "Machine", "settings.json"), given.machine ?? {});
    writeFileSync(path.join(folder, "config.yaml"), "auth: none\ncert: false\n");
    const common = [
      CODE_SERVER,
      ...["--config", path.join(folder, "config.yaml")],
      ...["--user-data-dir", data],
      ...["--extensions-dir", path.join(folder, "extensions")],
    ];
    // One at a time: the program changes a list of what is installed.
    for (const each of [PACKAGE, ...(given.extensions ?? [])]) {
      execFileSync(process.execPath, [...common, "--install-extension", each], { stdio: "pipe" });
    }
    const address = `127.0.0.1:${String(await freePort())}`;
    const parameters = [
      ...common,
      ...["--auth", "none", "--bind-addr", address],
      "--disable-telemetry",
      "--disable-update-check",
      "--disable-getting-started-override",
    ];
    const search = given.path === undefined ? {} : { PATH: path.join(folder, given.path) };
    const server = spawn(process.execPath, parameters, {
      env: { ...process.env, ...given.variables, ...search, ...HERMETIC },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const workbench = new Workbench(folder, store, address, server);
    await workbench.#becomeHealthy();
    return workbench;
  }

  /** Where a window with the store is. */
  url(parameters: Readonly<Record<string, string>> = {}): string {
    const query = new URLSearchParams({ folder: this.store, ...parameters });
    return `http://${this.address}/?${query.toString()}`;
  }

  read(file: string): string {
    return readFileSync(path.join(this.store, file), "utf8");
  }

  /** Changes the settings of the machine, where those stand that name a program. */
  setMachine(settings: object): void {
    write(path.join(this.folder, "data", "Machine", "settings.json"), settings);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, "exit");
    if (this.#process.exitCode === null) {
      this.#process.kill();
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #becomeHealthy(): Promise<void> {
    const said: string[] = [];
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    }
    for (;;) {
      if (this.#process.exitCode !== null) throw new Error(`code-server ended: ${said.join("")}`);
      try {
        if ((await fetch(`http://${this.address}/healthz`)).ok) return;
      } catch {
        // It does not listen yet.
      }
      await pause(100);
    }
  }
}

function write(file: string, content: object): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
