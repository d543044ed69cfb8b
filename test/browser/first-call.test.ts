import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerProcess } from '../support/server-process.ts';
import { BrowserPhone } from './browser-phone.ts';
import { findChromium, TestBrowser, withoutChromium } from './chromium.ts';
import { DemoFolder } from './demo-folder.ts';

describe.skipIf(findChromium() === null)(`the phone${withoutChromium}`, () => {
  const folder = new DemoFolder();
  const server = new ServerProcess({ CONFIG_DIR: folder.path });
  const browser = new TestBrowser();

  beforeAll(() => server.start());
  afterAll(async () => {
    await browser.close();
    await server.dispose();
    folder.dispose();
  });

  it('[WEB2] a newcomer', async () => {
    const page = await browser.page({ voice: true });
    await page.goto(server.url);
    const phone = new BrowserPhone(page);
    await phone.call('Sales', '+1 415 555 0161');
    await phone.hears(/What are you planning\?/);
    await phone.says('Could you text me the link to the brochure?', /ending in 6 1|0161|6 1/);
    await phone.say('Yes, please.');
    await phone.messages.getByText(/brightwater\.example\.com\/brochure/).waitFor();
    console.log(await phone.own.innerText());
    console.log(await phone.messages.innerText());
    await phone.own.getByRole('button', { name: 'Hang up' }).click();
    await phone.own.getByRole('button', { name: 'Call again' }).waitFor();
    expect(browser.problems).toEqual([]);
  });
});
