import { constants } from "node:fs";
import { access, lstat, stat } from "node:fs/promises";
import * as path from "node:path";

/** Where programs are looked for, and what they are called there. */
export interface SearchPath {
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds programs as a shell would, with two differences: the current folder and relative entries of
 * `PATH` play no part, because they may lie in a folder that somebody else has filled, and every
 * place is returned and not only the first.
 */
export async function findOnPath(name: string, search: SearchPath): Promise<string[]> {
  const flavour = search.platform === "win32" ? path.win32 : path.posix;
  const folders = (variable("PATH", search) ?? "")
    .split(flavour.delimiter)
    .map((folder) => folder.replace(/^"(.*)"$/, "$1"))
    .filter((folder) => flavour.isAbsolute(folder));
  const names = endings(search).map((ending) => name + ending);
  const places = [...new Set(folders)].flatMap((folder) =>
    names.map((each) => flavour.join(folder, each)),
  );
  const runs = await Promise.all(places.map((place) => isExecutable(place, search.platform)));
  return places.filter((_, index) => runs[index]);
}

function endings(search: SearchPath): string[] {
  if (search.platform !== "win32") return [""];
  const known = variable("PATHEXT", search) ?? ".EXE;.CMD;.BAT";
  // A batch file can only be started through a shell, and no shell is ever started here.
  return known.split(";").filter((ending) => /^\.(exe|com)$/i.test(ending));
}

/** Windows does not care how a variable is written. */
function variable(name: string, { platform, variables }: SearchPath): string | undefined {
  if (platform !== "win32") return variables[name];
  const key = Object.keys(variables).find((each) => each.toUpperCase() === name);
  return key === undefined ? undefined : variables[key];
}

/** Tells whether there is a file at a place that may be started. */
export async function isExecutable(place: string, platform: NodeJS.Platform): Promise<boolean> {
  try {
    // The aliases of the Windows Store are links that can be started, but not followed.
    if (platform === "win32") return !(await lstat(place)).isDirectory();
    await access(place, constants.X_OK);
    return (await stat(place)).isFile();
  } catch {
    return false;
  }
}
