import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The browser of this machine: `CHROMIUM_PATH`, or what is in the path; null: there is none. */
export function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== '') return given;
  const folders = (process.env.PATH ?? '').split(':');
  const places = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}

/** Says in the suite's name why it is skipped. */
export const withoutChromium =
  findChromium() === null ? ' (skipped: no Chromium; install it, or set CHROMIUM_PATH)' : '';

export interface PageOptions extends BrowserContextOptions {
  /** The page has the test's voice, which reads without taking time. */
  readonly voice?: boolean;
}

/** One browser for a file of tests; each page has cookies of its own. What goes wrong in a page is kept in `problems`. */
export class TestBrowser {
  readonly problems: string[] = [];
  #browser: Browser | null = null;

  async page({ voice = false, ...options }: PageOptions = {}): Promise<Page> {
    this.#browser ??= await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] });
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(15_000);
    if (voice) await context.addInitScript({ path: join(import.meta.dirname, 'in-page', 'voice.js') });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource|ERR_CONNECTION/.test(message.text()))
        this.problems.push(message.text());
    });
    // Whatever is asked of another address would tell somebody else of a call.
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') this.problems.push(`asked of ${request.url()}`);
    });
    return page;
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    this.#browser = null;
  }
}
