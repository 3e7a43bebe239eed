import type { Project, Status } from "./protocol.ts";

/** What the server says about itself and its projects, to read and to paste into a report. */
export function statusPage(status: Status, origin: string): string {
  const { server, client, projects } = status;
  const blocks = [
    "# zdd-lsp",
    list([
      ["Version", server.version],
      ["Python", `${server.python} (${origin})`],
      ["Rules", String(server.rules)],
      ["Diagnostics", client.diagnostics],
      ["Positions", client.positionEncoding],
    ]),
    "## Projects",
    ...(projects.length === 0
      ? ["None of the folders of this window holds a project."]
      : projects.flatMap(projectBlocks)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function projectBlocks(project: Project): string[] {
  const found = Object.entries(project.findings)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${String(count)} ${severity}`);
  const { running, off, severities } = project.rules;
  const changed = Object.entries(severities).map(([name, severity]) => `${code(name)} ${severity}`);
  return [
    `### ${code(project.root)}`,
    list([
      ["Ideal state", project.isIdeal ? "yes" : "no"],
      ["Findings", found.join(", ") || "none"],
      ["Commerce", project.commerce ?? "unknown"],
      ["ece-tools", project.eceTools ?? "unknown"],
      ["Schema of the variables", project.schema],
      ["Files", project.files.map(code).join(", ")],
      ["Settings", project.settings === null ? "those of the editor" : code(project.settings)],
      ["Rules in force", `${String(running)}, profile ${code(project.profile)}`],
      ["Rules that do not run", off.map(code).join(", ") || "none"],
      ["Changed severities", changed.join(", ") || "none"],
    ]),
  ];
}

function list(facts: readonly (readonly [string, string])[]): string {
  return facts.map(([name, fact]) => `- ${name}: ${fact}`).join("\n");
}

/** Shows a text as it is, whatever is in it. */
function code(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
