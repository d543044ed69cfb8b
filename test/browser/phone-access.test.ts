import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, withoutChromium } from './chromium.ts';
import { ConsoleBench } from './console-bench.ts';

interface Added {
  readonly label: string;
  readonly text: string;
}

describe.skipIf(findChromium() === null)(
  `the phone without a mouse or eyes${withoutChromium}`,
  { timeout: 180_000 },
  () => {
    const bench = new ConsoleBench();
    beforeAll(() => bench.open(), 120_000);
    afterEach(async () => expect(await bench.settle()).toEqual([]));
    afterAll(() => bench.close());

    it('[WEB6] each utterance is added to the transcript once, when it is over, and never changed', async () => {
      const phone = await bench.phone({ scripts: ['log'] });
      const { page } = phone;
      const live = await page.context().newPage();
      await live.goto(`${bench.server.url}/#/live`);
      await live.getByRole('heading', { name: 'Live', level: 1 }).waitFor();
      await phone.holdVoice('boiler at 4,900');
      await phone.call('Sales', '+1 415 555 0171');
      await phone.hears(/What are you planning\?/);
      await phone.say('What does a heat pump cost?');
      await phone.voiceHeld();
      expect(await page.evaluate<Added[]>('attendantLog.added')).toHaveLength(2);
      await phone.says('When are you open?', /8 am to 6 pm/);
      await phone.hangUp();
      await live.getByRole('log').filter({ hasText: 'When are you open?' }).waitFor();

      const heard = (added: readonly Added[]) => added.map(({ text }) => text.replaceAll(/\s+/g, ' ').slice(0, 40));
      expect(heard(await page.evaluate<Added[]>('attendantLog.added'))).toEqual([
        expect.stringContaining('Bot: Thanks for calling Brightwater'),
        expect.stringContaining('You: What does a heat pump cost?'),
        expect.stringContaining('Bot: A new water heater starts at'),
        expect.stringContaining('You: When are you open?'),
        expect.stringContaining('Bot: Sales is open'),
      ]);
      for (const tab of [page, live]) expect(await tab.evaluate('attendantLog.changed')).toEqual([]);
      const lines = (await live.evaluate<Added[]>('attendantLog.added')).map(({ text }) => text);
      for (const words of ['Thanks for calling', 'What does a heat pump cost?', 'When are you open?'])
        expect(
          lines.filter((text) => text.includes(words)),
          words,
        ).toHaveLength(1);
    });

    /** Tab until something of this name has the focus. */
    async function tabTo(page: Page, role: 'button' | 'textbox', name: string | RegExp): Promise<void> {
      const wanted = page.getByRole(role, { name }).and(page.locator(':focus'));
      for (let presses = 0; presses < 60; presses++) {
        if ((await wanted.count()) === 1) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab does not reach ${name}`);
    }

    it('[WEB7] the whole first call is made by keyboard: line, number, talk, keypad, the person’s phone, the end', async () => {
      const phone = await bench.phone();
      await phone.own.waitFor();
      const { page, own, agent, messages } = phone;
      const { keyboard } = page;
      await tabTo(page, 'button', / Line$/);
      await keyboard.press('Enter');
      await page.getByRole('listbox').waitFor();
      await keyboard.type('Supp');
      await keyboard.press('Enter');
      await tabTo(page, 'textbox', 'Your number');
      await keyboard.press('ControlOrMeta+a');
      await keyboard.type('+1 415 555 0172');
      await tabTo(page, 'button', 'Call Support');
      await keyboard.press('Enter');
      await own.getByLabel('What you say').and(page.locator(':focus')).waitFor();
      await phone.hears(/How can I help\?/);
      await keyboard.type('Could you text me the link to the booking page?');
      await keyboard.press('Enter');
      await phone.hears(/ending in 7 2\?/);
      await keyboard.type('Yes.');
      await keyboard.press('Enter');
      await messages.getByText(/example\.com\/book/).waitFor();
      await tabTo(page, 'button', 'Keypad');
      await keyboard.press('Enter');
      await own.getByRole('group', { name: 'Keypad' }).waitFor();
      const key = own.getByRole('group', { name: 'Keypad' }).locator(':focus');
      while ((await key.count()) === 0) await keyboard.press('Shift+Tab');
      await keyboard.press('5');
      await phone.hears(/You press: 5/);
      await tabTo(page, 'textbox', 'What you say');
      await phone.asksForAPerson(() => keyboard.type("I'd like to speak to a person, please.\n"));
      await agent.getByRole('button', { name: 'Answer' }).waitFor();
      await tabTo(page, 'button', 'Answer');
      await keyboard.press('Enter');
      await agent.getByRole('button', { name: 'Press 1 to accept' }).waitFor();
      await tabTo(page, 'button', 'Press 1 to accept');
      await keyboard.press('Enter');
      await agent.getByLabel('What the agent says').and(page.locator(':focus')).waitFor();
      await keyboard.type('Brightwater support, this is Lee.');
      await keyboard.press('Enter');
      await phone.hears(/this is Lee/);
      await tabTo(page, 'textbox', 'What you say');
      await keyboard.press('Shift+Escape');
      await own.getByRole('button', { name: 'Another call' }).waitFor();
    });
  },
);
