/** What somebody sees and does who opens the example store. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import type { Browser } from "playwright-core";

import { browse } from "../support/browser.ts";
import { evidence, picture } from "../support/pictures.ts";
import { NARROW, TALL, WIDE, Window } from "../support/window.ts";
import { Workbench } from "../support/workbench.ts";

const ENV = ".magento.env.yaml";
const APP = ".magento.app.yaml";
const LOOK = {
  "workbench.colorTheme": "Default Light Modern",
  "workbench.activityBar.location": "hidden",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "window.menuBarVisibility": "hidden",
  "breadcrumbs.enabled": false,
  "editor.fontFamily": "DejaVu Sans Mono",
  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
  "editor.scrollBeyondLastLine": false,
  "editor.scrollbar.horizontal": "hidden",
  "editor.scrollbar.vertical": "hidden",
  "editor.hover.above": false,
  "editor.hover.delay": 100,
  "zdd.lens": true,
  // The pictures shall not change with the day.
  "zdd.date": "2026-12-01",
};

describe("in the window", () => {
  let workbench: Workbench;
  let browser: Browser;
  let window: Window;

  before(async () => {
    workbench = await Workbench.start({ name: "harbour-tea", settings: LOOK });
    browser = await browse();
    window = await Window.open(browser, workbench);
  });

  after(async () => {
    await browser.close();
    await workbench[Symbol.asyncDispose]();
  });

  let hasFailed = false;

  /** A test that goes on where the one before it has stopped. */
  function step(name: string, act: () => Promise<void>): void {
    it(name, async () => {
      assert.ok(!hasFailed, "an earlier step has failed");
      try {
        await act();
      } catch (error) {
        hasFailed = true;
        await evidence(window.page, name);
        throw error;
      }
    });
  }

  step("a mistake is underlined, and listed with the others", async () => {
    await window.openFile(ENV);
    await window.squiggles.nth(3).waitFor();
    await window.lens("1 of 5 conditions").waitFor();
    const problems = window.page.locator(".markers-panel");
    await window.insist(problems, () => window.page.keyboard.press("Control+Shift+M"));
    await problems.getByText("SCD_ON_DEMAND is on").first().waitFor();
    await picture(window.page, "problems", window.page.locator(".monaco-workbench"));
    await window.page.keyboard.press("Control+J");
    await window.page.keyboard.press("Control+B");
    await window.page.setViewportSize(NARROW);
    await picture(window.page, "before", window.editors);
  });

  step("a mistake says what it does", async () => {
    const hover = await window.hoverOver("SCD_ON_DEMAND: true", "true", "is not built before");
    // Before that it says that it is checking for quick fixes.
    await hover.getByText(/^Quick Fix/).first().waitFor();
    await picture(window.page, "warning", window.editors);
    await window.page.keyboard.press("Escape");
  });

  step("a variable is explained", async () => {
    await window.page.setViewportSize(TALL);
    await window.hoverOver("SKIP_SCD: true", "SKIP_SCD", "variable of");
    await window.enlarge(165);
    await picture(window.page, "hover", window.editors);
    await window.page.keyboard.press("Escape");
    await window.page.setViewportSize(NARROW);
  });

  step("a quick fix is offered and applied", async () => {
    const fix = await window.quickFix("SCD_ON_DEMAND: true", "true", "Turn SCD_ON_DEMAND off");
    await picture(window.page, "quick-fix", window.editors);
    await fix.click();
    await window.line("SCD_ON_DEMAND: false").waitFor();
    await window.lens("2 of 5 conditions").waitFor();
  });

  step("a completion is offered and accepted", async () => {
    await window.page.setViewportSize(WIDE);
    await window.clickOn("SCD_THREADS: 1", "1");
    await window.page.keyboard.press("End");
    await window.page.keyboard.press("Enter");
    await window.page.keyboard.type("SCD_", { delay: 30 });
    const strategy = window.completions.filter({ hasText: "SCD_STRATEGY" });
    await strategy.waitFor();
    const isChosen = strategy.and(window.page.locator(".focused"));
    while (!(await isChosen.isVisible())) await window.page.keyboard.press("ArrowDown");
    await window.page.keyboard.press("Control+Space");
    await window.page.locator(".suggest-details", { hasText: "SCD_STRATEGY" }).waitFor();
    await picture(window.page, "completion", window.editors);
    await window.page.keyboard.press("Enter");
    await window.line("SCD_STRATEGY:").waitFor();
    await window.page.keyboard.press("Escape");
    await window.page.keyboard.type("quick", { delay: 30 });
    await window.page.keyboard.press("Escape");
    await window.line("SCD_STRATEGY: quick").waitFor();
    await window.run("File: Revert File");
    await window.lens("1 of 5 conditions").waitFor();
  });

  step("the lens opens what is missing from the ideal state", async () => {
    await window.lens("1 of 5 conditions").click();
    const page = await window.preview();
    await page.getByText("post_deploy").first().waitFor();
    const text = await page.locator("body").innerText();
    await picture(window.page, "ideal-state", window.editors, text);
    await window.run("View: Close Editor");
    await window.page.setViewportSize(NARROW);
  });

  step("one command makes both files ideal", async () => {
    await window.run("zdd-lsp: Make the Project Ideal");
    await window.page.locator(`.tab.dirty[data-resource-name="${APP}"]`).waitFor();
    await window.tab(ENV).click();
    await window.line("SKIP_SCD: false").waitFor();
    await window.lens("5 of 5 conditions").waitFor();
    await window.until(async () => (await window.squiggles.count()) === 0);
    await picture(window.page, "after", window.editors);
    await window.run("File: Save All");
    await window.until(() => Promise.resolve(workbench.read(APP).includes("post_deploy:")));
    assert.match(workbench.read(ENV), /SKIP_SCD: false/);
  });

  step("the effective configuration opens beside the file", async () => {
    await window.run("zdd-lsp: Open the Effective Configuration");
    await window.line("SCD_STRATEGY:").waitFor();
    await window.tab("harbour-tea, effective.yaml").waitFor();
    await window.tab(ENV).click();
  });

  step("a rule is explained", async () => {
    await window.run("zdd-lsp: Explain a Rule");
    await window.pick("The rule to read about", "scd-on-demand");
    const page = await window.preview();
    await page.getByRole("heading", { name: "scd-on-demand" }).waitFor();
    await window.tab(ENV).click();
  });

  step("the server tells how it fares, and starts anew", async () => {
    await window.languageStatus("zdd-lsp 0.");
    await window.run("zdd-lsp: Restart the Server");
    await window.languageStatus("zdd-lsp 0.");
    await window.run("zdd-lsp: Show the Server Status");
    const page = await window.preview();
    await page.getByText("Ideal state: yes").waitFor();
  });

  step("the log opens", async () => {
    await window.run("zdd-lsp: Show Logs");
    const channel = window.page.locator(".part.panel select").first();
    await window.until(async () => (await channel.inputValue()) === "zdd-lsp");
  });
});
