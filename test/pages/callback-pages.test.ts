import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callbackPageLanguages, callbackPageWords } from '../../src/pages/callback-words/by-language.ts';
import { testCallback } from '../support/test-callback.ts';
import { buttonsOn, CallbackBench, saidOn, stateOn, timesOn } from './callback-bench.ts';

let bench: CallbackBench;
beforeEach(async () => {
  bench = await new CallbackBench().open();
});
afterEach(() => bench.close());

/** Another bench in place of the first. */
const restart = async (...replaced: ConstructorParameters<typeof CallbackBench>) => {
  await bench.close();
  bench = await new CallbackBench(...replaced).open();
};
describe('the page of a callback', () => {
  it('[CBN21] shows the booking, what can be done, and free times', async () => {
    await bench.book();
    const { status, text } = await bench.ask();
    expect(status).toBe(200);
    expect(text).toContain('<h1>Your callback from Testers Inc.</h1>');
    expect(stateOn(text)).toBe('We will call you on Tuesday, December 1 at 10:30 AM PST.');
    expect(buttonsOn(text)).toEqual(['confirm', 'move', 'cancel']);
    expect(text).not.toMatch(/5550123|Jane|boiler|cb_0197/);
    expect(text).toMatch(/<fieldset>\s*<legend>Tuesday, November 24 \(PST\)<\/legend>/);
    expect(
      text.match(/<label><input type="radio" name="slot" value="slot_\w+" required> [^<]+<\/label>/g),
    ).toHaveLength(12);
  });

  it('[CBN21] changes nothing when it is opened, however often and by whatever method', async () => {
    const before = await bench.book();
    const slot = await bench.timeOn('2026-11-25', '9:00 AM');
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      for (const query of ['', '?action=cancel&sequence=0', `?action=move&slot=${slot}&sequence=0`, '?done=cancelled'])
        await bench.ask(query, { method });
    expect(bench.stored()).toEqual({ ...before });
    expect(bench.announced).toEqual([]);
    expect(await bench.seats()).toHaveLength(1);
    expect(saidOn((await bench.ask('?done=cancelled')).text)).toBeUndefined();
    expect(saidOn((await bench.ask('?done=confirmed')).text)).toBeUndefined();
  });

  it("[CBN22] tells the time on the caller's clock, and on the line's where that differs", async () => {
    await bench.book({ callerZone: 'America/New_York' });
    const { text } = await bench.ask();
    expect(stateOn(text)).toBe('We will call you on Tuesday, December 1 at 1:30 PM EST.');
    expect(text).toContain('<p>For us that is Tuesday, December 1 at 10:30 AM PST.</p>');
    bench.store.callbacks.set(testCallback().id, testCallback());
    expect((await bench.ask()).text).not.toContain('For us');
  });

  it('[CBN30] a link that is not ours or whose time is over says so', async () => {
    await bench.book();
    const strange = await bench.signer.sign('cb_unknown', bench.clock.now() + 1e9);
    const cut = bench.token.slice(0, -1);
    for (const token of [strange, cut, 'x', 'a%2Fb', '%00']) {
      expect((await bench.ask('', {}, token)).status).toBe(410);
      const body = new URLSearchParams({ action: 'cancel', sequence: '0' });
      const { status, text } = await bench.ask('', { method: 'POST', body }, token);
      expect([status, buttonsOn(text)]).toEqual([410, []]);
    }
    await bench.clock.advance(22 * 86_400_000);
    expect((await bench.ask()).status).toBe(410);
    expect((await bench.press('cancel')).status).toBe(410);
    expect(bench.stored().state).toBe('scheduled');
  });

  it('[CBN31] has no script, loads nothing, and what is foreign is escaped', async () => {
    await restart({}, { name: '<script>alert(1)</script> & "Co"' });
    await bench.book({ callerName: '<b>', reason: '<i>' });
    const answers = [
      await bench.ask('?day=<script>&done=<script>'),
      await bench.ask('', {}, 'x'),
      await bench.press('move', { slot: '"><script>' }),
      await bench.press('move', { slot: 'x'.repeat(5000) }),
      await bench.ask('', {}, '%E0%A4%A'),
      await bench.ask('/a/b'),
      await bench.ask('', { method: 'POST', body: new URLSearchParams({ action: 'confirm', sequence: '0' }) }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 410, 409, 413, 400, 404, 303]);
    for (const { headers, text } of answers) {
      expect(text).not.toMatch(/<script|<b>|<i>|<img|<link|src=|url\(|\son\w+=/i);
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('set-cookie')).toBeNull();
    }
    expect(answers[0]?.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;');
  });

  it("[CBN32] groups times by day on the caller's clock, any day by its link", async () => {
    await restart({}, {}, { quiet_hours: { from: '00:00', to: '00:00' } });
    await bench.book({ callerZone: 'Asia/Tokyo' });
    const { text } = await bench.ask();
    const days = [...text.matchAll(/href="\?day=([\d-]+)"/g)].map(([, day]) => day);
    expect(days.slice(0, 3)).toEqual(['2026-11-25', '2026-11-26', '2026-11-27']);
    for (const day of days) {
      const page = (await bench.ask(`?day=${day}`)).text;
      expect(page.match(/<legend>/g)).toHaveLength(1);
      expect(page).toMatch(new RegExp(`<a href="\\?day=${day}" aria-current="page">`));
    }
    const all = new Set(
      (await Promise.all(days.map((day) => bench.ask(`?day=${day}`)))).flatMap(({ text: page }) => [
        ...timesOn(page).values(),
      ]),
    );
    expect(all.size).toBe(11 * 14 - 1 - 1);
    expect((await bench.ask('?day=2026-11-29')).text).toBe(text);
  });

  it('[CBN33] speaks the language of the browser', async () => {
    await bench.book();
    const page = async (accept: string) => (await bench.ask('', { headers: { 'accept-language': accept } })).text;
    expect(await page('de-AT,de;q=0.9')).toMatch(
      /<html lang="de">[\s\S]*Ihr Rückruf von[\s\S]*Dienstag, 1\. Dezember um 10:30 PST/,
    );
    expect(await page('es')).toMatch(/Su llamada de[\s\S]*martes, 1 de diciembre/);
    expect(await page('fr')).toMatch(/Votre rappel par[\s\S]*mardi 1 décembre/);
    expect(await page('ja')).toMatch(/<html lang="en">/);
    const sentences = (words: object): readonly string[] =>
      Object.values(words).flatMap((one) =>
        typeof one === 'object' ? sentences(one) : [typeof one === 'function' ? one('NN') : one],
      );
    const counts = callbackPageLanguages.map((language) => sentences(callbackPageWords(language)));
    expect(new Set(counts.map(({ length }) => length)).size).toBe(1);
    expect(counts.flat().filter((words) => words.trim().length < 4)).toEqual([]);
    expect(new Set(counts.map((words) => words.join())).size).toBe(4);
  });

  it('[CBN34] with the store away nothing is changed, and no token is logged', async () => {
    await bench.book();
    bench.store.away = true;
    for (const answer of [await bench.ask(), await bench.press('cancel')]) {
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('Nothing was changed.');
    }
    bench.store.away = false;
    await bench.press('cancel');
    expect(bench.log.lines.length).toBeGreaterThan(2);
    expect(JSON.stringify(bench.log.lines)).not.toContain(bench.token);
    expect(bench.counted).toContain('attendant_callback_pages_total failed');
  });

  it('[CBN35] without times to choose from it can be confirmed and cancelled', async () => {
    await restart({}, { features: { callback_scheduling: false } });
    await bench.book();
    expect(buttonsOn((await bench.ask()).text)).toEqual(['confirm', 'cancel']);
    expect((await bench.press('move', { slot: 'slot_abc' })).status).toBe(409);
    expect((await bench.press('confirm')).status).toBe(200);
    const { text } = await bench.press('cancel');
    expect([stateOn(text), buttonsOn(text)]).toEqual(['This callback is cancelled.', []]);
    expect(text).toContain('<a href="tel:+14155550101">');
  });
});
