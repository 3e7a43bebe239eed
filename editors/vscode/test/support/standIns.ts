import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import * as path from "node:path";

import { build } from "esbuild";

import { EXTENSION } from "./workbench.ts";

/** Packages what stands in for somebody else's extension, and returns the package. */
export async function standIn(name: "python" | "yaml"): Promise<string> {
  const source = path.join(EXTENSION, "test", "stand-ins", name);
  const output = path.join(EXTENSION, "out", "stand-ins", name);
  const server = path.join(EXTENSION, "node_modules/yaml-language-server/bin/yaml-language-server");
  await build({
    entryPoints: [path.join(source, "extension.ts")],
    outfile: path.join(output, "extension.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    define: { YAML_SERVER: JSON.stringify(server) },
  });
  cpSync(path.join(source, "package.json"), path.join(output, "package.json"));
  const vsce = path.join(EXTENSION, "node_modules", "@vscode", "vsce", "vsce");
  const asItIs = ["--no-dependencies", "--allow-missing-repository", "--skip-license"];
  const file = `${output}.vsix`;
  const parameters = [vsce, "package", ...asItIs, "--out", file];
  execFileSync(process.execPath, parameters, { cwd: output, stdio: "pipe" });
  return file;
}
