import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, describe, it } from "node:test";

import { judge, probe } from "../../src/python.ts";

describe("what a program answers", () => {
  for (const [answer, expected] of [
    ["python 3.11.0 /usr/bin/python3\n", { kind: "fits", executable: "/usr/bin/python3", version: "3.11.0" }],
    ["python 3.10.14 /usr/bin/python3\n", { kind: "old", version: "3.10.14" }],
    ["python 2.7.18 /usr/bin/python\n", { kind: "old", version: "2.7.18" }],
    ["python 4.0.0 /usr/bin/python\n", { kind: "fits", executable: "/usr/bin/python", version: "4.0.0" }],
    [
      "python 3.12.1 C:\\Program Files (x86)\\Python\\python.exe\r\n",
      { kind: "fits", executable: "C:\\Program Files (x86)\\Python\\python.exe", version: "3.12.1" },
    ],
    ["a word before\npython 3.12.1 /a\n", { kind: "fits", executable: "/a", version: "3.12.1" }],
    ["Python 3.12.1\n", { kind: "broken", reason: "it does not answer as Python does" }],
    ["python 3.12.1 \n", { kind: "broken", reason: "it does not answer as Python does" }],
    ["", { kind: "broken", reason: "it does not answer as Python does" }],
  ] as const) {
    it(JSON.stringify(answer), () => {
      assert.deepEqual(judge(answer), expected);
    });
  }
});

describe("asking a program", { skip: process.platform === "win32" }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "zdd lsp "));
  after(() => { rmSync(folder, { recursive: true }); });

  function program(name: string, script: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  it("that lies at a path with blanks", async () => {
    const file = program("is python", `echo "python 3.12.4 $0"`);
    const expected = { kind: "fits", executable: file, version: "3.12.4" };
    assert.deepEqual(await probe([file], folder), expected);
  });

  it("that fails, and says why", async () => {
    const file = program("fails", "echo first >&2; echo 'no module' >&2; exit 3");
    const expected = { kind: "broken", reason: "it fails: no module" };
    assert.deepEqual(await probe([file], folder), expected);
  });

  it("that fails without a word", async () => {
    const file = program("silent", "exit 3");
    const expected = { kind: "broken", reason: "it fails with exit status 3" };
    assert.deepEqual(await probe([file], folder), expected);
  });

  it("that is not there", async () => {
    const expected = { kind: "broken", reason: "there is no such file" };
    assert.deepEqual(await probe([path.join(folder, "nothing")], folder), expected);
  });

  it("that may not be started", async () => {
    const file = path.join(folder, "text");
    writeFileSync(file, "text");
    const expected = { kind: "broken", reason: "it may not be started" };
    assert.deepEqual(await probe([file], folder), expected);
  });
});
