import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALLER, FALLBACK, LINE, ORIGIN, sign, WebhookBench } from './webhook-bench.ts';

let bench: WebhookBench;
beforeEach(async () => {
  bench = await new WebhookBench().open();
});
afterEach(() => bench.close());

const tokenIn = (twiml: string): string => /token=(\w+)/.exec(twiml)?.[1] ?? '';

describe('POST /twilio/voice', () => {
  it('[HOOK1] a call to a line is connected with the bot', async () => {
    const { status, type, text } = await bench.voice();
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/xml/);
    expect(text).toContain(`<Connect action="${ORIGIN}/twilio/relay-ended">`);
    expect(text).toContain('url="wss://voice.example.com/relay?call=CA1&amp;token=');
    expect(text).toContain('welcomeGreeting="Hello, I am the AI assistant."');
    expect(text).toContain('<Parameter name="call" value="call_1"/>');
    expect(bench.store.calls.get('CA1')?.call).toMatchObject({
      lineId: 'support',
      siteId: 'acme',
      from: { kind: 'phone', number: CALLER },
      to: LINE,
    });
    expect(await bench.eventTypes()).toEqual(['call-started']);
  });

  it('[HOOK2] the token of the relay URL opens one socket of this call, for a minute', async () => {
    const token = tokenIn((await bench.voice()).text);
    const now = bench.clock.now();
    expect(await bench.store.redeemRelayToken(token, 'CA2', now)).toBe(false);
    expect(await bench.store.redeemRelayToken(token, 'CA1', now)).toBe(true);
    expect(await bench.store.redeemRelayToken(token, 'CA1', now)).toBe(false);
    const late = tokenIn((await bench.voice({ CallSid: 'CA3' })).text);
    expect(await bench.store.redeemRelayToken(late, 'CA3', now + 60_001)).toBe(false);
  });

  it('[HOOK3] a repeated webhook of a call starts no second call and is still answered', async () => {
    const first = await bench.voice();
    const again = await bench.voice();
    expect(again.status).toBe(200);
    expect(again.text).toContain('<Parameter name="call" value="call_1"/>');
    expect(tokenIn(again.text)).not.toBe(tokenIn(first.text));
    expect(bench.store.calls.size).toBe(1);
    expect(await bench.eventTypes()).toEqual(['call-started']);
  });

  it('[HOOK3] also when both arrive at once', async () => {
    const answers = await Promise.all([bench.voice(), bench.voice(), bench.voice()]);
    for (const answer of answers) expect(answer.text).toContain('value="call_1"');
    expect(await bench.eventTypes()).toEqual(['call-started']);
  });

  it('[HOOK4] a number no line has is told so', async () => {
    const { status, text } = await bench.voice({ To: '+14155550199' });
    expect(status).toBe(200);
    expect(text).toContain('this number is not in service');
    expect(bench.store.calls.size).toBe(0);
    expect(bench.log.join()).toContain('a call to a number no line has');
  });

  it('[HOOK5] with the store away the caller is apologised to and transferred', async () => {
    bench.store.away = true;
    const { status, text } = await bench.voice();
    expect(status).toBe(200);
    expect(text).toContain('I am connecting you with a person');
    expect(text).toContain(`<Number>${FALLBACK}</Number>`);
    expect(text).toContain(`callerId="${LINE}"`);
  });

  it('[HOOK5] without a fallback number the apology ends the call', async () => {
    await bench.close();
    bench = await new WebhookBench({ fallback_number: undefined }).open();
    bench.store.away = true;
    const { text } = await bench.voice();
    expect(text).toContain('we cannot take your call right now');
    expect(text).toContain('<Hangup/>');
  });

  it('[HOOK6] a store that never answers costs the caller 4 seconds, not the call', async () => {
    bench.store.openCall = () => new Promise(() => {});
    const answer = bench.voice();
    while (bench.clock.pending === 0) await new Promise((resolve) => setImmediate(resolve));
    await bench.clock.advance(4000);
    expect((await answer).text).toContain(FALLBACK);
    expect(bench.clock.pending).toBe(0);
  });

  it('[HOOK7] while draining no call is taken: an apology and the fallback', async () => {
    bench.draining = true;
    expect((await bench.voice()).text).toContain(FALLBACK);
    expect(bench.store.calls.size).toBe(0);
  });

  it.each(['anonymous', '+266696687', '', 'Unavailable'])(
    '[HOOK8] a withheld caller (%s) is answered like any',
    async (From) => {
      expect((await bench.voice({ From })).text).toContain('<ConversationRelay');
      expect(bench.store.calls.get('CA1')?.call.from).toEqual({ kind: 'withheld' });
    },
  );

  it('[HOOK9] new and odd parameters do not matter, missing ones still end in speech', async () => {
    expect((await bench.voice({ Brand_New: 'x', 'a[b][c]': '1', __proto__x: 'y' })).text).toContain(
      '<ConversationRelay',
    );
    const { status, text } = await bench.post('/twilio/voice', { To: LINE });
    expect(status).toBe(200);
    expect(text).toContain(FALLBACK);
  });

  it('[HOOK10] a repeated parameter is signed and read as Twilio does', async () => {
    const body = `CallSid=CA9&To=${encodeURIComponent(LINE)}&From=b&From=a`;
    const data = `${ORIGIN}/twilio/voiceCallSidCA9FromaFrombTo${LINE}`;
    const signature = sign(data);
    const answer = await bench.post('/twilio/voice', {}, { 'X-Twilio-Signature': 'none' });
    expect(answer.status).toBe(403);
    const response = await fetch(`${bench.url}/twilio/voice`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': signature },
    });
    expect(await response.text()).toContain('<ConversationRelay');
  });

  it('[HOOK11] POST /twilio/fallback apologises with the fallback of the line', async () => {
    const { text } = await bench.post('/twilio/fallback', { CallSid: 'CA1', To: LINE, ErrorCode: '11200' });
    expect(text).toContain(FALLBACK);
    expect((await bench.post('/twilio/fallback', { CallSid: 'CA1' })).text).toContain('<Hangup/>');
  });
});
