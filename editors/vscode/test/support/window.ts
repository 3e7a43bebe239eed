import { setTimeout as pause } from "node:timers/promises";

import type { Browser, FrameLocator, Locator, Page } from "playwright-core";

import type { Workbench } from "./workbench.ts";

/** How long the first squiggle takes depends on what else the machine does. */
const PATIENCE = 60_000;

/** A window of VS Code, driven as somebody with a mouse and a keyboard would. */
export class Window {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, workbench: Workbench): Promise<Window> {
    const page = await browser.newPage({
      viewport: { width: 1000, height: 600 },
      deviceScaleFactor: 1.25,
    });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(workbench.url());
    return new Window(page);
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
    const item = this.page.locator('.statusbar-item[aria-label="Editor Language Status"]').or(
      this.page.locator("#status\\.languageStatus"),
    );
    await item.first().hover();
    await this.page.locator(".hover-language-status", { hasText: text }).waitFor();
  }

  async openFile(name: string): Promise<void> {
    const row = this.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`);
    await row.dblclick();
    await this.tab(name).waitFor();
    await this.page.locator(".monaco-editor .view-lines .view-line").first().waitFor();
  }

  /** Clicks on a word in a line. */
  async clickOn(line: string, word: string): Promise<void> {
    const { x, y } = await this.#place(line, word);
    await this.page.mouse.click(x, y);
  }

  async hoverOver(line: string, word: string): Promise<Locator> {
    const { x, y } = await this.#place(line, word);
    // A hover comes when the mouse moves onto the word and then rests there.
    await this.page.mouse.move(x - 30, y + 40);
    await this.page.mouse.move(x, y, { steps: 4 });
    const hover = this.page.locator(".monaco-hover:not(.hidden)").first();
    await hover.waitFor();
    return hover;
  }

  async run(command: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.pick("Type the name of a command", command, ">");
  }

  /** Picks an item of the list that asks for something, as soon as it has the item. */
  async pick(question: string, item: string, sign = ""): Promise<void> {
    await this.page.locator(`.quick-input-widget input[placeholder^="${question}"]`).fill(sign + item);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: item }).first().click();
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
