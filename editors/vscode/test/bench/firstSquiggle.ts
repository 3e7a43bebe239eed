/**
 * Measures how long it takes from opening a folder with a file in it to the first squiggle in the
 * window, and how much of that is the server's: `node test/bench/firstSquiggle.ts`, after `make vsix`.
 * In the first window Python compiles the server, because the package is new.
 */

import { readdirSync, readFileSync } from "node:fs";

import { browse } from "../support/browser.ts";
import { Window } from "../support/window.ts";
import { Workbench } from "../support/workbench.ts";

const RUNS = 5;
/** The unit in which Linux counts the time of processes, in seconds. */
const TICK = 1 / 100;

interface Share {
  /** Seconds since the server was started. */
  readonly alive: number;
  /** Seconds in which it has computed. */
  readonly busy: number;
}

function servers(): string[] {
  return readdirSync("/proc").filter((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, "utf8").includes("/server/start.py");
    } catch {
      return false;
    }
  });
}

function serverShare(): Share {
  const [id] = servers();
  if (id === undefined) throw new Error("no server runs");
  const up = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]);
  const stat = readFileSync(`/proc/${id}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ").map(Number);
  const [user = 0, system = 0, started = 0] = [fields[11], fields[12], fields[19]];
  return { alive: up - started * TICK, busy: (user + system) * TICK };
}

await using browser = await browse();
await using workbench = await Workbench.start();
for (let run = 0; run < RUNS; run++) {
  const start = performance.now();
  const window = await Window.open(browser, workbench);
  await window.openFile(".magento.env.yaml");
  await window.squiggles.first().waitFor();
  const total = (performance.now() - start) / 1000;
  const { alive, busy } = serverShare();
  const said = [`squiggle ${total.toFixed(2)} s after the folder was opened`];
  said.push(`server started ${alive.toFixed(2)} s before it`, `server computed ${busy.toFixed(2)} s`);
  console.log(said.join(", "));
  await window.page.close();
  await window.until(() => Promise.resolve(servers().length === 0));
}
