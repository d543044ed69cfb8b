import type { Page } from 'playwright-core';
import { ServerProcess } from '../support/server-process.ts';
import { BrowserPhone } from './browser-phone.ts';
import { type PageOptions, TestBrowser } from './chromium.ts';
import { DemoFolder } from './demo-folder.ts';

/** A real server with the demo business and a browser before it: one for a file of tests. */
export class ConsoleBench {
  readonly browser = new TestBrowser();
  readonly #environment: Record<string, string>;
  #folder: DemoFolder | null = null;
  #server: ServerProcess | null = null;

  constructor(environment: Record<string, string> = {}) {
    this.#environment = environment;
  }

  get folder(): DemoFolder {
    if (this.#folder === null) throw new Error('the bench is not open');
    return this.#folder;
  }

  get server(): ServerProcess {
    if (this.#server === null) throw new Error('the bench is not open');
    return this.#server;
  }

  /** `dataDirectory`: an empty one makes a first start. */
  async open(dataDirectory?: string): Promise<void> {
    this.#folder = new DemoFolder();
    this.#server = new ServerProcess({ CONFIG_DIR: this.#folder.path, ...this.#environment }, dataDirectory);
    await this.#server.start();
  }

  /** After each test: closes its pages. The answer is what went wrong in them. */
  async settle(): Promise<string[]> {
    await this.browser.closePages();
    return this.browser.problems.splice(0);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.#server?.dispose();
    this.#folder?.dispose();
  }

  /** A page of its own (own cookies) at a hash, e.g. "/calls". */
  async page(path = '/', options: PageOptions = {}): Promise<Page> {
    const page = await this.browser.page(options);
    await page.goto(`${this.server.url}/#${path}`);
    return page;
  }

  /** The phone page, with a voice that takes no time. */
  async phone({ scripts = [], ...options }: PageOptions = {}): Promise<BrowserPhone> {
    return new BrowserPhone(await this.page('/', { scripts: ['voice', ...scripts], ...options }));
  }
}
