import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EscalatedCall, EscalationBench } from './escalation-bench.ts';
import { closedSite, sites } from './sites.ts';

let bench: EscalationBench;
beforeAll(async () => {
  bench = await new EscalationBench().start(sites);
});
afterAll(() => bench.close());

let callers = 0;
/** Every test has a caller and an agent of its own, so that they may run side by side. */
const nextCaller = (): string => `+1212555${String(2000 + ++callers)}`;
const reason = { reason: 'a burst pipe', summary: 'Water in the cellar since this morning. The main valve is shut.' };

async function transferred(line: string, from = nextCaller()): Promise<EscalatedCall> {
  const call = await bench.call(line, from);
  await call.leaveBy('transfer_to_agent', reason);
  return call;
}

const dialledIn = (call: EscalatedCall): readonly string[] => call.documents.filter((text) => text.includes('<Dial'));

describe.concurrent('a caller who wants a person now', { timeout: 60_000 }, () => {
  it('[ESC1] bridge: the agent hears who and why, presses 1, and the two talk; recorded, transcribed, written up', async () => {
    bench.carrier.setPerson('+14155550201', { does: 'accepts', says: ['This is the desk.'], talkMs: 20_000 });
    const call = await transferred('+14155550101');
    const ended = await call.eventually('agent-dial-ended');
    expect(ended).toMatchObject({ target: 'desk', outcome: 'connected', method: 'bridge' });
    expect(dialledIn(call)).toHaveLength(1);
    const events = await call.events();
    expect(events.some(({ type, speaker }) => type === 'person-said' && speaker === 'agent')).toBe(true);
    await call.eventually('call-ended');
  });

  it('[ESC2] nobody takes the call: the next target is rung, then the bot is back, knows it and speaks first', async () => {
    bench.carrier.setPerson('+14155550202', { does: 'busy' });
    bench.carrier.setPerson('+14155550203', { does: 'declines' });
    const call = await transferred('+14155550102');
    await call.eventually('returned-to-bot');
    expect(bench.legsTo('+14155550202')).toHaveLength(1);
    expect(bench.legsTo('+14155550203')).toHaveLength(1);
    const events = await call.events();
    expect(events.filter(({ type }) => type === 'agent-dial-ended').map(({ outcome }) => outcome)).toEqual([
      'busy',
      'declined',
    ]);
    await call.until(() => call.heard.includes('nobody answered'));
    await call.until(() => call.heard.endsWith('Done.'));
    expect(await call.tools()).toContain('request_callback');
    call.leg.hangup();
  });

  it('[ESC3] the caller hangs up while it rings: the ringing stops and the call is over', async () => {
    bench.carrier.setPerson('+14155550204', { does: 'no-answer' });
    const call = await transferred('+14155550103');
    await call.until(() => bench.legsTo('+14155550204').length === 1);
    call.leg.hangup();
    await call.eventually('call-ended');
    const events = await call.events();
    expect(events.some(({ type }) => type === 'returned-to-bot')).toBe(false);
  });

  it('[ESC4] disabled by the line, by the feature, or outside the hours: no tool, and nobody is dialled', async () => {
    for (const line of ['+14155550104', '+14155550105', closedSite]) {
      const call = await bench.call(line, nextCaller());
      expect(await call.tools()).not.toContain('transfer_to_agent');
      const code = line === closedSite ? 'outside_hours' : 'not_enabled';
      expect(await call.run('transfer_to_agent', reason)).toMatchObject({ status: 'refused', code });
      call.leg.hangup();
    }
    expect(bench.legsTo('+14155550205')).toEqual([]);
  });
});
