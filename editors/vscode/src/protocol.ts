/** The server's own requests, see `docs/protocol.md` of the server. */

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
  readonly isIdeal: boolean;
  readonly files: readonly string[];
  readonly findings: Readonly<Record<string, number>>;
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
