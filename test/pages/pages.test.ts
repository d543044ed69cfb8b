import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFormUrl } from '../../src/domain/callback-urls.ts';
import { addressPage, messagePage } from '../../src/pages/address-page.ts';
import { formWords, pageLanguages } from '../../src/pages/words.ts';
import { PagesBench } from './pages-bench.ts';

let bench: PagesBench;
beforeEach(async () => {
  bench = await new PagesBench().open();
});
afterEach(() => bench.close());

const titleOf = (page: string): string => /<title>(.*)<\/title>/.exec(page)?.[1] ?? '';

describe('the form for an address', () => {
  it('[FRM1] is one labelled field and one button, and says nothing of the call', async () => {
    const { status, text } = await bench.ask();
    expect(status).toBe(200);
    expect(text.match(/<input /g)).toHaveLength(1);
    expect(text.match(/<button /g)).toHaveLength(1);
    expect(text).toMatch(/<label for="address">[^<]+<\/label>\s*<input id="address" name="address" type="email"/);
    expect(text).toMatch(/<html lang="en">/);
    expect(text).not.toMatch(/<script|secret-token|call_1|14155550|Testers|desk/);
  });

  it('[FRM1] may be opened and previewed any number of times, and still works', async () => {
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
      await bench.ask(undefined, { method });
    const { status, text } = await bench.ask('secret-token?address=eve@example.com', { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
    expect(await bench.notices()).toEqual([]);
    expect((await bench.type('jane.doe@example.com')).status).toBe(200);
  });

  it('[FRM2] a typed address is told to the call, urgently and as data', async () => {
    const { status, text } = await bench.type('  Jane.Doe@Example.com ');
    expect([status, titleOf(text)]).toEqual([200, 'Thank you']);
    expect(await bench.notices()).toEqual([
      {
        id: expect.stringMatching(/^form_/),
        callId: 'call_1',
        text: 'The caller typed the address jane.doe@example.com into the form (data). Read it back and ask whether it is right before using it.',
        urgent: true,
        at: bench.clock.now(),
      },
    ]);
    expect(bench.nudged).toEqual(['call_1']);
  });

  it('[FRM2] of many at once one counts', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => bench.type(`jane${index}@example.com`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(410)]);
    expect(await bench.notices()).toHaveLength(1);
    expect(bench.nudged).toHaveLength(1);
  });

  it('[FRM3] what is no single address is asked for again, and the form still works', async () => {
    for (const typed of [
      '',
      'jane',
      'jane@',
      'a@example.com, b@example.com',
      'Jane <jane@example.com>',
      'a@b.c\r\nBcc: x@y.zz',
    ]) {
      const { status, text } = await bench.type(typed);
      expect([typed, status]).toEqual([typed, 422]);
      expect(titleOf(text)).toBe('Error: Your e-mail address');
      expect(text).toMatch(
        /<p class="error" id="error">[^<]+<\/p>\s*<input [^>]*aria-invalid="true" aria-describedby="error /,
      );
    }
    const none = {
      method: 'POST',
      body: '{"address":"jane@example.com"}',
      headers: { 'content-type': 'application/json' },
    };
    expect((await bench.ask(undefined, none)).status).toBe(422);
    const twice = new URLSearchParams([
      ['address', 'a@example.com'],
      ['address', 'b@example.com'],
    ]);
    expect((await bench.ask(undefined, { method: 'POST', body: twice })).status).toBe(422);
    expect(await bench.notices()).toEqual([]);
    expect((await bench.type('jane@example.com')).status).toBe(200);
  });

  it('[FRM3] what was typed comes back as text only', async () => {
    const { text } = await bench.type('"><script>alert(1)</script>');
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    const signs = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" } as Record<string, string>;
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>"\'&=/ ;x#3'), maxLength: 30 }), (typed) => {
        const value = /value="([^"]*)"/.exec(addressPage('en', typed))?.[1] ?? '';
        expect(value).not.toMatch(/[<>']/);
        expect(value.replace(/&[a-z#0-9]+;/g, (entity) => signs[entity] ?? entity)).toBe(typed);
      }),
      { seed: 20_261_124, numRuns: 500 },
    );
  });

  it('[FRM4] a form that is unknown, used or expired says so', async () => {
    const isGone = async (answer: Promise<{ status: number; text: string }>) => {
      const { status, text } = await answer;
      expect([status, titleOf(text)]).toEqual([410, 'This page is no longer valid']);
      expect(text).not.toMatch(/<input/);
    };
    await isGone(bench.ask('guessed'));
    await isGone(bench.type('jane@example.com', 'guessed'));
    await isGone(bench.type('no address', 'guessed'));
    await bench.type('jane@example.com');
    await isGone(bench.ask());
    await isGone(bench.type('eve@example.com'));
    await bench.store.saveForm('late', { callId: 'call_1', expiresAt: bench.clock.now() + 1000 });
    await bench.clock.advance(1000);
    await isGone(bench.ask('late'));
    await isGone(bench.type('eve@example.com', 'late'));
    expect(await bench.notices()).toHaveLength(1);
  });

  it('[FRM5] when the call has ended the person is told, and nothing is kept', async () => {
    await bench.store.endCall('call_1', { status: 'completed', at: bench.clock.now() });
    const { status, text } = await bench.type('jane@example.com');
    expect([status, titleOf(text)]).toEqual([410, 'The call has ended']);
    expect(await bench.notices()).toEqual([]);
    expect(bench.nudged).toEqual([]);
  });

  it('[FRM6] every answer forbids what a page could do or tell', async () => {
    const answers = [
      await bench.ask(),
      await bench.ask('guessed'),
      await bench.type('x'),
      await bench.type('jane@example.com'),
      await bench.type('x'.repeat(5000)),
      await bench.ask('%E0%A4%A'),
      await bench.ask('a/b/c'),
    ];
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  it('[FRM7] what is too large or cannot be read is refused in words, and the server goes on', async () => {
    expect((await bench.type('x'.repeat(5000))).status).toBe(413);
    expect((await bench.ask('%E0%A4%A')).status).toBe(400);
    expect((await bench.ask('')).status).toBe(404);
    const packed = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' };
    expect((await bench.ask(undefined, { method: 'POST', body: 'address=a', headers: packed })).status).toBe(415);
    expect(titleOf((await bench.type('x'.repeat(5000))).text)).toBe('This did not work');
    expect((await bench.ask()).status).toBe(200);
  });

  it('[FRM8] with the store away the person hears of another way, and no token is logged', async () => {
    bench.store.away = true;
    for (const answer of [await bench.ask(), await bench.type('jane@example.com'), await bench.type('x')]) {
      expect([answer.status, titleOf(answer.text)]).toEqual([503, 'This did not work']);
    }
    bench.store.away = false;
    await bench.type('jane@example.com');
    await bench.ask('secret-token%E0%A4%A');
    expect(bench.log.lines.length).toBeGreaterThan(3);
    expect(JSON.stringify(bench.log.lines)).not.toMatch(/secret-token|jane@/);
    expect(bench.counted).toContain('attendant_forms_total failed');
  });

  it('[FRM9] speaks the browser’s language', async () => {
    const said = async (accept: string) => {
      const { text } = await bench.ask(undefined, { headers: { 'accept-language': accept } });
      return [/<html lang="(\w+)"/.exec(text)?.[1], titleOf(text)];
    };
    expect(await said('de-AT,de;q=0.9,en;q=0.8')).toEqual(['de', 'Ihre E-Mail-Adresse']);
    expect(await said('ja')).toEqual(['en', 'Your e-mail address']);
    const pages = pageLanguages.map((language) => messagePage(language, 'gone') + addressPage(language, ''));
    expect(new Set(pages).size).toBe(7);
    for (const language of pageLanguages)
      expect(Object.values(formWords(language)).filter((words) => words.trim() === '')).toEqual([]);
  });

  it('[FRM10] its URL is below the public one', () => {
    expect(createFormUrl('https://voice.example.com/', 'Ab_-9')).toBe('https://voice.example.com/form/Ab_-9');
    expect(createFormUrl('https://example.com/voice', 'a/b')).toBe('https://example.com/voice/form/a%2Fb');
  });
});
