/** The suites of `test/host`, each in the extension host of a window. */

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import * as path from "node:path";
import { before, describe, it } from "node:test";

import { build } from "esbuild";

import { browse } from "../support/browser.ts";
import { standIn } from "../support/standIns.ts";
import { EXTENSION, Workbench, type Circumstances } from "../support/workbench.ts";

const SUITES = path.join(EXTENSION, "out", "host");

interface Results {
  readonly stats: { readonly tests: number; readonly passes: number };
  readonly failures: readonly { readonly fullTitle: string; readonly err: { readonly stack?: string } }[];
}

describe("in the extension host", () => {
  before(async () => {
    await build({
      absWorkingDir: EXTENSION,
      entryPoints: ["test/host/index.ts", "test/host/alone.ts", "test/host/beside.ts"],
      outdir: SUITES,
      outExtension: { ".js": ".cjs" },
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["vscode", "mocha"],
    });
  });

  it("alone", () => run("alone", {}));

  it("beside another server for YAML", async () => {
    await run("beside", { extensions: [await standIn("yaml")] });
  });
});

async function run(suite: string, given: Circumstances): Promise<void> {
  const output = path.join(SUITES, `${suite}.json`);
  rmSync(output, { force: true });
  await using workbench = await Workbench.start({ ...given, variables: { ZDD_SUITE: suite } });
  await using browser = await browse();
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  const ended = Promise.withResolvers<number>();
  await page.exposeFunction("codeAutomationLog", () => undefined);
  await page.exposeFunction("codeAutomationExit", (code: number) => { ended.resolve(code); });
  // A built workbench runs no tests unless its driver for smoke tests is on.
  await page.addInitScript(() => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its element below
    const original = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = original.call(this, name);
      const isOurs = this.id === "vscode-workbench-web-configuration" && name === "data-settings";
      if (!isOurs || value === null) return value;
      const settings = JSON.parse(value) as object;
      return JSON.stringify({ ...settings, developmentOptions: { enableSmokeTestDriver: true } });
    };
  });
  const remote = (place: string): string => `vscode-remote://${workbench.address}${place}`;
  const payload = [
    ["extensionDevelopmentPath", remote(path.join(EXTENSION, "test", "host", "harness"))],
    ["extensionTestsPath", remote(path.join(SUITES, "index.cjs"))],
    ["skipWelcome", "true"],
  ];
  await page.goto(workbench.url({ payload: JSON.stringify(payload) }));
  await ended.promise;
  const { stats, failures } = JSON.parse(readFileSync(output, "utf8")) as Results;
  const told = failures.map(({ fullTitle, err }) => `${fullTitle}\n${err.stack ?? ""}`);
  assert.equal(told.join("\n\n"), "");
  assert.ok(stats.tests > 0 && stats.passes === stats.tests);
}
