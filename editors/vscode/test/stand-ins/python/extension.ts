import * as path from "node:path";

import * as vscode from "vscode";

interface Environment {
  readonly path: string;
}

/** Answers as the interface of the Python extension for environments does. */
export function activate(): unknown {
  return {
    environments: {
      getActiveEnvironmentPath: (folder: vscode.Uri): Environment => ({
        path: path.join(folder.fsPath, ".venv", "bin", "python"),
      }),
      resolveEnvironment: (environment: Environment) =>
        Promise.resolve({ executable: { uri: vscode.Uri.file(environment.path) } }),
    },
  };
}
