/** What the server answers to its own requests; `zdd_lsp/lsp/features` documents them. */

export interface Status {
  readonly server: { readonly version: string; readonly python: string; readonly rules: number };
  readonly client: { readonly positionEncoding: string; readonly diagnostics: string };
  readonly projects: readonly Project[];
}

export interface Project {
  readonly root: string;
  readonly commerce: string | null;
  readonly eceTools: string | null;
  readonly schema: string;
  readonly profile: string;
  readonly settings: string | null;
  readonly rules: RulesInForce;
  readonly isIdeal: boolean;
  readonly files: readonly string[];
  readonly findings: Readonly<Record<string, number>>;
}

export interface RulesInForce {
  readonly running: number;
  readonly off: readonly string[];
  readonly severities: Readonly<Record<string, string>>;
}

export interface Explanation {
  readonly name: string;
  readonly markdown: string;
}

export interface Rule {
  readonly name: string;
  readonly code: string;
  readonly severity: string;
  readonly summary: string;
}

export interface Configuration {
  readonly root: string;
  readonly text: string;
}

/** The command behind the lens, which the server runs. */
export const SHOW_IDEAL_STATE = "zdd.showIdealState";

export interface IdealState {
  readonly markdown: string;
}
