import { setTimeout as pause } from "node:timers/promises";

import type { Browser, FrameLocator, Locator, Page } from "playwright-core";

import type { Workbench } from "./workbench.ts";

/** How long the first squiggle takes depends on what else the machine does. */
const PATIENCE = 60_000;

/** With room for what stands beside the text. */
export const WIDE = { width: 1080, height: 640 };
/** With room for the text. */
export const NARROW = { width: 800, height: 560 };
/** With room for what opens below a line. */
export const TALL = { width: 800, height: 740 };

/** A window of VS Code, driven as somebody with a mouse and a keyboard would. */
export class Window {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, workbench: Workbench): Promise<Window> {
    const page = await browser.newPage({
      viewport: WIDE,
      deviceScaleFactor: 1.5,
    });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(workbench.url());
    return new Window(page);
  }

  /** Where files are open. */
  get editors(): Locator {
    return this.page.locator(".part.editor");
  }

  get squiggles(): Locator {
    return this.page.locator(".monaco-editor .squiggly-warning");
  }

  get completions(): Locator {
    return this.page.locator(".suggest-widget.visible .monaco-list-row");
  }

  /** What stands above the first line. */
  lens(text: string): Locator {
    return this.page.locator(".monaco-editor .codelens-decoration a", { hasText: text });
  }

  /** The page that is shown as Markdown is meant to be read: in a frame within a frame. */
  async preview(): Promise<FrameLocator> {
    const frame = this.page.locator("iframe.webview.ready:visible");
    await frame.waitFor();
    return frame.contentFrame().locator("iframe#active-frame").contentFrame();
  }

  get notifications(): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item");
  }

  async notification(text: string): Promise<void> {
    await this.notifications.filter({ hasText: text }).waitFor();
  }

  /** What the buttons of the notifications say. */
  buttons(): Promise<string[]> {
    return this.notifications.locator(".notification-list-item-buttons-container a").allInnerTexts();
  }

  /** A line of the editor that has a text. */
  line(text: string): Locator {
    return this.page.locator(".monaco-editor .view-line", { hasText: text });
  }

  /** What a tab says: its label. */
  tab(name: string): Locator {
    return this.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`);
  }

  /** Looks at the languages' states, at the right end of the status bar, until a text is there. */
  async languageStatus(text: string): Promise<void> {
    await this.page.locator('[id="status.languageStatus"]').hover();
    await this.page.locator(".hover-language-status", { hasText: text }).waitFor();
  }

  async openFile(name: string): Promise<void> {
    const row = this.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`);
    await this.insist(this.tab(name), () => row.dblclick());
    await this.page.locator(".monaco-editor .view-lines .view-line").first().waitFor();
  }

  /** Clicks on a word in a line. */
  async clickOn(line: string, word: string): Promise<void> {
    const { x, y } = await this.#place(line, word);
    await this.page.mouse.click(x, y);
  }

  /** Points at a word in a line, where something opens that has a text. */
  async hoverOver(line: string, word: string, text: string): Promise<Locator> {
    const hover = this.page.locator(".monaco-hover:not(.hidden)", { hasText: text }).first();
    await this.insist(hover, async () => {
      // It opens when the mouse moves onto the word and then rests there.
      const { x, y } = await this.#place(line, word);
      await this.page.mouse.move(x - 30, y + 40);
      await this.page.mouse.move(x, y, { steps: 4 });
    });
    return hover;
  }

  /** Opens the menu of what can be done about a word in a line, and returns one of its items. */
  async quickFix(line: string, word: string, item: string): Promise<Locator> {
    const row = this.page.locator(".action-widget .monaco-list-row", { hasText: item });
    await this.insist(row, async () => {
      await this.clickOn(line, word);
      await this.page.keyboard.press("Control+.");
    });
    return row;
  }

  /** Pulls at the lower edge of what has opened over the text. */
  async enlarge(pixels: number): Promise<void> {
    const edge = this.page.locator(".monaco-resizable-hover .orthogonal-edge-south:not(.disabled)");
    const { x, y } = await centre(edge);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x, y + pixels, { steps: 5 });
    await this.page.mouse.up();
    await this.page.mouse.move(x, y);
  }

  async run(command: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[placeholder^="Type the name"]');
    await this.insist(input, () => this.page.keyboard.press("F1"));
    await this.pick("Type the name of a command", command, ">");
  }

  /** Picks an item of the list that asks for something, as soon as it has the item. */
  async pick(question: string, item: string, sign = ""): Promise<void> {
    await this.page.locator(`.quick-input-widget input[placeholder^="${question}"]`).fill(sign + item);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: item }).first().click();
  }

  /** Does what brings something about again if it does not come: a busy window loses a gesture. */
  async insist(result: Locator, act: () => Promise<void>): Promise<void> {
    await this.until(async () => {
      await act();
      return result.waitFor({ timeout: 5000 }).then(() => true, () => false);
    });
  }

  /** Waits until something holds. */
  async until(holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error("it never came to hold");
      await pause(50);
    }
  }

  async #place(line: string, word: string): Promise<{ x: number; y: number }> {
    const found = this.line(line).first();
    await found.waitFor();
    const box = await found.evaluate((element, text) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const start = (node.textContent ?? "").indexOf(text);
        if (start >= 0) {
          const range = document.createRange();
          range.setStart(node, start);
          range.setEnd(node, start + text.length);
          const { left, top, width, height } = range.getBoundingClientRect();
          return { x: left + width / 2, y: top + height / 2 };
        }
      }
      return undefined;
    }, word);
    if (box === undefined) throw new Error(`no ${word} in ${line}`);
    return box;
  }
}

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it cannot be seen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
