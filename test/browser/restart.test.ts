import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { findChromium, withoutChromium } from './chromium.ts';
import { ConsoleBench } from './console-bench.ts';

interface Seen {
  readonly callId: string;
  readonly seq: number;
}
const seenBy = (page: Page): Promise<Seen[]> => page.evaluate('attendantFeed.seen');
const numbers = (seen: readonly Seen[], callId: string): number[] =>
  seen.filter((one) => one.callId === callId).map(({ seq }) => seq);
const within = { timeout: 60_000 };
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe.skipIf(findChromium() === null)(`a server that is killed${withoutChromium}`, { timeout: 180_000 }, () => {
  let bench: ConsoleBench;
  beforeAll(async () => {
    bench = new ConsoleBench({ PORT: String(await freePort()) });
    await bench.open();
  }, 120_000);
  afterEach(async () => expect(await bench.settle()).toEqual([]));
  afterAll(() => bench.close());

  /** What the store has of the newest call. */
  async function newest(): Promise<{ id: string; seqs: number[] }> {
    const { calls } = await bench.server.json<{ calls: { id: string }[] }>('/api/calls');
    const id = calls[0]?.id ?? '';
    const { events } = await bench.server.json<{ events: { seq: number }[] }>(`/api/calls/${id}`);
    return { id, seqs: events.map(({ seq }) => seq) };
  }

  it('[WEB15] in a call and started again: the page says so, finds the stream again, and has every event once', async () => {
    const phone = await bench.phone();
    const page = await bench.browser.page({ scripts: ['feed'] });
    await page.goto(`${bench.server.url}/#/calls`);
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor();
    await expect.poll(() => page.evaluate('attendantFeed.opened()'), within).toBe(1);
    await phone.call('Sales', '+1 415 555 0168');
    await phone.says('What does a heat pump cost?', /8,200 dollars/);
    await page.getByRole('row').filter({ hasText: 'the number ending 68' }).getByRole('link').first().click();
    await page.getByRole('listitem').filter({ hasText: '8,200 dollars' }).waitFor();
    await phone.say('And a new boiler?');

    await bench.server.stop('SIGKILL');
    await page.getByText(/The server is not reached/).waitFor();
    await bench.server.start();
    await page.getByText(/The server is not reached/).waitFor({ state: 'detached' });
    expect(await page.evaluate('attendantFeed.opened()')).toBe(2);

    const killed = await newest();
    expect(killed.seqs).toEqual(upTo(killed.seqs.length));
    await expect.poll(async () => numbers(await seenBy(page), killed.id), within).toEqual(killed.seqs);
    await page.getByRole('tab', { name: `Events (${killed.seqs.length})` }).click();
    const listed = await page.locator('.calls-seq').allTextContents();
    expect(listed.map(Number)).toEqual(killed.seqs);

    const again = await bench.phone();
    await again.call('Sales', '+1 415 555 0169');
    await again.says('What does a heat pump cost?', /8,200 dollars/);
    await again.hangUp();
    await expect
      .poll(async () => {
        const { id, seqs } = await newest();
        return id !== killed.id && seqs.length > 0 && numbers(await seenBy(page), id).join() === seqs.join();
      }, within)
      .toBe(true);
    const { seqs } = await newest();
    expect(seqs).toEqual(upTo(seqs.length));
  });
});
