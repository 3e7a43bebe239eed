import * as path from "node:path";

/** What the placeholders of a setting stand for. */
export interface Meaning {
  readonly home: string;
  readonly workspaceFolder: string | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * Returns a path as the user means it: `~` and `${userHome}` for the home folder,
 * `${workspaceFolder}` for the first folder of the workspace, `${env:NAME}` for a variable. A
 * relative path begins in that folder; a name alone is left alone.
 */
export function expand(setting: string, { home, workspaceFolder, variables }: Meaning): string {
  const text = setting
    .trim()
    .replace(/^~(?=$|[\\/])/, () => home)
    .replaceAll("${userHome}", () => home)
    .replaceAll("${workspaceFolder}", (kept) => workspaceFolder ?? kept)
    .replaceAll(/\$\{env:([^}]+)\}/g, (_, name: string) => variables[name] ?? "");
  const isName = path.basename(text) === text;
  if (isName || path.isAbsolute(text) || workspaceFolder === undefined) return text;
  return path.join(workspaceFolder, text);
}
