import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BUSY,
  CALLER_GONE,
  CONNECTED,
  DECLINED,
  DESK,
  DIAL_ENDED,
  FAILED,
  NO_ANSWER,
  pathIn,
  SECOND,
  TARGETS,
  TransferBench,
} from './transfer-bench.ts';
import { CALLER, LINE, ORIGIN } from './webhook-bench.ts';

let bench: TransferBench;
const open = async (transfer: Record<string, unknown> = {}, line: Record<string, unknown> = {}) => {
  bench = await new TransferBench(transfer, line).open();
  await bench.voice();
};
beforeEach(() => open());
afterEach(() => bench.close());

const reopen = async (...args: Parameters<typeof open>): Promise<void> => {
  await bench.close();
  await open(...args);
};
const stored = () => bench.store.calls.get('CA1');

describe('a bridge', () => {
  it('[XFR10] dials the first target, with its ring time and whisper, and keeps the record open', async () => {
    const text = await bench.handOff();
    expect(text).toContain(`>${DESK}</Number>`);
    expect(text).toContain('timeout="20"');
    expect(text).toContain('answerOnBridge="true"');
    expect(text).toContain(`<Number url="${ORIGIN}/twilio/whisper?target=desk&amp;dial=1">`);
    expect(text).not.toMatch(/record|Transcription|Say/);
    expect(await bench.eventsOf('agent-dialed')).toMatchObject([{ dial: 1, target: 'desk', method: 'bridge' }]);
    expect(stored()?.status).toBeNull();
  });

  it('[XFR10] without whisper the agent is connected at once', async () => {
    await reopen({ whisper: false });
    expect(await bench.handOff()).toContain(`<Number>${DESK}</Number>`);
  });

  it('[XFR11] a department’s people come first', async () => {
    const text = await bench.handOff({ department: 'emergencies' });
    expect(text).toMatch(/<Sip url="[^"]*target=night[^"]*">sip:night@pbx\.example\.com<\/Sip>/);
  });

  it.each([
    ['line', CALLER, LINE],
    ['caller', CALLER, CALLER],
    ['caller', 'anonymous', LINE],
    ['caller', 'sip:joe@pbx.example.com', LINE],
  ])('[XFR12] caller_id %s: a call from %s shows %s', async (caller_id, From, shown) => {
    await bench.close();
    bench = await new TransferBench({ caller_id }).open();
    await bench.voice({ From });
    expect(await bench.handOff()).toContain(`callerId="${shown}"`);
  });

  it('[XFR12] a caller whose leg came in by SIP cannot be shown, whatever the number', async () => {
    await bench.close();
    bench = await new TransferBench({ caller_id: 'caller' }).open();
    await bench.voice({ SipCallId: 'abc@pbx' });
    expect(await bench.handOff()).toContain(`callerId="${LINE}"`);
  });

  it('[XFR13] a conversation that took place ends the call, with its length', async () => {
    const text = await bench.dialEnded(await bench.handOff(), CONNECTED);
    expect(text).toContain('<Hangup/>');
    expect(await bench.eventsOf('agent-dial-ended')).toMatchObject([
      { dial: 1, target: 'desk', method: 'bridge', outcome: 'connected', durationSeconds: 95 },
    ]);
    expect(stored()?.status).toBe('completed');
  });

  it('[XFR13] so it does when the caller is the one who hangs up', async () => {
    const form = { ...CONNECTED, CallStatus: 'completed' };
    expect(await bench.dialEnded(await bench.handOff(), form)).toContain('<Response/>');
    expect(await bench.eventsOf('agent-dial-ended')).toMatchObject([{ outcome: 'connected' }]);
    expect(stored()?.status).toBe('completed');
  });

  it.each([
    [NO_ANSWER, 'no-answer'],
    [BUSY, 'busy'],
    [FAILED, 'failed'],
    [DECLINED, 'declined'],
    [{ DialCallStatus: 'answered', DialBridged: 'false' }, 'declined'],
    [{ DialCallStatus: 'canceled' }, 'failed'],
    [{ DialCallStatus: 'constructor' }, 'failed'],
    [{}, 'failed'],
  ])('[XFR14] %o: the next target rings, and the outcome is %s', async (form, outcome) => {
    const text = await bench.dialEnded(await bench.handOff(), form as Record<string, string>);
    expect(text).toContain(`>${SECOND}</Number>`);
    expect(text).toContain('timeout="25"');
    expect(await bench.dialled()).toEqual(['desk', 'second']);
    const [ended] = await bench.eventsOf('agent-dial-ended');
    expect(ended).toMatchObject({ target: 'desk', outcome, durationSeconds: null });
    expect(stored()?.status).toBeNull();
  });

  it('[XFR14] the answer of a SIP end is kept', async () => {
    await bench.dialEnded(await bench.handOff(), { ...BUSY, DialSipResponseCode: '486' });
    expect(await bench.eventsOf('agent-dial-ended')).toMatchObject([{ sipCode: '486' }]);
  });

  it('[XFR15] when all were tried the caller hears so and is back with the bot', async () => {
    let text = await bench.handOff();
    for (const form of [NO_ANSWER, BUSY, DECLINED]) text = await bench.dialEnded(text, form);
    expect(text).toContain('nobody answered');
    expect(text).toContain('<ConversationRelay');
    expect(text).not.toContain('welcomeGreeting=');
    expect(await bench.dialled()).toEqual(['desk', 'second', 'night']);
    expect(await bench.eventsOf('returned-to-bot')).toMatchObject([{ dial: 1, tried: ['desk', 'second', 'night'] }]);
    expect(stored()?.status).toBeNull();
  });

  it('[XFR16] the bot is told urgently who was tried and what the line offers instead', async () => {
    const contact_details = { number: '+14155550100' };
    const escalation = { transfer: true, text_contact: true };
    await reopen({ targets: TARGETS.slice(0, 2) }, { escalation, contact_details });
    const second = await bench.dialEnded(await bench.handOff(), BUSY);
    await bench.dialEnded(second, NO_ANSWER);
    const [notice, ...more] = await bench.notices();
    expect(more).toEqual([]);
    expect(notice?.urgent).toBe(true);
    expect(notice?.text).toContain('desk was busy, second did not answer');
    expect(notice?.text).toContain('has just heard that nobody answered');
    expect(notice?.text).toContain('another try; the contact details by text message');
    expect(notice?.text).not.toMatch(/call back|e-mail/);
  });

  it('[XFR17] a second hand-off tries them all again', async () => {
    let text = await bench.handOff();
    for (const form of [NO_ANSWER, NO_ANSWER, NO_ANSWER]) text = await bench.dialEnded(text, form);
    text = await bench.handOff({ session: 'VX2' });
    expect(text).toContain('target=desk&amp;dial=2');
    for (const form of [NO_ANSWER, NO_ANSWER, NO_ANSWER]) text = await bench.dialEnded(text, form);
    expect((await bench.eventsOf('returned-to-bot')).map(({ dial }) => dial)).toEqual([1, 2]);
    expect(await bench.notices()).toHaveLength(2);
    expect(await bench.dialled()).toEqual(['desk', 'second', 'night', 'desk', 'second', 'night']);
  });

  it('[XFR18] outside all hours nobody is dialled: the caller hears so and is back with the bot', async () => {
    const hours = { monday: ['09:00-12:00'] };
    await reopen({}, { hours });
    const text = await bench.handOff();
    expect(text).toContain('nobody is there at the moment');
    expect(text).toContain('<ConversationRelay');
    expect(await bench.dialled()).toEqual([]);
    expect(await bench.eventsOf('returned-to-bot')).toMatchObject([{ tried: [] }]);
    const [notice] = await bench.notices();
    expect(notice?.text).toContain('nobody can be reached at this hour');
    expect(notice?.text).not.toContain('another try');
  });

  it('[XFR18] a target outside its own hours is passed over, also when they end meanwhile', async () => {
    const [desk, second, last] = TARGETS;
    const hours = { tuesday: ['09:00-12:10'] };
    await reopen({ targets: [{ ...desk, hours: { monday: ['09:00-17:00'] } }, second, { ...last, hours }] });
    const text = await bench.handOff();
    expect(text).toContain(`>${SECOND}</Number>`);
    await bench.clock.advance(11 * 60_000);
    expect(await bench.dialEnded(text, NO_ANSWER)).toContain('<ConversationRelay');
    expect(await bench.dialled()).toEqual(['second']);
  });

  it.each([
    ['the line', { escalation: { transfer: false } }, {}],
    ['its feature', {}, { bridge_call: false }],
  ])('[XFR19] switched off by %s, a hand-off dials nobody', async (_by, line, features) => {
    await reopen({}, line);
    Object.assign(bench.site.features, features);
    const text = await bench.handOff();
    expect(text).toContain('cannot take your call');
    expect(text).not.toContain('<Dial');
    expect(await bench.dialled()).toEqual([]);
  });

  it('[XFR20] the caller hangs up while it rings: nobody else is dialled, and the record closed', async () => {
    const text = await bench.dialEnded(await bench.handOff(), CALLER_GONE);
    expect(text).toContain('<Response/>');
    expect(await bench.eventsOf('agent-dial-ended')).toMatchObject([{ outcome: 'canceled' }]);
    expect(await bench.dialled()).toEqual(['desk']);
    expect(stored()?.status).toBe('completed');
    expect(await bench.notices()).toEqual([]);
  });

  it('[XFR20] the same when the call’s own status came first, also while the bot hands off', async () => {
    const text = await bench.handOff();
    await bench.post('/twilio/call-status', { CallSid: 'CA1', CallStatus: 'completed' });
    expect(await bench.dialEnded(text, NO_ANSWER)).toContain('<Response/>');
    expect(await bench.handOff({ repeated: true })).toContain('<Response/>');
    expect(await bench.dialled()).toEqual(['desk']);
  });

  it('[XFR21] a repeated hand-off gets the same document and rings nobody twice', async () => {
    const first = await bench.handOff();
    expect(await bench.handOff({ repeated: true })).toBe(first);
    expect(await bench.dialled()).toEqual(['desk']);
  });

  it('[XFR21] a repeated end of a leg gets the next target’s document again', async () => {
    const first = await bench.handOff();
    const second = await bench.dialEnded(first, NO_ANSWER);
    expect(await bench.dialEnded(first, NO_ANSWER)).toBe(second);
    expect(await bench.handOff({ repeated: true })).toBe(second);
    expect(await bench.dialled()).toEqual(['desk', 'second']);
    expect(await bench.eventsOf('agent-dial-ended')).toHaveLength(1);
  });

  it('[XFR21] repeated after the return, each gets the bot again and nothing is recorded twice', async () => {
    const first = await bench.handOff();
    const second = await bench.dialEnded(first, NO_ANSWER);
    const third = await bench.dialEnded(second, NO_ANSWER);
    const forms = [first, second, third, third];
    for (const document of forms) expect(await bench.dialEnded(document, NO_ANSWER)).toMatch(/<Connect|<Dial/);
    expect(await bench.dialEnded(first, BUSY)).toContain('<ConversationRelay');
    expect(await bench.handOff({ repeated: true })).toContain('<ConversationRelay');
    expect(await bench.eventsOf('returned-to-bot')).toHaveLength(1);
    expect(await bench.eventsOf('agent-dial-ended')).toHaveLength(3);
    expect(await bench.dialled()).toEqual(['desk', 'second', 'night']);
    expect(await bench.notices()).toHaveLength(1);
  });

  it('[XFR21] at once, too', async () => {
    const texts = await Promise.all([bench.handOff(), bench.handOff({ repeated: true })]);
    expect(texts[0]).toBe(texts[1]);
    const path = pathIn(texts[0], DIAL_ENDED);
    const form = { CallSid: 'CA1', To: LINE, CallStatus: 'in-progress', ...NO_ANSWER };
    const ends = await Promise.all([bench.post(path, form), bench.post(path, form), bench.post(path, form)]);
    expect(new Set(ends.map(({ text }) => text)).size).toBe(1);
    expect(await bench.dialled()).toEqual(['desk', 'second']);
  });

  it('[XFR22] where DialBridged is not sent, the key that was pressed decides', async () => {
    const text = await bench.handOff();
    bench.journal.append('call_1', { type: 'agent-answered', at: 1, dial: 1, target: 'desk', accepted: false });
    expect(await bench.dialEnded(text, { DialCallStatus: 'completed' })).toContain(SECOND);
  });

  it('[XFR23] while draining nobody is taken back: an apology, and the fallback where there is one', async () => {
    await reopen({ targets: TARGETS.slice(0, 1) }, { fallback_number: '+14155550119' });
    const text = await bench.handOff();
    bench.draining = true;
    const sorry = await bench.dialEnded(text, NO_ANSWER);
    expect(sorry).toContain('+14155550119');
    expect(sorry).not.toContain('<ConversationRelay');
    expect(await bench.notices()).toEqual([]);
  });

  it('[XFR24] with the store away the caller still hears something', async () => {
    const text = await bench.handOff();
    bench.store.away = true;
    expect(await bench.dialEnded(text, NO_ANSWER)).toContain('cannot take your call');
    expect(await bench.dialEnded(text, CONNECTED)).toMatch(/<Response>\s*<Hangup\/>\s*<\/Response>/);
  });

  it.each(['target=desk', 'dial=1', 'dial=-3&target=desk', 'dial=1e99&target=%3Cx%3E', 'target=a&target=b&dial=x'])(
    '[XFR25] a reference that says too little (%s) still leads to the bot or the next target',
    async (query) => {
      await bench.handOff();
      const form = { CallSid: 'CA1', To: LINE, CallStatus: 'in-progress', ...NO_ANSWER };
      const { status, text } = await bench.post(`/twilio/dial-ended?purpose=agent&${query}`, form);
      expect(status).toBe(200);
      expect(text).toMatch(/<ConversationRelay|<Dial/);
    },
  );

  it('[XFR26] a hand-off whose record was lost is counted all the same', async () => {
    const { text } = await bench.relayEnded({
      SessionStatus: 'ended',
      HandoffData: JSON.stringify({ kind: 'transfer', reason: 'r', summary: 's' }),
    });
    let document = text;
    for (const form of [NO_ANSWER, NO_ANSWER, NO_ANSWER]) document = await bench.dialEnded(document, form);
    expect(document).toContain('<ConversationRelay');
    const again = await bench.relayEnded({
      SessionStatus: 'ended',
      SessionId: 'VX2',
      HandoffData: JSON.stringify({ kind: 'transfer', reason: 'r', summary: 's' }),
    });
    expect(again.text).toContain('target=desk&amp;dial=2');
  });
});
