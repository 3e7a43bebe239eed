import * as vscode from "vscode";

import type { Selection } from "./launch.ts";

// The parts of two extensions' interfaces that are used here. Both extensions are optional.

interface PythonEnvironments {
  getEnvironment(scope: vscode.Uri | undefined): Promise<
    { readonly execInfo?: { readonly run?: { readonly executable?: string } } } | undefined
  >;
  readonly onDidChangeEnvironment?: vscode.Event<unknown>;
}

interface Python {
  readonly environments: {
    getActiveEnvironmentPath(scope?: vscode.Uri): { readonly path: string };
    resolveEnvironment(
      environment: { readonly path: string },
    ): Promise<
      { readonly executable?: { readonly uri?: vscode.Uri | undefined } } | undefined
    >;
    readonly onDidChangeActiveEnvironmentPath?: vscode.Event<unknown>;
  };
}

/** How long another extension may take before the search goes on without it. */
const PATIENCE = 5000;

/**
 * The interpreters that the user has selected in other extensions. In a folder that is not trusted
 * there are none: what is selected may be a program of that folder.
 */
export class Selections implements vscode.Disposable {
  readonly #listeners = new Map<string, vscode.Disposable>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #log: vscode.LogOutputChannel;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** The user has selected something else. */
  get onDidChange(): vscode.Event<void> {
    return this.#changed.event;
  }

  /** Returns whom to ask. */
  all(): Selection[] {
    if (!vscode.workspace.isTrusted) return [];
    return [
      this.#selection("ms-python.vscode-python-envs", async (exports) => {
        const environments = exports as PythonEnvironments;
        this.#listen("environments", environments.onDidChangeEnvironment);
        return (await environments.getEnvironment(folder()))?.execInfo?.run?.executable;
      }),
      this.#selection("ms-python.python", async (exports) => {
        const { environments } = exports as Python;
        this.#listen("python", environments.onDidChangeActiveEnvironmentPath);
        const active = environments.getActiveEnvironmentPath(folder());
        return (await environments.resolveEnvironment(active))?.executable?.uri?.fsPath;
      }),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners.values()) listener.dispose();
    this.#changed.dispose();
  }

  #selection(id: string, ask: (exports: unknown) => Promise<string | undefined>): Selection {
    const extension = vscode.extensions.getExtension(id);
    const python = async (): Promise<string | undefined> => {
      if (extension === undefined) return undefined;
      const asked = (async () => ask(await extension.activate()))();
      try {
        return await withinPatience(asked);
      } catch (error) {
        this.#log.warn(`${id} does not say which Python is selected: ${String(error)}`);
        return undefined;
      }
    };
    return { origin: id, python };
  }

  #listen(name: string, event: vscode.Event<unknown> | undefined): void {
    if (event === undefined || this.#listeners.has(name)) return;
    this.#listeners.set(name, event(() => { this.#changed.fire(); }));
  }
}

function folder(): vscode.Uri | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

async function withinPatience<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new Error("it takes too long")); }, PATIENCE);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
