import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, describe, it } from "node:test";

import { findOnPath } from "../../src/executables.ts";

const folder = mkdtempSync(path.join(tmpdir(), "zdd-"));
after(() => { rmSync(folder, { recursive: true }); });

function put(place: string, mode = 0o755): string {
  const file = path.join(folder, place);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "");
  chmodSync(file, mode);
  return file;
}

describe("programs on the PATH", { skip: process.platform === "win32" }, () => {
  const one = put("with blanks/python3");
  const two = put("two/python3");
  put("text/python3", 0o644);
  mkdirSync(path.join(folder, "folder", "python3"), { recursive: true });
  mkdirSync(path.join(folder, "links"));
  symlinkSync(two, path.join(folder, "links", "python3"));
  symlinkSync("/nowhere", path.join(folder, "links", "python"));

  const find = (entries: readonly string[], name = "python3"): Promise<string[]> =>
    findOnPath(name, { platform: "linux", variables: { PATH: entries.join(":") } });
  const at = (name: string): string => path.join(folder, name);

  it("are found in every folder, in order, once", async () => {
    assert.deepEqual(
      await find([at("two"), at("nothing"), at("with blanks"), at("two")]),
      [two, one],
    );
  });

  it("are what may be started", async () => {
    assert.deepEqual(await find([at("text"), at("folder")]), []);
  });

  it("may be links that lead somewhere", async () => {
    assert.deepEqual(await find([at("links")]), [at("links/python3")]);
    assert.deepEqual(await find([at("links")], "python"), []);
  });

  it("are not looked for in the current folder", async () => {
    const relative = path.relative(process.cwd(), at("two"));
    assert.deepEqual(await find(["", ".", relative]), []);
  });

  it("are none without a PATH", async () => {
    assert.deepEqual(await findOnPath("python3", { platform: "linux", variables: {} }), []);
  });
});
