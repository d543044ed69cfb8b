import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LINE, ORIGIN, sign, WebhookBench } from './webhook-bench.ts';

let bench: WebhookBench;
beforeEach(async () => {
  bench = await new WebhookBench().open();
});
afterEach(() => bench.close());

const form = { CallSid: 'CA1', To: LINE, From: '+14155550121' };
const ROUTES = ['voice', 'relay-ended', 'dial-ended', 'call-status', 'message-status', 'fallback', 'nowhere'];

describe('the signature', () => {
  it.each(ROUTES)(
    '[HOOK12] an unsigned or wrongly signed POST /twilio/%s is refused and has no effect',
    async (route) => {
      const path = `/twilio/${route}`;
      for (const signature of [
        undefined,
        '',
        'nonsense',
        sign(ORIGIN + path, form, 'another token'),
        sign(ORIGIN + path),
      ]) {
        const headers = signature === undefined ? {} : { 'X-Twilio-Signature': signature };
        expect((await bench.post(path, form, headers)).status).toBe(403);
      }
      expect(bench.store.calls.size).toBe(0);
      expect(await bench.eventTypes()).toEqual([]);
      expect(bench.log.join()).not.toContain('415555');
    },
  );

  it('[HOOK13] it covers our public URL with the raw query, whatever the headers claim', async () => {
    const path = '/twilio/voice?x=%C3%A9&y=a%20b+c';
    expect((await bench.post(path, form)).status).toBe(200);
    expect(
      (await bench.post('/twilio/voice?x=other', form, { 'X-Twilio-Signature': sign(ORIGIN + path, form) })).status,
    ).toBe(403);
    const forged = sign('https://evil.example.com/twilio/voice', form);
    const headers = {
      'X-Forwarded-Host': 'evil.example.com',
      'X-Forwarded-Proto': 'https',
      'X-Twilio-Signature': forged,
    };
    expect((await bench.post('/twilio/voice', form, headers)).status).toBe(403);
  });

  it('[HOOK14] a prefix of the public URL is part of what is signed', async () => {
    await bench.close();
    bench = await new WebhookBench().open({ publicUrl: () => 'https://example.com/bots' });
    const signature = sign('https://example.com/bots/twilio/voice', form);
    const { status, text } = await bench.post('/twilio/voice', form, { 'X-Twilio-Signature': signature });
    expect(status).toBe(200);
    expect(text).toContain('wss://example.com/bots/relay?');
  });

  it('[HOOK15] what cannot be read or is too large is refused, and the server goes on', async () => {
    const large = await bench.post('/twilio/voice', { ...form, Big: 'x'.repeat(70_000) });
    expect(large.status).toBe(403);
    const many = Object.fromEntries(Array.from({ length: 600 }, (_unused, index) => [`p${index}`, 'x']));
    expect((await bench.post('/twilio/voice', { ...form, ...many })).status).toBe(403);
    expect((await bench.voice()).status).toBe(200);
  });

  it('[HOOK16] signed, but nowhere: 404', async () => {
    expect((await bench.post('/twilio/nowhere', form)).status).toBe(404);
  });
});
