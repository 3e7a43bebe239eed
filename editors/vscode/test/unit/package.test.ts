import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { describe, it } from "node:test";

const EXTENSION = path.resolve(import.meta.dirname, "..", "..");
const STAGE = path.join(EXTENSION, "out", "package");

/** What `make vsix` has made last. */
describe("the package", () => {
  it("is smaller than 3 MB", () => {
    assert.ok(size(path.join(EXTENSION, "dist", "zdd-lsp.vsix")) < 3_000_000);
  });

  it("has a bundle of less than 300 kB", () => {
    assert.ok(size(path.join(STAGE, "dist", "extension.cjs")) < 300_000);
  });

  it("needs nothing else at run time", () => {
    const manifest = JSON.parse(readFileSync(path.join(STAGE, "package.json"), "utf8")) as object;
    const dependencies = Object.keys(manifest).filter((name) => /dependencies|pack$/i.test(name));
    assert.deepEqual(dependencies, []);
  });

  it("holds what somebody uses, and nothing else", () => {
    assert.deepEqual(readdirSync(STAGE).sort(), [
      "CHANGELOG.md",
      "LICENSE.txt",
      "README.md",
      "THIRD-PARTY-NOTICES.txt",
      "dist",
      "media",
      "package.json",
      "server",
      "walkthrough",
    ]);
  });

  it("holds Python that every system can run", () => {
    const files = readdirSync(path.join(STAGE, "server"), { recursive: true, encoding: "utf8" });
    assert.ok(files.includes(path.join("libs", "zdd_lsp", "__main__.py")));
    assert.deepEqual(files.filter((name) => /\.(so|pyd|dll|dylib|pyc|exe)$/.test(name)), []);
  });
});

function size(file: string): number {
  return statSync(file).size;
}
