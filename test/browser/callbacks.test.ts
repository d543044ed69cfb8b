import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, withoutChromium } from './chromium.ts';
import { ConsoleBench } from './console-bench.ts';

const line = 'line=brightwater.support';

describe.skipIf(findChromium() === null)(`what the desk does${withoutChromium}`, { timeout: 180_000 }, () => {
  const bench = new ConsoleBench();
  beforeAll(() => bench.open(), 120_000);
  afterEach(async () => expect(await bench.settle()).toEqual([]));
  afterAll(() => bench.close());

  it('[WEB8] a call back booked by phone is in the list and in its day; moved and cancelled there, the caller is told', async () => {
    const phone = await bench.phone();
    await phone.call('Support', '+1 415 555 0165');
    await phone.hears(/How can I help\?/);
    await phone.says('Can somebody call me back tomorrow morning?', /Which one|suits you|What would/);
    await phone.says('The first one, please.', /the number you're calling from, ending in 6 5\?/);
    await phone.says('Yes.', /booked for tomorrow/);
    await phone.hangUp();
    const texts = phone.messages.getByRole('article');
    await texts.filter({ hasText: 'callback booked for' }).waitFor();

    const desk = await phone.page.context().newPage();
    await desk.goto(`${bench.server.url}/#/callbacks`);
    const row = desk.getByRole('row').filter({ hasText: 'the number ending 65' });
    const [day = '', time = ''] = ((await row.getByRole('link').textContent()) ?? '').split(', ');
    expect(await row.textContent()).toContain('Booked');
    const slotOf = (clock: string) =>
      desk.getByRole('row').filter({ has: desk.getByRole('rowheader', { name: clock }) });
    await desk.goto(`${bench.server.url}/#/callbacks/day?${line}`);
    await desk.getByRole('button', { name: 'The day after' }).click();
    await slotOf(time)
      .getByRole('link', { name: /the number ending 65/ })
      .click();

    await desk.getByRole('button', { name: 'Move', exact: true }).click();
    const dialog = desk.getByRole('alertdialog');
    await dialog.getByRole('button', { name: / Day$/ }).click();
    await desk.getByRole('option', { name: new RegExp(`^${day}`) }).click();
    const other = dialog.locator('label').last();
    const otherTime = ((await other.textContent()) ?? '').trim();
    await other.click();
    await dialog.getByRole('button', { name: 'Move it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await texts.filter({ hasText: /callback moved|is now|moved to/ }).waitFor();
    await desk.goto(`${bench.server.url}/#/callbacks/day?${line}`);
    await desk.getByRole('button', { name: 'The day after' }).click();
    const moved = slotOf(otherTime).getByRole('link', { name: /the number ending 65/ });
    await moved.waitFor();
    expect(await slotOf(time).getByRole('link').count()).toBe(0);

    await moved.click();
    await desk.getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog.getByRole('button', { name: 'Cancel the callback' }).click();
    await dialog.waitFor({ state: 'detached' });
    await texts.filter({ hasText: /cancelled/ }).waitFor();
    await desk.goto(`${bench.server.url}/#/callbacks?show=cancelled`);
    await row.filter({ hasText: 'Cancelled' }).waitFor();
    expect(await texts.count()).toBe(3);
  });

  it('[WEB10] two tabs, Live and Calls, show the same call while it goes on', async () => {
    const phone = await bench.phone();
    const [live, calls] = [await phone.page.context().newPage(), await phone.page.context().newPage()];
    await live.goto(`${bench.server.url}/#/live`);
    await live.getByRole('heading', { name: 'Nobody is calling at the moment' }).waitFor();
    await calls.goto(`${bench.server.url}/#/calls`);
    await calls.getByRole('heading', { name: 'Calls', level: 1 }).waitFor();
    await phone.call('Sales', '+1 415 555 0166');
    await live.getByRole('button', { name: /^The number ending 66/ }).waitFor();
    const row = calls.getByRole('row').filter({ hasText: /the number ending 66/i });
    await row.waitFor();
    expect(await row.textContent()).toMatch(/running|In progress|on now/i);
    await phone.says('What does a heat pump cost?', /8,200 dollars/);
    const said = live.getByRole('log', { name: /The number ending 66/ });
    await said.filter({ hasText: /Caller.*What does a heat pump cost\?.*Bot.*8,200 dollars/ }).waitFor();
    await row.getByRole('link').first().click();
    await calls.getByRole('listitem').filter({ hasText: '8,200 dollars' }).waitFor();
    await phone.says('And a new boiler?', /4,900 dollars/);
    await said.filter({ hasText: /And a new boiler\?/ }).waitFor();
    await calls.getByRole('listitem').filter({ hasText: 'And a new boiler?' }).waitFor();
    await phone.hangUp();
    await live.getByText('Ended', { exact: true }).first().waitFor();
    await calls.getByText('The caller hung up').waitFor();
  });
});
