import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonInput } from '../../../src/sandbox/carrier/people.ts';
import { type EscalatedCall, EscalationBench, heardOn } from './escalation-bench.ts';
import { golden, likeGolden } from './golden.ts';
import { LineBook, type TestedLine } from './line-book.ts';

const DANA = '+14155550121';
const reason = { reason: 'billing', summary: 'Wants to talk about an invoice.' };
const ways: readonly (readonly [name: string, person: PersonInput, outcome: string, told: string])[] = [
  ['busy', { does: 'busy' }, 'busy', 'desk was busy'],
  ['silent', { does: 'no-answer' }, 'no-answer', 'desk did not answer'],
  ['presses2', { does: 'declines' }, 'declined', 'desk did not take the call'],
  ['hangs-up', { does: 'declines', by: 'hanging-up' }, 'declined', 'desk did not take the call'],
  ['listens', { does: 'listens' }, 'declined', 'desk did not take the call'],
  ['machine', { does: 'machine' }, 'declined', 'desk did not take the call'],
  ['failed', { does: 'failed', sipCode: 503 }, 'failed', 'desk could not be reached'],
];

const book = new LineBook({}, 1100);
const failing = ways.map((way) => [way[0], book.transferring(way[0]), way[1], way[2], way[3]] as const);
const second = book.transferring('second');
const heard = book.transferring('heard', { transcription: true });
const ringing = book.transferring('ringing');
const listening = book.transferring('listening', {
  targets: [
    { id: 'desk', number: '+14155551980' },
    { id: 'other', number: '+14155551981' },
  ],
});
const talking = book.transferring('talking', { wrap_up: {} });
const asked = book.transferring('asked', { recording: 'ask' });

let bench: EscalationBench;
beforeAll(async () => {
  bench = await new EscalationBench().start({ 'acme.yaml': book.file });
  for (const [, line, person] of failing) bench.carrier.setPerson(line.desk, person);
  bench.carrier.setPerson(heard.desk, { does: 'busy' });
  bench.carrier.setPerson(ringing.desk, { does: 'no-answer' });
  bench.carrier.setPerson('+14155551980', { does: 'listens' });
  bench.carrier.setPerson(talking.desk, { does: 'accepts', talkMs: null });
  await bench.warmUp(ringing.number);
});
afterAll(() => bench.close());

async function transferred({ number }: TestedLine): Promise<EscalatedCall> {
  const call = await bench.call(number, DANA);
  await call.leaveBy('transfer_to_agent', reason);
  return call;
}

/** The bot is back and has said the first word. */
async function back(call: EscalatedCall, times = 1): Promise<void> {
  const sessions = () => call.leg.events.filter(({ type }) => type === 'session-started').length;
  await call.until(() => sessions() > times && /nobody answered\.\s*Done\./.test(call.heard));
}

const typesOf = async (call: EscalatedCall) => (await call.events()).map(({ type }) => type);
const outcomesOf = async (call: EscalatedCall) =>
  (await call.events()).filter(({ type }) => type === 'agent-dial-ended').map(({ dial, outcome }) => [dial, outcome]);

/** Who was dialled for this call, and what became of the leg. */
const rungFor = (call: EscalatedCall) => bench.legsFor(call).map(({ record }) => [record.to, record.status]);

/** Everything about the call is over. */
async function over(call: EscalatedCall): Promise<void> {
  await call.leg.next('finished');
  await call.eventually('call-ended');
}

describe.concurrent('a transfer that nobody takes', { timeout: 60_000 }, () => {
  it.each(failing)(
    '[ESC14] %s: the caller hears so, and the bot is back, knows why and speaks first',
    async (...way) => {
      const [, line, , outcome, told] = way;
      const call = await transferred(line);
      await back(call);
      expect(likeGolden(call.documents, line)).toEqual(['connect-relay', 'bridge', 'back-to-bot'].map(golden));
      expect(await outcomesOf(call)).toEqual([[1, outcome]]);
      expect(await call.readByModel()).toContain(`nobody took the call: ${told}`);
      expect(await call.tools()).toContain('transfer_to_agent');
      expect(rungFor(call)).toHaveLength(1);
      call.leg.hangup();
    },
  );

  it('[ESC15] another try in the same call rings again and can succeed', async () => {
    bench.carrier.setPerson(second.desk, { does: 'busy' });
    const call = await transferred(second);
    await back(call);
    bench.carrier.setPerson(second.desk, { does: 'accepts', talkMs: 5000 });
    await call.leaveBy('transfer_to_agent', reason);
    await over(call);
    const [, , , again, end] = likeGolden(call.documents, second);
    expect([again, end]).toEqual([golden('bridge').replaceAll('dial=1', 'dial=2'), golden('hang-up')]);
    expect(await outcomesOf(call)).toEqual([
      [1, 'busy'],
      [2, 'connected'],
    ]);
  });

  it('[ESC16] the transcription ends where the bot is back', async () => {
    const call = await transferred(heard);
    await back(call);
    expect(likeGolden(call.documents, heard)[2]).toBe(golden('back-to-bot-transcribed'));
    const states = call.leg.events.flatMap((event) => (event.type === 'transcription' ? [event.status] : []));
    expect(states).toEqual(['started', 'stopped']);
    call.leg.hangup();
  });
});

describe.concurrent('a caller who hangs up on the way', { timeout: 60_000 }, () => {
  it('[ESC17] before the hand-off, or just at it: nobody is left ringing', async () => {
    const before = await bench.call(ringing.number, DANA);
    await before.hear('Shall I connect you with a person?');
    const at = await bench.call(ringing.number, DANA);
    await at.beginLeaving('transfer_to_agent', reason);
    for (const call of [before, at]) {
      call.leg.hangup();
      await over(call);
      expect(await typesOf(call)).not.toContain('returned-to-bot');
    }
    expect(rungFor(before)).toEqual([]);
    expect(rungFor(at).filter(([, status]) => status !== 'canceled')).toEqual([]);
  });

  it('[ESC18] while it rings: the ringing stops', async () => {
    const call = await transferred(ringing);
    await call.until(() => bench.legsFor(call)[0]?.record.status === 'ringing');
    call.leg.hangup();
    await over(call);
    expect(rungFor(call)).toEqual([[ringing.desk, 'canceled']]);
    expect(await outcomesOf(call)).toEqual([[1, 'canceled']]);
    expect(await typesOf(call)).not.toContain('returned-to-bot');
  });

  it('[ESC19] while the agent is told who calls: the agent is let go, and the next one is not rung', async () => {
    const call = await transferred(listening);
    await call.until(() => bench.legsFor(call).some((leg) => heardOn(leg).includes('Call for')));
    call.leg.hangup();
    await over(call);
    expect(rungFor(call)).toEqual([['+14155551980', 'completed']]);
    expect(await outcomesOf(call)).toEqual([[1, 'canceled']]);
  });

  it('[ESC20] while they talk: it counts as a conversation, and is written up as one', async () => {
    const call = await transferred(talking);
    await call.leg.next('bridged');
    await call.leg.say('Thank you, goodbye.');
    call.leg.hangup();
    await over(call);
    expect(rungFor(call)).toEqual([[talking.desk, 'completed']]);
    expect(await outcomesOf(call)).toEqual([[1, 'connected']]);
    await call.eventually('wrap-up');
    const written = bench.model.requests.filter(({ tools }) => tools.includes('save_notes'));
    expect(written.map(({ messages }) => JSON.stringify(messages))).toEqual([
      expect.stringContaining('[desk was rung: connected]'),
    ]);
  });

  it('[ESC21] after the return to the bot: the call is over', async () => {
    const call = await transferred(heard);
    await back(call);
    call.leg.hangup();
    await over(call);
    expect(rungFor(call)).toHaveLength(1);
    expect((await typesOf(call)).filter((type) => type === 'call-ended')).toHaveLength(1);
  });

  it('[ESC22] at the question whether it may be recorded: nobody is rung', async () => {
    const call = await transferred(asked);
    await call.leg.next('asked');
    call.leg.hangup();
    await over(call);
    expect(rungFor(call)).toEqual([]);
    expect(await typesOf(call)).not.toContain('recording-consent');
  });
});
