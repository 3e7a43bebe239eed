/** Runs the suite inside of the extension host, as @vscode/test-electron would. */

import * as path from "node:path";

import Mocha from "mocha";

export function run(): Promise<void> {
  const output = path.join(__dirname, "results.json");
  const options = { ui: "bdd", timeout: 60_000, reporter: "json", reporterOptions: { output } };
  const mocha = new Mocha(options as Mocha.MochaOptions);
  mocha.addFile(path.join(__dirname, "suite.cjs"));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${String(failures)} tests failed`));
    });
  });
}
