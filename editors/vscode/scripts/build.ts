/** Bundles the extension into one file. */

import * as path from "node:path";

import { build, type Plugin } from "esbuild";

/**
 * What the client library can do and the server does not offer: the library's module, and what a
 * server would announce. Left out, it does not have to be loaded in every window; a test sees to it
 * that the server announces none of it.
 */
export const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  callHierarchy: ["callHierarchyProvider"],
  colorProvider: ["colorProvider"],
  declaration: ["declarationProvider"],
  fileOperations: ["workspace.fileOperations"],
  foldingRange: ["foldingRangeProvider"],
  formatting: [
    "documentFormattingProvider",
    "documentRangeFormattingProvider",
    "documentOnTypeFormattingProvider",
  ],
  implementation: ["implementationProvider"],
  inlineValue: ["inlineValueProvider"],
  linkedEditingRange: ["linkedEditingRangeProvider"],
  notebook: ["notebookDocumentSync"],
  selectionRange: ["selectionRangeProvider"],
  semanticTokens: ["semanticTokensProvider"],
  signatureHelp: ["signatureHelpProvider"],
  typeDefinition: ["typeDefinitionProvider"],
  typeHierarchy: ["typeHierarchyProvider"],
};

/** A feature that announces nothing and does nothing, in the place of every class of a module. */
const NOTHING = `
class Nothing {
  getState() { return { kind: "static" }; }
  fillClientCapabilities() {}
  initialize() {}
  clear() {}
}
module.exports = new Proxy({}, { get: () => Nothing });
`;

/** Libraries of the library whose answers are known. */
const SETTLED: Readonly<Record<string, string>> = {
  // Whether VS Code is new enough: `engines` of package.json sees to that.
  "semver/functions/parse": "module.exports = () => ({ prerelease: [] });",
  "semver/functions/satisfies": "module.exports = () => true;",
  // Whether a tab that was never shown is ours, by a pattern without a language; ours have one.
  minimatch: "exports.Minimatch = class { makeRe() { return false; } };",
};

const lean: Plugin = {
  name: "lean",
  setup(esbuild) {
    const features = Object.keys(LEFT_OUT).join("|");
    const place = String.raw`[\\/]vscode-languageclient[\\/]lib[\\/]common[\\/]`;
    esbuild.onLoad({ filter: new RegExp(`${place}(${features})\\.js$`) }, () => ({
      contents: NOTHING,
      loader: "js",
    }));
    esbuild.onResolve({ filter: /^(minimatch|semver\/functions\/.+)$/ }, (asked) => ({
      path: asked.path,
      namespace: "settled",
    }));
    esbuild.onLoad({ filter: /./, namespace: "settled" }, (asked) => ({
      contents: SETTLED[asked.path] ?? "",
      loader: "js",
    }));
  },
};

/** Writes the bundle and returns the paths of what went into it. */
export async function bundle(output: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: path.resolve(import.meta.dirname, ".."),
    entryPoints: ["src/extension.ts"],
    outfile: output,
    bundle: true,
    minify: true,
    metafile: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode"],
    plugins: [lean],
    // Of the two builds in its package, this one is smaller.
    alias: { "vscode-languageserver-types": "./node_modules/vscode-languageserver-types/lib/esm/main.js" },
    legalComments: "none",
    logLevel: "warning",
  });
  return Object.keys(metafile.inputs).filter((input) => !input.startsWith("settled:"));
}
