import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

import type { Locator, Page } from "playwright-core";

import { EXTENSION, ROOT } from "./workbench.ts";

/** `make pictures` writes those that the documentation shows. Tests see whether they are still true. */
const IS_WRITING = process.env["ZDD_PICTURES"] !== undefined;
const FOLDER = IS_WRITING
  ? path.join(ROOT, "docs", "pictures")
  : path.join(EXTENSION, "out", "pictures");
/** What there is to read in the pictures, by their names. */
const WORDS = path.join(EXTENSION, "test", "ui", "pictures.json");

/** How long the window may take until it shows what its picture shows. */
const PATIENCE = 15_000;

/** What only a VS Code in a browser has is not shown. */
const STYLE = `
  [id="status.host"], [id="status.forwardedPorts"], [id="status.workbench.keyboardLayout"] {
    display: none !important;
  }
`;

/** What a picture can show beside lines: all that opens over the text or stands next to it. */
const SHOWN = [
  ".codelens-decoration",
  ".monaco-hover",
  ".action-widget",
  ".suggest-widget",
  ".suggest-details",
  ".markers-panel .monaco-list-row",
];

/**
 * Takes a picture of a part of the window. Unless the pictures are being made anew, what there is to
 * read in it has to be what the documentation's picture shows.
 *
 * @param beside What is shown in a frame, which the window does not see into.
 */
export async function picture(page: Page, name: string, part: Locator, beside = ""): Promise<void> {
  const file = path.join(FOLDER, `${name}.png`);
  mkdirSync(FOLDER, { recursive: true });
  const shown = async (): Promise<string[]> => [...(await wordsOf(page)), ...lines(beside)];
  const all = JSON.parse(readFileSync(WORDS, "utf8")) as Record<string, string[]>;
  const words = IS_WRITING ? await shown() : await settled(shown, all[name]);
  await part.screenshot({ path: file, animations: "disabled", caret: "hide", style: STYLE });
  if (IS_WRITING) {
    writeFileSync(WORDS, `${JSON.stringify({ ...all, [name]: words }, undefined, 2)}\n`);
  } else {
    assert.deepEqual(words, all[name], `the picture ${name} is no longer true: run make pictures`);
  }
}

/** Waits until a window shows what it has to: parts of it come one after the other. */
async function settled(
  look: () => Promise<string[]>,
  expected: readonly string[] | undefined,
): Promise<string[]> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (isDeepStrictEqual(seen, expected) || Date.now() > end) return seen;
    await pause(100);
  }
}

/** Keeps what the window looked like when something went wrong. */
export async function evidence(page: Page, name: string): Promise<void> {
  const file = path.join(EXTENSION, "out", "failures", `${name}.png`);
  await page.screenshot({ path: file });
}

async function wordsOf(page: Page): Promise<string[]> {
  const text = await page.locator(".editor-instance .view-line").evaluateAll((found) =>
    found
      .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent }))
      .sort((one, other) => one.top - other.top)
      .map((line) => line.text.replaceAll("\u00a0", " ")),
  );
  const marks = await page.locator('.editor-instance [class*="squiggly-"]').evaluateAll((found) =>
    found.map(({ classList }) => [...classList].find((each) => each.startsWith("squiggly-"))).sort(),
  );
  const others = await page.locator(SHOWN.join(", ")).filter({ visible: true }).allInnerTexts();
  return [...text, marks.join(" "), ...others.flatMap(lines)];
}

/** The lines of a text without icons, which are letters that no font but one has. */
function lines(text: string): string[] {
  return text
    .replaceAll(/[\ue000-\uf8ff]/g, "")
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "");
}
