import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { chooseLaunch, type Choice, type Circumstances } from "../../src/launch.ts";
import type { Command, Verdict } from "../../src/python.ts";

const SCRIPT = "/extension/server/start.py";

/** A machine: which programs the `PATH` has, by name, and which Python each program is. */
interface Machine {
  readonly path?: Readonly<Record<string, readonly string[]>>;
  readonly pythons?: Readonly<Record<string, string | Verdict>>;
  readonly serverPath?: string;
  readonly interpreter?: string;
  readonly selections?: Circumstances["selections"];
}

interface Outcome {
  readonly choice: Choice;
  readonly asked: readonly string[];
}

async function choose(machine: Machine): Promise<Outcome> {
  const asked: string[] = [];
  const probe = (command: Command): Promise<Verdict> => {
    const name = command.join(" ");
    asked.push(name);
    const found = machine.pythons?.[name];
    if (found === undefined) return Promise.resolve({ kind: "broken", reason: "it is not there" });
    if (typeof found !== "string") return Promise.resolve(found);
    return Promise.resolve({ kind: "fits", executable: name, version: found });
  };
  const choice = await chooseLaunch({
    serverPath: machine.serverPath ?? "",
    interpreter: machine.interpreter ?? "",
    script: SCRIPT,
    selections: machine.selections ?? [],
    findOnPath: (name) => Promise.resolve([...(machine.path?.[name] ?? [])]),
    isExecutable: (place) => Promise.resolve(place === "/opt/zdd-lsp"),
    probe,
    note: () => undefined,
  });
  return { choice, asked };
}

function old(version: string): Verdict {
  return { kind: "old", version };
}

describe("how the server is started", () => {
  it("runs what it brings, isolated, with the first Python that fits", async () => {
    const { choice } = await choose({
      path: { python3: ["/usr/bin/python3"] },
      pythons: { "/usr/bin/python3": "3.12.1" },
    });
    assert.deepEqual(choice, {
      command: "/usr/bin/python3",
      parameters: ["-I", "-S", SCRIPT],
      origin: "PATH",
    });
  });

  it("goes on where a Python is too old or does not run", async () => {
    const { choice, asked } = await choose({
      path: {
        python3: ["/venv/bin/python3", "/usr/bin/python3"],
        python: ["/usr/bin/python"],
        "python3.13": ["/usr/bin/python3.13"],
      },
      pythons: {
        "/usr/bin/python3": old("3.9.2"),
        "/usr/bin/python": old("2.7.18"),
        "/usr/bin/python3.13": "3.13.0",
      },
    });
    assert.ok("command" in choice);
    assert.equal(choice.command, "/usr/bin/python3.13");
    assert.deepEqual(asked, [
      "/venv/bin/python3",
      "/usr/bin/python3",
      "/usr/bin/python",
      "/usr/bin/python3.13",
    ]);
  });

  it("uses what was asked, not the shim that was found", async () => {
    const { choice } = await choose({
      path: { python3: ["/shims/python3"] },
      pythons: {
        "/shims/python3": { kind: "fits", executable: "/versions/3.12/python", version: "3.12.0" },
      },
    });
    assert.ok("command" in choice);
    assert.equal(choice.command, "/versions/3.12/python");
  });

  it("knows the launcher of Windows", async () => {
    const { choice } = await choose({
      path: { py: ["C:\\Windows\\py.exe"] },
      pythons: {
        "C:\\Windows\\py.exe -3": { kind: "fits", executable: "C:\\Python\\python.exe", version: "3.12.0" },
      },
    });
    assert.ok("command" in choice);
    assert.equal(choice.command, "C:\\Python\\python.exe");
  });

  it("prefers what is selected in another extension", async () => {
    const { choice, asked } = await choose({
      selections: [
        { origin: "envs", python: () => Promise.resolve(undefined) },
        { origin: "python", python: () => Promise.resolve("/store/.venv/bin/python") },
      ],
      path: { python3: ["/usr/bin/python3"] },
      pythons: { "/store/.venv/bin/python": "3.11.0", "/usr/bin/python3": "3.12.1" },
    });
    assert.ok("command" in choice);
    assert.equal(choice.origin, "python");
    assert.deepEqual(asked, ["/store/.venv/bin/python"]);
  });

  it("asks nobody twice", async () => {
    const { asked } = await choose({
      selections: [{ origin: "python", python: () => Promise.resolve("/usr/bin/python3") }],
      path: { python3: ["/usr/bin/python3"] },
      pythons: { "/usr/bin/python3": old("3.8.0") },
    });
    assert.deepEqual(asked, ["/usr/bin/python3"]);
  });

  it("lets uvx look for a Python when there is none", async () => {
    const { choice } = await choose({ path: { uvx: ["/home/me/.local/bin/uvx"] } });
    assert.deepEqual(choice, {
      command: "/home/me/.local/bin/uvx",
      parameters: ["--python", ">=3.11", "python", "-I", "-S", SCRIPT],
      origin: "uvx",
    });
  });

  it("says what it needs where there is nothing", async () => {
    const { choice } = await choose({});
    assert.deepEqual(choice, {
      message: "zdd-lsp needs Python 3.11 or later to run, and none was found.",
    });
  });

  it("says what it found where it is too old", async () => {
    const { choice } = await choose({
      path: { python3: ["/usr/bin/python3"] },
      pythons: { "/usr/bin/python3": old("3.8.10") },
    });
    assert.deepEqual(choice, {
      message:
        "zdd-lsp needs Python 3.11 or later to run, and /usr/bin/python3 is Python 3.8.10.",
    });
  });
});

describe("what the user has set", () => {
  it("is used and nothing else", async () => {
    const { choice, asked } = await choose({
      interpreter: "/opt/python",
      path: { python3: ["/usr/bin/python3"] },
      pythons: { "/opt/python": "3.11.9", "/usr/bin/python3": "3.12.1" },
    });
    assert.ok("command" in choice);
    assert.equal(choice.origin, "zdd.interpreter");
    assert.deepEqual(asked, ["/opt/python"]);
  });

  it("may be a name that the PATH has", async () => {
    const { choice } = await choose({
      interpreter: "python3.12",
      path: { "python3.12": ["/opt/bin/python3.12"] },
      pythons: { "/opt/bin/python3.12": "3.12.4" },
    });
    assert.ok("command" in choice);
    assert.equal(choice.command, "/opt/bin/python3.12");
  });

  it("is not replaced behind their back", async () => {
    const path = { python3: ["/usr/bin/python3"] };
    const pythons = { "/usr/bin/python3": "3.12.1", "/opt/python": old("3.6.8") };
    assert.deepEqual((await choose({ interpreter: "/opt/python", path, pythons })).choice, {
      message: "zdd-lsp needs Python 3.11 or later, but zdd.interpreter is Python 3.6.8.",
      setting: "zdd.interpreter",
    });
    assert.deepEqual((await choose({ interpreter: "/nowhere", path, pythons })).choice, {
      message:
        "The Python that zdd.interpreter names does not run, because it is not there: /nowhere",
      setting: "zdd.interpreter",
    });
  });

  it("may be a server of their own, which wins over an interpreter", async () => {
    const { choice } = await choose({ serverPath: "/opt/zdd-lsp", interpreter: "/opt/python" });
    assert.deepEqual(choice, {
      command: "/opt/zdd-lsp",
      parameters: [],
      origin: "zdd.server.path",
    });
  });

  it("must exist", async () => {
    assert.deepEqual((await choose({ serverPath: "/opt/nothing" })).choice, {
      message: "The program that zdd.server.path names cannot be started: /opt/nothing",
      setting: "zdd.server.path",
    });
  });
});
