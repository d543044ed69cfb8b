import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALLER, FALLBACK, LINE, ORIGIN, WebhookBench } from './webhook-bench.ts';

let bench: WebhookBench;
beforeEach(async () => {
  bench = await new WebhookBench().open();
  await bench.voice();
});
afterEach(() => bench.close());

const HAND_OFF = JSON.stringify({ kind: 'transfer', reason: 'asked', summary: 'Wants a person.' });
const stored = () => bench.store.calls.get('CA1');
const ended = { SessionStatus: 'ended' };
const failed = { SessionStatus: 'failed', ErrorCode: '64105', ErrorMessage: 'Websocket ended' };

describe('POST /twilio/relay-ended', () => {
  it('[HOOK17] the caller hung up: the record is closed, and nothing is left to say', async () => {
    await bench.clock.advance(30_000);
    const { text } = await bench.relayEnded({ SessionStatus: 'completed', CallStatus: 'completed' });
    expect(text).toContain('<Response/>');
    expect(stored()).toMatchObject({ status: 'completed', endedAt: bench.clock.now() });
    expect(await bench.eventTypes()).toEqual(['call-started', 'relay-ended', 'call-ended']);
    expect(bench.store.events.at(-1)).toMatchObject({ status: 'completed', durationSeconds: 30 });
  });

  it('[HOOK18] the bot said goodbye: hang up and close', async () => {
    expect((await bench.relayEnded(ended)).text).toContain('<Hangup/>');
    expect(stored()?.status).toBe('completed');
  });

  it('[HOOK19] repeated and late webhooks change nothing more', async () => {
    await bench.relayEnded(ended);
    await bench.relayEnded(ended);
    await bench.relayEnded({ SessionStatus: 'completed', CallStatus: 'completed' });
    await bench.post('/twilio/call-status', { CallSid: 'CA1', CallStatus: 'completed', CallDuration: '40' });
    expect(await bench.eventTypes()).toEqual(['call-started', 'relay-ended', 'call-ended']);
  });

  it('[HOOK19] nor do they when they come at once', async () => {
    const over = { SessionStatus: 'completed', CallStatus: 'completed' };
    await Promise.all([
      bench.relayEnded(over),
      bench.relayEnded(over),
      bench.post('/twilio/call-status', { CallSid: 'CA1', CallStatus: 'completed', CallDuration: '40' }),
    ]);
    const types = await bench.eventTypes();
    expect(types.filter((type) => type === 'call-ended')).toHaveLength(1);
    expect(types.filter((type) => type === 'relay-ended')).toHaveLength(1);
  });

  it('[HOOK20] a hand-off dials the first target with the line as caller', async () => {
    const { text } = await bench.relayEnded({ ...ended, HandoffData: HAND_OFF });
    expect(text).toContain(`callerId="${LINE}"`);
    expect(text).toContain('timeout="20"');
    expect(text).toContain(`action="${ORIGIN}/twilio/dial-ended?purpose=agent&amp;target=desk&amp;dial=1"`);
    expect(text).toContain('>+14155550111</Number>');
    expect(stored()?.status).toBeNull();
  });

  it('[HOOK20] a department chooses its target, also by SIP', async () => {
    const HandoffData = JSON.stringify({ ...JSON.parse(HAND_OFF), department: 'emergencies' });
    expect((await bench.relayEnded({ ...ended, HandoffData })).text).toContain('>sip:night@pbx.example.com</Sip>');
  });

  it('[HOOK20] caller_id: caller shows the caller, unless withheld', async () => {
    const [line] = bench.site.lines;
    if (line?.transfer === undefined) throw new Error('no transfer');
    line.transfer.caller_id = 'caller';
    expect((await bench.relayEnded({ ...ended, HandoffData: HAND_OFF })).text).toContain(`callerId="${CALLER}"`);
    await bench.voice({ CallSid: 'CA2', From: 'anonymous' });
    const { text } = await bench.relayEnded({ ...ended, CallSid: 'CA2', SessionId: 'VX2', HandoffData: HAND_OFF });
    expect(text).toContain(`callerId="${LINE}"`);
  });

  it('[HOOK21] a hand-off never dials a number it brings along', async () => {
    const HandoffData = JSON.stringify({ kind: 'transfer', reason: 'x', summary: 'y', number: '+19005550100' });
    const { text } = await bench.relayEnded({ ...ended, HandoffData });
    expect(text).not.toContain('900');
    expect(text).toContain(FALLBACK);
  });

  it('[HOOK21] where live transfer is off nobody but the fallback is dialled', async () => {
    for (const line of bench.site.lines) line.escalation.transfer = false;
    const { text } = await bench.relayEnded({ ...ended, HandoffData: HAND_OFF });
    expect(text).not.toContain('+14155550111');
    expect(text).toContain(FALLBACK);
  });

  it('[HOOK22] a lost session comes back without a greeting, at most twice', async () => {
    for (const SessionId of ['VX1', 'VX2']) {
      const { text } = await bench.relayEnded({ ...failed, SessionId });
      expect(text).toContain('<ConversationRelay');
      expect(text).not.toContain('welcomeGreeting=');
    }
    const { text } = await bench.relayEnded({ ...failed, SessionId: 'VX3' });
    expect(text).not.toContain('<ConversationRelay');
    expect(text).toContain(FALLBACK);
  });

  it('[HOOK22] the same failure reported twice counts once', async () => {
    for (let time = 0; time < 4; time++) expect((await bench.relayEnded(failed)).text).toContain('<ConversationRelay');
  });

  it.each(['64101', '64106'])('[HOOK23] error %s is one of configuration: no new session', async (ErrorCode) => {
    expect((await bench.relayEnded({ ...failed, ErrorCode })).text).toContain(FALLBACK);
    expect(bench.store.events.at(-1)).toMatchObject({ type: 'relay-ended', errorCode: ErrorCode });
  });

  it('[HOOK24] an unknown call, nonsense and a lost store still get valid TwiML', async () => {
    expect((await bench.relayEnded({ ...ended, CallSid: 'CA77' })).text).toContain('<Hangup/>');
    expect((await bench.relayEnded({ ...ended, HandoffData: '{nonsense' })).text).toContain(FALLBACK);
    bench.store.away = true;
    const { status, text } = await bench.relayEnded({ ...ended, SessionId: 'VX9' });
    expect(status).toBe(200);
    expect(text).toContain(FALLBACK);
  });
});

describe('POST /twilio/dial-ended', () => {
  const dialEnded = (purpose: string, form: Record<string, string>) =>
    bench.post(`/twilio/dial-ended?purpose=${purpose}`, {
      CallSid: 'CA1',
      To: LINE,
      CallStatus: 'in-progress',
      ...form,
    });

  it('[HOOK25] after a bridged call: hang up and close', async () => {
    const { text } = await dialEnded('agent', { DialCallStatus: 'completed', DialBridged: 'true' });
    expect(text).toContain('<Hangup/>');
    expect(stored()?.status).toBe('completed');
  });

  it.each([
    { DialCallStatus: 'no-answer' },
    { DialCallStatus: 'busy', DialBridged: 'false' },
    { DialCallStatus: 'completed', DialBridged: 'false' },
  ])('[HOOK26] an agent not reached (%o): the bot takes the caller back', async (form) => {
    const { text } = await dialEnded('agent', form);
    expect(text).toContain('nobody answered');
    expect(text).toContain('<ConversationRelay');
    expect(text).not.toContain('welcomeGreeting=');
    expect(stored()?.status).toBeNull();
  });

  it('[HOOK27] a fallback not reached: says so and closes', async () => {
    const { text } = await dialEnded('fallback', { DialCallStatus: 'no-answer' });
    expect(text).toContain('nobody can be reached');
    expect(text).toContain('<Hangup/>');
    expect(stored()?.status).toBe('failed');
  });

  it('[HOOK27] the caller hung up meanwhile: only the record is closed', async () => {
    const { text } = await dialEnded('agent', { CallStatus: 'completed', DialCallStatus: 'canceled' });
    expect(text).toContain('<Response/>');
    expect(stored()?.status).toBe('completed');
  });

  it('[HOOK27] of a call nobody opened', async () => {
    const { text } = await dialEnded('fallback', { CallSid: 'CA55', DialCallStatus: 'busy' });
    expect(text).toContain('nobody can be reached');
  });
});
