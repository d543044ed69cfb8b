import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../src/domain/event.ts';
import { CALL_BEFORE_BEGINS, CALL_BEFORE_ENDS } from '../../src/domain/wrap-up-record.ts';
import { bench, ready } from './wrap-up-bench.ts';

describe('the notes of a call', () => {
  it('[WRP19] of a callback are written knowing what it was asked for', async () => {
    const made = bench();
    const attempts = [{ number: 1, state: 'ended', outcome: 'connected' }];
    const reason = 'The boiler leaks.';
    made.store.callbacks.set('cb_1', { id: 'cb_1', callId: 'call_0', phone: '+1', reason, attempts } as never);
    await made.begin();
    const [started] = made.talk;
    const at = made.clock.now();
    await made.store.appendEvents([
      { callId: 'call_0', event: { ...started, at } as CallEvent },
      { callId: 'call_0', event: { type: 'caller-said', turn: 1, text: 'It drips on the cat.', via: 'speech', at } },
    ]);
    await made.events([{ ...started, callback: 'cb_1', attempt: 1 } as CallEvent]);
    await made.run();
    const [asked] = made.asked;
    const record = asked?.history[0]?.role === 'caller' ? asked.history[0].text : '';
    const [before, itself] = record.split(CALL_BEFORE_ENDS);
    expect(before).toContain('Reason of the callback: The boiler leaks.');
    expect(before).toContain('Caller: It drips on the cat.');
    expect(itself).not.toContain('cat');
    expect(asked?.stableInstructions).toContain(CALL_BEFORE_BEGINS);
  });

  it('[WRP19] of a call in which one was asked for have nothing before them', async () => {
    const made = await ready();
    made.store.callbacks.set('cb_2', { id: 'cb_2', callId: 'call_1', reason: 'The boiler leaks.' } as never);
    await made.run();
    expect(JSON.stringify(made.asked[0]?.history)).not.toMatch(/boiler|asked_for/);
  });
});
