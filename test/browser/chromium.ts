import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

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

/** A script of `in-page/`. */
type InPage = 'voice' | 'feed' | 'log' | 'reach';

export interface PageOptions extends BrowserContextOptions {
  /** Scripts of ours that run in each page before anything of it. */
  readonly scripts?: readonly InPage[];
}

/** One browser for a file of tests. What goes wrong in a page is kept in `problems`. */
export class TestBrowser {
  readonly problems: string[] = [];
  #browser: Browser | null = null;

  /** A page with cookies of its own. */
  async page(options: PageOptions = {}): Promise<Page> {
    return (await this.context(options)).newPage();
  }

  /** Its pages are tabs of one browser: they share their cookies. */
  async context({ scripts = [], ...options }: PageOptions = {}): Promise<BrowserContext> {
    this.#browser ??= await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] });
    const viewport = { width: 1280, height: 900 };
    const context = await this.#browser.newContext({ viewport, reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(60_000);
    for (const name of scripts)
      await context.addInitScript({ path: join(import.meta.dirname, 'in-page', `${name}.js`) });
    context.on('page', (page) => this.#watch(page));
    return context;
  }

  /** Closes every page. */
  async closePages(): Promise<void> {
    await Promise.all((this.#browser?.contexts() ?? []).map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    this.#browser = null;
  }

  #watch(page: Page): void {
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
  }
}
