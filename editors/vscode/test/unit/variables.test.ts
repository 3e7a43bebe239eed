import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { expand } from "../../src/variables.ts";

const MEANING = {
  home: "/home/me",
  workspaceFolder: "/srv/my store",
  variables: { TOOLS: "/opt/tools" },
};

describe("a setting that names a program", () => {
  for (const [setting, meant] of [
    ["", ""],
    ["  /usr/bin/python3 ", "/usr/bin/python3"],
    ["python3.12", "python3.12"],
    ["~/bin/python", "/home/me/bin/python"],
    ["~other/python", "/srv/my store/~other/python"],
    ["${userHome}/python", "/home/me/python"],
    ["${workspaceFolder}/.venv/bin/python", "/srv/my store/.venv/bin/python"],
    [".venv/bin/python", "/srv/my store/.venv/bin/python"],
    ["${env:TOOLS}/python", "/opt/tools/python"],
    ["${env:NOTHING}/python", "/python"],
  ] as const) {
    it(setting || "(empty)", () => {
      assert.equal(expand(setting, MEANING), meant);
    });
  }

  it("without a folder stays as it is where it needs one", () => {
    const meaning = { ...MEANING, workspaceFolder: undefined };
    assert.equal(expand("${workspaceFolder}/python", meaning), "${workspaceFolder}/python");
  });

  it("is taken literally where it has signs of replacement", () => {
    assert.equal(expand("~/python", { ...MEANING, home: "/home/$&" }), "/home/$&/python");
  });
});
