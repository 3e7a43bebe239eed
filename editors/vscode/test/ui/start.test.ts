/** Where other servers in Python do not start, or start what they should not. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { after, before, describe, it } from "node:test";

import type { Browser } from "playwright-core";

import { browse } from "../support/browser.ts";
import { evidence } from "../support/pictures.ts";
import { Window } from "../support/window.ts";
import { standIn } from "../support/standIns.ts";
import { PYTHON, Workbench, type Circumstances } from "../support/workbench.ts";

const ENV = ".magento.env.yaml";
/** What the server imports, and what Python imports by itself. */
const BROKEN = ["attr", "attrs", "cattrs", "lsprotocol", "pygls", "ruamel", "zdd_lsp", "sitecustomize"];
const pythonExtension = await standIn("python");

describe("the server starts", () => {
  let browser: Browser;
  before(async () => { browser = await browse(); });
  after(() => browser.close());

  /** A test in a window of its own. */
  function start(
    name: string,
    given: Circumstances,
    act: (window: Window, workbench: Workbench) => Promise<void>,
  ): void {
    it(name, async () => {
      await using workbench = await Workbench.start(given);
      const window = await Window.open(browser, workbench);
      try {
        await window.openFile(ENV);
        await act(window, workbench);
      } catch (error) {
        await evidence(window.page, name);
        throw error;
      } finally {
        await window.page.close();
      }
    });
  }

  start(
    "with the Python of an environment in which every library is broken",
    {
      name: "my store (x86)",
      extensions: [pythonExtension],
      prepare: breakEnvironment,
      variables: {
        PYTHONPATH: path.join(import.meta.dirname, "nowhere"),
        PYTHONHOME: path.join(import.meta.dirname, "nowhere"),
      },
    },
    async (window, workbench) => {
      await window.squiggles.first().waitFor();
      await window.languageStatus("ms-python.python");
      assert.equal(await window.notifications.count(), 0);
      assert.ok(!existsSync(path.join(workbench.store, "imported")));
    },
  );

  const programs = "programs of its own";
  start(
    "when there is a Python that is new enough, and says what it needs before",
    {
      settings: { "zdd.trace.server": "verbose" },
      prepare: (_, folder) => { mkdirSync(path.join(folder, programs)); },
      path: programs,
    },
    async (window, workbench) => {
      await window.notification("zdd-lsp needs Python 3.11 or later to run, and none was found.");
      assert.deepEqual(await window.buttons(), ["Choose Interpreter…", "Get Python", "Show Logs"]);
      assert.equal(await window.notifications.count(), 1);
      await window.languageStatus("zdd-lsp does not run");
      assert.equal(await window.squiggles.count(), 0);

      const old = path.join(workbench.folder, programs, "python3");
      writeFileSync(old, '#!/bin/sh\necho "python 3.8.10 $0"\n');
      chmodSync(old, 0o755);
      await window.run("zdd-lsp: Restart the Server");
      await window.notification(`and ${old} is Python 3.8.10.`);

      workbench.setMachine({ "zdd.interpreter": PYTHON });
      await window.squiggles.first().waitFor();
      await window.languageStatus("zdd.interpreter");

      const own = path.join(workbench.folder, programs, "zdd-lsp");
      const sent = path.join(workbench.folder, "sent");
      writeFileSync(own, `#!/bin/sh\n/usr/bin/tee "${sent}" | "${PYTHON}" -m zdd_lsp "$@"\n`);
      chmodSync(own, 0o755);
      workbench.setMachine({ "zdd.interpreter": old, "zdd.server.path": own });
      await window.languageStatus("zdd.server.path");
      await window.squiggles.first().waitFor();
      assert.match(readFileSync(sent, "utf8"), /"method":"initialize".*"trace":"verbose"/);
    },
  );

  start(
    "without a program that a folder names which nobody trusts",
    {
      settings: {
        "security.workspace.trust.enabled": true,
        "security.workspace.trust.startupPrompt": "never",
      },
      prepare: (store) => {
        const program = path.join(store, "python");
        writeFileSync(program, `#!/bin/sh\ntouch "${store}/imported"\nexec "${PYTHON}" "$@"\n`);
        chmodSync(program, 0o755);
        mkdirSync(path.join(store, ".vscode"));
        const settings = { "zdd.interpreter": program, "zdd.server.path": program };
        writeFileSync(path.join(store, ".vscode", "settings.json"), JSON.stringify(settings));
      },
    },
    async (window, workbench) => {
      await window.page.getByText("Restricted Mode").first().waitFor();
      await window.squiggles.first().waitFor();
      await window.languageStatus("PATH");
      assert.ok(!existsSync(path.join(workbench.store, "imported")));
    },
  );
});

/** Makes an environment in a store whose libraries leave a trace and fail. */
function breakEnvironment(store: string): void {
  execFileSync(PYTHON, ["-m", "venv", "--without-pip", path.join(store, ".venv")]);
  const lib = path.join(store, ".venv", "lib");
  const [version] = readdirSync(lib);
  assert.ok(version);
  const trap = `open(${JSON.stringify(path.join(store, "imported"))}, "w").close()\nraise ImportError\n`;
  for (const name of BROKEN) {
    writeFileSync(path.join(lib, version, "site-packages", `${name}.py`), trap);
    // The folder of the project must not be looked into either.
    writeFileSync(path.join(store, `${name}.py`), trap);
  }
}
