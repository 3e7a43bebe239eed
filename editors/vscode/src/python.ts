import { execFile } from "node:child_process";

/** The oldest Python that runs the server. */
export const OLDEST = { major: 3, minor: 11 } as const;

/** The same in words. */
export const OLDEST_NAME = `Python ${String(OLDEST.major)}.${String(OLDEST.minor)}`;

/** What a program turned out to be. */
export type Verdict =
  | { readonly kind: "fits"; readonly executable: string; readonly version: string }
  | { readonly kind: "old"; readonly version: string }
  | { readonly kind: "broken"; readonly reason: string };

/** A program and its first arguments. */
export type Command = readonly [program: string, ...parameters: string[]];

// Understood by Python 2 as well, so that it can say how old it is. `-S` and `-s` keep packages
// out that an environment may run when Python starts, `-E` what variables say.
const QUESTION = [
  "-E",
  "-s",
  "-S",
  "-c",
  "import sys; print('python %d.%d.%d %s' % (tuple(sys.version_info[:3]) + (sys.executable,)))",
];
const ANSWER = /^python (\d+)\.(\d+)\.(\d+) (.+?)\r?$/m;
const PATIENCE = 10_000;

/** Asks a program which Python it is. Never throws. */
export function probe(command: Command, folder: string): Promise<Verdict> {
  const [program, ...parameters] = command;
  return new Promise((resolve) => {
    execFile(
      program,
      [...parameters, ...QUESTION],
      { cwd: folder, timeout: PATIENCE, windowsHide: true },
      (error, stdout, stderr) => {
        resolve(error === null ? judge(stdout) : { kind: "broken", reason: why(error, stderr) });
      },
    );
  });
}

/** Reads the answer to the question. */
export function judge(answer: string): Verdict {
  const [, major, minor, micro, executable] = ANSWER.exec(answer) ?? [];
  if (major === undefined || minor === undefined || micro === undefined || !executable) {
    return { kind: "broken", reason: "it does not answer as Python does" };
  }
  const version = `${major}.${minor}.${micro}`;
  const isNew =
    Number(major) > OLDEST.major ||
    (Number(major) === OLDEST.major && Number(minor) >= OLDEST.minor);
  return isNew ? { kind: "fits", executable, version } : { kind: "old", version };
}

function why(error: Error & { code?: unknown; killed?: boolean }, stderr: string): string {
  if (error.code === "ENOENT") return "there is no such file";
  if (error.code === "EACCES") return "it may not be started";
  if (error.killed) return `it did not answer within ${String(PATIENCE / 1000)} seconds`;
  const last = stderr.trim().split(/\r?\n/).at(-1);
  return last ? `it fails: ${last}` : `it fails with exit status ${String(error.code)}`;
}
