import * as path from "node:path";

import { OLDEST, OLDEST_NAME, type Command, type Verdict } from "./python.ts";

/** How the server is started. */
export interface Launch {
  readonly command: string;
  readonly parameters: readonly string[];
  /** Where the choice came from, for the log and the status. */
  readonly origin: string;
}

/** Why it cannot be started. */
export interface Refusal {
  readonly message: string;
  /** The setting that is to blame, if one is. */
  readonly setting?: "zdd.server.path" | "zdd.interpreter";
}

export type Choice = Launch | Refusal;

/** What the choice depends on. */
export interface Circumstances {
  /** The value of `zdd.server.path`; empty if it is not set. */
  readonly serverPath: string;
  /** The value of `zdd.interpreter`; empty if it is not set. */
  readonly interpreter: string;
  /** The program that starts the bundled server. */
  readonly script: string;
  /** Extensions that know which Python the user has chosen, in the order of trust in them. */
  readonly selections: readonly Selection[];
  readonly findOnPath: (name: string) => Promise<string[]>;
  readonly isExecutable: (place: string) => Promise<boolean>;
  readonly probe: (command: Command) => Promise<Verdict>;
  readonly note: (line: string) => void;
}

export interface Selection {
  readonly origin: string;
  readonly python: () => Promise<string | undefined>;
}

/**
 * Python that does not see its surroundings: neither variables, nor the current folder, nor a
 * user's or an environment's packages. What the server imports lies beside its script.
 */
const ISOLATED = ["-I", "-S"] as const;

const NEWEST_MINOR = 15;
const NAMES = [
  "python3",
  "python",
  ...Array.from({ length: NEWEST_MINOR - OLDEST.minor + 1 }, (_, age) => NEWEST_MINOR - age).map(
    (minor) => `python${String(OLDEST.major)}.${String(minor)}`,
  ),
];

/**
 * Chooses how to start the server. What the user has set is taken at their word: if it does not
 * work, nothing else is tried behind their back.
 */
export async function chooseLaunch(given: Circumstances): Promise<Choice> {
  if (given.serverPath) return ownServer(given);
  if (given.interpreter) return ownInterpreter(given);
  const tooOld: string[] = [];
  const looked = new Set<string>();
  for await (const { origin, command } of candidates(given)) {
    const name = command.join(" ");
    if (looked.has(name)) continue;
    looked.add(name);
    const verdict = await given.probe(command);
    given.note(`${origin}: ${name}: ${describe(verdict)}`);
    if (verdict.kind === "fits") return bundled(given, verdict.executable, origin);
    if (verdict.kind === "old") tooOld.push(`${command[0]} is Python ${verdict.version}`);
  }
  const [uvx] = await given.findOnPath("uvx");
  if (uvx !== undefined) {
    given.note(`PATH: ${uvx} finds or fetches a Python`);
    const wanted = `>=${String(OLDEST.major)}.${String(OLDEST.minor)}`;
    const parameters = ["--python", wanted, "python", ...ISOLATED, given.script];
    return { command: uvx, parameters, origin: "uvx" };
  }
  return { message: nothingFits(tooOld) };
}

async function ownServer(given: Circumstances): Promise<Choice> {
  const setting = "zdd.server.path";
  const place = await locate(given.serverPath, given);
  if (place === undefined) {
    const message = `The program that ${setting} names cannot be started: ${given.serverPath}`;
    return { message, setting };
  }
  given.note(`${setting}: ${place}`);
  return { command: place, parameters: [], origin: setting };
}

async function ownInterpreter(given: Circumstances): Promise<Choice> {
  const setting = "zdd.interpreter";
  const place = (await locate(given.interpreter, given)) ?? given.interpreter;
  const verdict = await given.probe([place]);
  given.note(`${setting}: ${place}: ${describe(verdict)}`);
  if (verdict.kind === "fits") return bundled(given, verdict.executable, setting);
  const message =
    verdict.kind === "old"
      ? `zdd-lsp needs ${OLDEST_NAME} or later, but ${setting} is Python ${verdict.version}.`
      : `The Python that ${setting} names does not run, because ${verdict.reason}: ${place}`;
  return { message, setting };
}

/** Returns the place of a program that a setting names by its path, or by its name alone. */
async function locate(name: string, given: Circumstances): Promise<string | undefined> {
  if (path.isAbsolute(name)) return (await given.isExecutable(name)) ? name : undefined;
  return path.basename(name) === name ? (await given.findOnPath(name))[0] : undefined;
}

interface Candidate {
  readonly origin: string;
  readonly command: Command;
}

async function* candidates(given: Circumstances): AsyncGenerator<Candidate> {
  for (const { origin, python } of given.selections) {
    const place = await python();
    if (place !== undefined) yield { origin, command: [place] };
  }
  for (const name of NAMES) {
    for (const place of await given.findOnPath(name)) yield { origin: "PATH", command: [place] };
  }
  for (const place of await given.findOnPath("py")) {
    yield { origin: "PATH", command: [place, "-3"] };
  }
}

function bundled(given: Circumstances, python: string, origin: string): Launch {
  return { command: python, parameters: [...ISOLATED, given.script], origin };
}

function describe(verdict: Verdict): string {
  return verdict.kind === "broken" ? verdict.reason : `Python ${verdict.version}`;
}

function nothingFits(tooOld: readonly string[]): string {
  const found = tooOld[0] ?? "none was found";
  return `zdd-lsp needs ${OLDEST_NAME} or later to run, and ${found}.`;
}
