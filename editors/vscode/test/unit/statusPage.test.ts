import assert from "node:assert/strict";
import { it } from "node:test";

import { statusPage } from "../../src/statusPage.ts";

const SERVER = { version: "0.1.0", python: "3.12.4", rules: 150 };
const CLIENT = { positionEncoding: "utf-16", diagnostics: "pull" };

it("the status names each project with what counts", () => {
  const page = statusPage(
    {
      server: SERVER,
      client: CLIENT,
      projects: [
        {
          root: "/srv/odd `name`",
          commerce: "2.4.7",
          eceTools: null,
          schema: "built-in",
          profile: "strict",
          settings: "/srv/.zdd.toml",
          rules: { running: 148, off: ["a", "b"], severities: { c: "error" } },
          isIdeal: false,
          files: [".magento.app.yaml"],
          findings: { error: 0, warning: 5, info: 0, hint: 2 },
        },
      ],
    },
    "PATH",
  );
  assert.match(page, /^# zdd-lsp\n\n- Version: 0\.1\.0\n- Python: 3\.12\.4 \(PATH\)\n/);
  assert.match(page, /^### `` \/srv\/odd `name` ``$/m);
  assert.match(page, /^- Ideal state: no\n- Findings: 5 warning, 2 hint\n- Commerce: 2\.4\.7$/m);
  assert.match(page, /^- ece-tools: unknown$/m);
  assert.match(page, /^- Settings: `\/srv\/\.zdd\.toml`\n- Rules in force: 148, profile `strict`$/m);
  assert.match(page, /^- Rules that do not run: `a`, `b`\n- Changed severities: `c` error$/m);
});

it("the status says so where there is no project", () => {
  const page = statusPage({ server: SERVER, client: CLIENT, projects: [] }, "PATH");
  assert.match(page, /None of the folders of this window holds a project\.\n$/);
});
