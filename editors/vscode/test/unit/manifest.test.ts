import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, it } from "node:test";

const EXTENSION = path.resolve(import.meta.dirname, "..", "..");
const STAGE = path.join(EXTENSION, "out", "package");

interface Step {
  readonly title: string;
  readonly description: string;
  readonly media: { readonly markdown: string };
  readonly completionEvents?: readonly string[];
}

interface Manifest {
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
    }[];
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
}

const manifest = JSON.parse(read("package.json")) as Manifest;
const { commands, configuration, walkthroughs } = manifest.contributes;
const names = commands.map(({ command }) => command);
const settings = configuration.flatMap(({ properties }) => Object.entries(properties));
const steps = walkthroughs.flatMap((each) => each.steps);
const sources = readdirSync(path.join(EXTENSION, "src")).map((name) => read(`src/${name}`));

/** What `package.json` says and nothing else holds together. */
describe("the manifest", () => {
  it("has a walkthrough whose pages are packaged and whose buttons do something", () => {
    assert.ok(steps.length > 0);
    for (const { title, description, media, completionEvents = [] } of steps) {
      assert.ok(existsSync(path.join(STAGE, media.markdown)), title);
      const buttons = [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, name]) => name);
      assert.equal(buttons.length, 1, title);
      const events = completionEvents.map((event) => event.replace(/^onCommand:/, ""));
      const ours = [...buttons, ...events].filter((name) => name?.startsWith("zdd."));
      assert.deepEqual(ours.filter((name) => !names.includes(name ?? "")), [], title);
    }
    const pages = readdirSync(path.join(STAGE, "walkthrough")).map((name) => `walkthrough/${name}`);
    assert.deepEqual(pages.sort(), steps.map(({ media }) => media.markdown).sort());
  });

  it("has an icon that the gallery takes: a square PNG of at least 128 pixels", () => {
    const picture = readFileSync(path.join(STAGE, manifest.icon));
    assert.equal(picture.subarray(1, 4).toString(), "PNG");
    const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
    assert.equal(width, height);
    assert.ok(width >= 128);
  });

  it("has a README that names every command by its title", () => {
    const table = read("README.md").split("## Commands")[1]?.split("##")[0] ?? "";
    assert.deepEqual(commands.filter(({ title }) => !table.includes(title)), []);
  });

  it("gives every setting a scope, and the code asks for no other setting of ours", () => {
    assert.deepEqual(settings.filter(([, { scope }]) => scope === undefined), []);
    const known = new Set(settings.map(([name]) => name));
    const named = sources.flatMap((text) => [...text.matchAll(/"(zdd\.(?:server\.path|interpreter))"/g)]);
    assert.ok(named.length > 0);
    assert.deepEqual(named.filter(([, name]) => !known.has(name ?? "")), []);
  });

  it("promises no older VS Code than the one that the code was checked with", () => {
    const { engines, devDependencies } = manifest;
    assert.equal(engines.vscode, `^${devDependencies["@types/vscode"] ?? ""}`);
  });
});

describe("the bundle", () => {
  const bundle = readFileSync(path.join(STAGE, "dist", "extension.cjs"), "utf8");

  it("loads nothing that speaks to the internet", () => {
    const loaded = new Set(
      [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name?.replace("node:", "")),
    );
    // The client library brings `net`, for servers behind a pipe or a port. Ours is behind neither.
    assert.deepEqual([...loaded].sort(), [
      "child_process",
      "crypto",
      "fs",
      "fs/promises",
      "net",
      "os",
      "path",
      "util",
      "vscode",
    ]);
    // The library would hand on what a server says for statistics. Ours says none.
    const found = /\b(?:fetch|XMLHttpRequest|WebSocket|createTelemetryLogger)\(/.exec(bundle);
    assert.equal(found?.[0], undefined);
  });
});

function read(name: string): string {
  return readFileSync(path.join(EXTENSION, name), "utf8");
}
