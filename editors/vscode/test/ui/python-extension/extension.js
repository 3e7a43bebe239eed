const path = require("node:path");
const vscode = require("vscode");

exports.activate = () => ({
  environments: {
    getActiveEnvironmentPath: (folder) => ({
      path: path.join(folder.fsPath, ".venv", "bin", "python"),
    }),
    resolveEnvironment: async ({ path: python }) => ({
      executable: { uri: vscode.Uri.file(python) },
    }),
  },
});
