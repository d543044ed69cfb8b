import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerProcess } from '../support/server-process.ts';
import { findChromium, TestBrowser, withoutChromium } from './chromium.ts';

describe.skipIf(findChromium() === null)(`the pages${withoutChromium}`, () => {
  const server = new ServerProcess();
  const browser = new TestBrowser();

  beforeAll(() => server.start());
  afterAll(async () => {
    await browser.close();
    await server.dispose();
  });

  it('[WEB1] all open, with a heading and a title', async () => {
    const page = await browser.page();
    await page.goto(server.url);
    const links = await page.locator('nav[aria-label=Pages] a').all();
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      const name = (await link.textContent()) ?? '';
      await link.click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).count(), name).toBe(1);
      await expect.poll(() => page.title()).toContain('Attendant');
    }
    expect(browser.problems).toEqual([]);
  });
});
