/**
 * Makes the extension's package, `dist/zdd-lsp.vsix`: `node scripts/package.ts [PYTHON]`.
 *
 * What is in it is put together in a folder of its own, so that nothing gets in by accident.
 */

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";

import { bundle } from "./build.ts";

const HERE = path.resolve(import.meta.dirname, "..");
const ROOT = path.resolve(HERE, "..", "..");
const STAGE = path.join(HERE, "out", "package");
const PYTHON = process.argv[2] ?? "python3";
const NOT_SHIPPED = ["devDependencies", "scripts"];

function run(program: string, ...parameters: string[]): void {
  const { error, status, stdout, stderr } = spawnSync(program, parameters, { cwd: STAGE });
  if (status === 0) return;
  const said = error?.message ?? `${String(stdout)}${String(stderr)}`;
  throw new Error(`${[program, ...parameters].join(" ")}\n${said}`);
}

function pip(...parameters: string[]): void {
  const target = path.join(STAGE, "server", "libs");
  const common = ["install", "-qq", "--no-deps", "--no-compile", "--target", target];
  run(PYTHON, "-m", "pip", "--disable-pip-version-check", ...common, ...parameters);
}

/** The one place of the version. Between two releases it has an end that VS Code does not know. */
function version(): string {
  const source = readFileSync(path.join(ROOT, "zdd_lsp", "__init__.py"), "utf8");
  const found = /^__version__ = "(\d+\.\d+\.\d+)(?:\.dev0)?"$/m.exec(source)?.[1];
  if (found === undefined) throw new Error("zdd_lsp/__init__.py has no version that VS Code knows");
  return found;
}

function manifest(): string {
  const text = readFileSync(path.join(HERE, "package.json"), "utf8");
  const all = JSON.parse(text) as Record<string, unknown>;
  const kept = Object.entries(all).filter(([name]) => !NOT_SHIPPED.includes(name));
  return JSON.stringify({ ...Object.fromEntries(kept), version: version() }, undefined, 2);
}

/** The licences of the libraries that are in the bundle. Those of Python lie beside them. */
function notices(inputs: readonly string[]): string {
  const folders = new Set(
    inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const name = path.posix.basename(folder);
      const file = readdirSync(path.join(HERE, folder)).find((each) => /^licen[cs]e/i.test(each));
      if (file === undefined) throw new Error(`${name} has no licence`);
      return `${name}\n\n${readFileSync(path.join(HERE, folder, file), "utf8").trim()}\n`;
    })
    .join("\n----\n\n");
}

const output = path.join(HERE, "dist", "zdd-lsp.vsix");
rmSync(output, { force: true });
rmSync(STAGE, { recursive: true, force: true });
mkdirSync(path.join(STAGE, "dist"), { recursive: true });
const inputs = await bundle(path.join(STAGE, "dist", "extension.cjs"));
writeFileSync(path.join(STAGE, "package.json"), manifest());
writeFileSync(path.join(STAGE, "THIRD-PARTY-NOTICES.txt"), notices(inputs));
for (const name of ["README.md", "media/icon.png", "walkthrough", "server/start.py"]) {
  cpSync(path.join(HERE, name), path.join(STAGE, name), { recursive: true });
}
cpSync(path.join(ROOT, "LICENSE"), path.join(STAGE, "LICENSE.txt"));
cpSync(path.join(ROOT, "CHANGELOG.md"), path.join(STAGE, "CHANGELOG.md"));

// Wheels for every system, or none: `any` refuses whatever is compiled.
const pure = ["--only-binary", ":all:", "--platform", "any", "--implementation", "py", "--abi", "none"];
pip(...pure, "--python-version", "3.11", "--requirement", path.join(HERE, "server", "requirements.txt"));
pip(ROOT);
for (const each of readdirSync(path.join(STAGE, "server", "libs"))) {
  // Where it was installed from is nobody's business; programs cannot be run from there.
  const origin = path.join(STAGE, "server", "libs", each, "direct_url.json");
  if (existsSync(origin)) rmSync(origin);
}
rmSync(path.join(STAGE, "server", "libs", "bin"), { recursive: true, force: true });

const vsce = path.join(HERE, "node_modules", "@vscode", "vsce", "vsce");
mkdirSync(path.dirname(output), { recursive: true });
const asItIs = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
// The examples of the rules about secrets hold tokens that are made up.
const madeUp = ["--allow-package-secrets", "slack"];
run(process.execPath, vsce, "package", ...asItIs, ...madeUp, "--out", output);
process.stdout.write(`${output}\n`);
