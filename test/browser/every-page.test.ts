import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findings } from './axe.ts';
import { findChromium, type PageOptions, withoutChromium } from './chromium.ts';
import { ConsoleBench } from './console-bench.ts';
import { type Opener, type Stop, tour, visit } from './console-tour.ts';
import { fill } from './filled-console.ts';

const password = 'a long way to Tipperary';
const narrow = { width: 320, height: 640 };
/** So many stops of Tab no page has. */
const tooMany = 250;
/** By then a closed dialog has given the focus back. */
const focusMs = 5000;
/** Walking a page by Tab takes seconds: those of the menu. All: EVERY_PAGE=1 npx vitest run test/browser/every-page.test.ts */
const isByKeyboard = ({ path }: Stop): boolean => process.env.EVERY_PAGE !== undefined || path.lastIndexOf('/') === 0;

describe.skipIf(findChromium() === null)(`every page${withoutChromium}`, { timeout: 300_000 }, () => {
  const bench = new ConsoleBench({ CONSOLE_PASSWORD: password });
  let stops: readonly Stop[] = [];
  beforeAll(async () => {
    await bench.open();
    await fill(bench, password);
    stops = await tour(bench, password);
  }, 240_000);
  afterEach(async () => expect(await bench.settle()).toEqual([]));
  afterAll(() => bench.close());

  async function signedIn(options: PageOptions = {}): Promise<BrowserContext> {
    const context = await bench.browser.context({ scripts: ['voice', 'reach'], ...options });
    await context.request.post(`${bench.server.url}/api/sign-in`, { data: { name: '', password } });
    return context;
  }

  /** Looks at these pages, two at a time; what `look` finds is told with the page it was found on. */
  async function everywhere(
    look: (page: Page, stop: Stop) => Promise<string[]>,
    options: PageOptions = {},
    where: (stop: Stop) => boolean = () => true,
  ) {
    const context = await signedIn(options);
    const waiting = stops.filter(where);
    const found: string[] = [];
    const walk = async (): Promise<void> => {
      const page = await context.newPage();
      for (let stop = waiting.shift(); stop !== undefined; stop = waiting.shift()) {
        await visit(page, bench, password, stop);
        found.push(...(await look(page, stop)));
      }
    };
    await Promise.all([walk(), walk()]);
    return found;
  }

  it('[WEB1] the first page in the sandbox is the phone; every page of the menu opens with one heading and a title', async () => {
    const page = await (await signedIn()).newPage();
    await page.goto(bench.server.url);
    await page.getByRole('heading', { name: 'Phone', level: 1 }).waitFor();
    const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').all();
    expect(links).toHaveLength(11);
    for (const link of links) {
      const name = (await link.textContent()) ?? '';
      await link.click();
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).count(), name).toBe(1);
      await expect.poll(() => page.title(), { timeout: 30_000 }).toBe(`${name} · Attendant`);
    }
  });

  it('[WEB16] axe finds nothing serious or critical on any page, in light and dark', async () => {
    const look = async (page: Page, { name }: Stop): Promise<string[]> => {
      await page.emulateMedia({ colorScheme: 'light' });
      const light = await findings(page, name, 'all');
      await page.emulateMedia({ colorScheme: 'dark' });
      return [...light, ...(await findings(page, `${name}, dark`, 'look'))];
    };
    expect(await everywhere(look)).toEqual([]);
  });

  it('[WEB17] at 320 pixels no page scrolls sideways, and axe finds nothing there either', async () => {
    const look = async (page: Page, { name }: Stop): Promise<string[]> => {
      const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
      const sideways = wide > narrow.width ? [`${name} is ${wide} pixels wide`] : [];
      return [...sideways, ...(await findings(page, `${name}, narrow`, 'look'))];
    };
    expect(await everywhere(look, { viewport: narrow })).toEqual([]);
  });

  it('[WEB18] Tab alone reaches all that can be acted on in every page, and shows where it is', async () => {
    const look = async (page: Page, { name }: Stop): Promise<string[]> => {
      await page.evaluate('attendantReach.begin()');
      const hidden: string[] = [];
      for (let presses = 0; presses < tooMany; presses++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate<{ name: string; visible: boolean } | null>('attendantReach.step()');
        if (at === null) break;
        if (!at.visible) hidden.push(`${name}: no outline on ${at.name}`);
      }
      const missed = await page.evaluate<string[]>('attendantReach.missed()');
      return [...hidden, ...missed.map((one) => `${name}: not reached: ${one}`)];
    };
    expect(await everywhere(look, {}, isByKeyboard)).toEqual([]);
  });

  it('[WEB19] every dialog has nothing serious for axe, keeps the focus, closes by Escape and gives the focus back', async () => {
    const look = async (page: Page, { name, dialogs = [] }: Stop): Promise<string[]> => {
      const found: string[] = [];
      for (const opener of dialogs) found.push(...(await lookAtDialog(page, name, opener)));
      return found;
    };
    expect(await everywhere(look, {}, ({ dialogs }) => dialogs !== undefined)).toEqual([]);
  });

  async function lookAtDialog(page: Page, name: string, [button, entry]: Opener): Promise<string[]> {
    const opener = page.getByRole('main').getByRole('button', { name: button, exact: true });
    await opener.click();
    if (entry !== undefined) await page.getByRole('menuitem', { name: entry }).click();
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    await dialog.waitFor();
    await dialog.locator('.spinner').first().waitFor({ state: 'detached' });
    const where = `${name}: ${entry ?? button}`;
    await page.emulateMedia({ colorScheme: 'light' });
    const found = await findings(page, where, 'all');
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...(await findings(page, `${where}, dark`, 'look')));
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      if ((await dialog.locator(':focus').count()) === 0) found.push(`${where}: Tab ${presses + 1} left the dialog`);
    }
    // The name of a button that is shown beside it is the first to go.
    if (await page.getByRole('tooltip').isVisible()) await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    const closed = await dialog.waitFor({ state: 'detached', timeout: focusMs }).then(
      () => true,
      () => false,
    );
    if (!closed) {
      found.push(`${where}: Escape does not close it`);
      await dialog.getByRole('button', { name: 'Close' }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    const back = opener.and(page.locator(':focus')).waitFor({ timeout: focusMs });
    await back.catch(() => found.push(`${where}: the focus is lost`));
    return found;
  }

  it('[WEB20] the first stop of Tab skips the menu', async () => {
    const page = await (await signedIn()).newPage();
    await visit(page, bench, password, { name: 'Calls', path: '/calls' });
    await page.evaluate('attendantReach.begin()');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Skip to the page' }).press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator('main :focus').count()).toBe(1);
  });

  it('[WEB21] the page to sign in at has nothing serious for axe, fits into 320 pixels, and takes Enter', async () => {
    const page = await bench.page('/');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const found = await findings(page, 'Sign in', 'all');
    await page.setViewportSize(narrow);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await findings(page, `Sign in, ${colorScheme}`, 'look')));
    }
    expect(found).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(narrow.width);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Phone', level: 1 }).waitFor();
  });
});
