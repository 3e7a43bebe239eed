/** Runs a suite inside of the extension host, as @vscode/test-electron would. */

import * as path from "node:path";

import Mocha from "mocha";

/** The suite is named by the environment, because the window can hand over nothing but a file. */
export function run(): Promise<void> {
  const suite = process.env["ZDD_SUITE"] ?? "";
  const output = path.join(__dirname, `${suite}.json`);
  const options = { ui: "bdd", timeout: 60_000, reporter: "json", reporterOptions: { output } };
  const mocha = new Mocha(options as Mocha.MochaOptions);
  mocha.addFile(path.join(__dirname, `${suite}.cjs`));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${String(failures)} tests failed`));
    });
  });
}
