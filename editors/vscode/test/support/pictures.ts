import assert from "node:assert/strict";
import { mkdirSync, statSync } from "node:fs";
import * as path from "node:path";

import type { Page } from "playwright-core";

import { EXTENSION } from "./workbench.ts";

/** The documentation's pictures are taken with `make pictures`; a test only sees that they can be. */
const FOLDER = process.env["ZDD_PICTURES"] ?? path.join(EXTENSION, "out", "pictures");
const LARGEST = 200_000;

/** Takes a picture of the window. */
export async function picture(page: Page, name: string): Promise<void> {
  const file = path.join(FOLDER, `${name}.png`);
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({
    path: file,
    animations: "disabled",
    caret: "hide",
  });
  assert.ok(statSync(file).size < LARGEST, `${name} is larger than ${String(LARGEST)} bytes`);
}

/** Keeps what the window looked like when something went wrong. */
export async function evidence(page: Page, name: string): Promise<void> {
  const file = path.join(EXTENSION, "out", "failures", `${name}.png`);
  await page.screenshot({ path: file });
}
