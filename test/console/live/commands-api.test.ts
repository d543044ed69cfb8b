import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallEventBody } from '../../../src/domain/event.ts';
import { testLine } from '../../support/test-line.ts';
import { ApiBench } from './api-bench.ts';

const handedOff: CallEventBody = { type: 'handed-off', reason: 'r', summary: 's' };
const ringing: CallEventBody = { type: 'agent-dialed', dial: 1, target: 'dana', method: 'bridge' };
const bridged: CallEventBody = { type: 'agent-answered', dial: 1, target: 'dana', accepted: true };
const transfer = { transfer: { targets: [{ id: 'dana', number: '+14155550140' }] }, escalation: { transfer: true } };

describe('commands in the console', () => {
  let bench: ApiBench;
  beforeEach(async () => {
    bench = await new ApiBench().open();
    await bench.call('call_1');
    await bench.happen('call_1', { type: 'session-started', sessionId: 'VX', reconnect: false, greeting: 'Hello' });
  });
  afterEach(() => bench.close());

  const give = (body: unknown, call = 'call_1') => bench.post(`/calls/${call}/commands`, body);
  async function refused(body: unknown, call?: string): Promise<[number, string]> {
    const response = await give(body, call);
    return [response.status, ((await response.json()) as { error: string }).error];
  }
  const say = { kind: 'say', text: 'We are here.' };

  it('[CMD30] an operator’s command is kept, nudged, and in the audit log by name', async () => {
    const response = await give({ kind: 'say', text: '  Call 415 555 0123. ', now: true });
    expect([response.status, await response.json()]).toEqual([202, { id: 'cmd_1' }]);
    expect(bench.nudged).toEqual(['call_1']);
    const at = bench.clock.now();
    const kept = {
      id: 'cmd_1',
      callId: 'call_1',
      kind: 'say',
      text: 'Call 415 555 0123.',
      now: true,
      operator: 'dana',
      at,
    };
    expect(await bench.store.takeCommands(['call_1'], at)).toEqual([kept]);
    const detail = { kind: 'say', command: 'cmd_1' };
    expect(bench.store.audit).toMatchObject([{ operator: 'dana', action: 'command', subject: 'call call_1', detail }]);
    const listed = await (await bench.get('/calls/call_1/commands')).json();
    expect(listed).toMatchObject({ commands: [{ id: 'cmd_1', status: 'taken', outcome: null }] });
    expect(JSON.stringify(listed)).not.toContain('0123');
  });

  it('[CMD30] the call is found by the carrier’s id too', async () => {
    expect((await give({ kind: 'end' }, 'CA_call_1')).status).toBe(202);
    expect(bench.nudged).toEqual(['call_1']);
  });

  it('[CMD30] a viewer gives none', async () => {
    bench.role = 'viewer';
    expect(await refused(say)).toEqual([403, expect.stringContaining('operator')]);
    expect(await bench.store.commandsOfCall('call_1')).toEqual([]);
    expect(bench.store.audit).toEqual([]);
  });

  it.each([
    ['no kind', {}],
    ['an unknown kind', { kind: 'dance' }],
    ['an empty sentence', { kind: 'say', text: '  ' }],
    ['a sentence too long', { kind: 'say', text: 'a'.repeat(501) }],
    ['a note too long', { kind: 'note', text: 'a'.repeat(1001) }],
    ['a field too many', { kind: 'end', text: 'x' }],
    ['no object', '"say"'],
  ])('[CMD30] %s is not understood', async (_what, body) => {
    const response = await give(body);
    expect(response.status).toBe(400);
    expect(await bench.store.commandsOfCall('call_1')).toEqual([]);
  });

  it('[CMD30] an unknown call is a 404', async () => {
    expect(await refused(say, 'call_9')).toEqual([404, 'There is no such call.']);
    expect((await bench.get('/calls/call_9/commands')).status).toBe(404);
  });

  it('[CMD31] a call that is over is refused, also when it ends at that very moment', async () => {
    bench.store.addCommand = async () => false;
    expect(await refused(say)).toEqual([409, 'The call has ended.']);
    await bench.store.endCall('call_1', { status: 'completed', at: bench.clock.now() });
    expect(await refused(say)).toEqual([409, 'The call has ended.']);
    expect(bench.nudged).toEqual([]);
  });

  it('[CMD31] on the way to a person, or with one, it is refused with the reason', async () => {
    const reasons: string[] = [];
    for (const event of [handedOff, ringing, bridged]) {
      await bench.happen('call_1', event);
      const [status, error] = await refused(say);
      expect(status).toBe(409);
      reasons.push(error);
    }
    expect(reasons[0]).toMatch(/being reached/);
    expect(reasons[1]).toMatch(/ringing/);
    expect(reasons[2]).toMatch(/talking to a person/);
    await bench.happen('call_1', { type: 'returned-to-bot', dial: 1, tried: ['dana'] });
    expect((await give(say)).status).toBe(202);
  });

  it('[CMD31] a call nothing was heard of for long is refused', async () => {
    await bench.clock.advance(10 * 60_000);
    expect(await refused(say)).toEqual([409, expect.stringMatching(/heard of this call/)]);
  });

  it('[CMD31] a transfer is refused where the line has none, or nobody is there at this hour', async () => {
    expect(await refused({ kind: 'transfer' })).toEqual([409, 'This line has no transfer to a person.']);
    const targets = [{ id: 'dana', number: '+14155550140', hours: { monday: ['09:00-10:00'] } }];
    bench.inForce = testLine({ ...transfer, transfer: { targets } });
    expect(await refused({ kind: 'transfer' })).toEqual([409, expect.stringMatching(/outside their hours/)]);
    bench.inForce = testLine(transfer);
    expect((await give({ kind: 'transfer' })).status).toBe(202);
    bench.inForce = null;
    expect((await give({ kind: 'transfer' })).status).toBe(409);
  });
});

describe('the calls in progress in the console', () => {
  let bench: ApiBench;
  beforeEach(async () => {
    bench = await new ApiBench().open();
  });
  afterEach(() => bench.close());

  it('[LIV6] are listed newest first, with callers and words masked, and the server’s clock', async () => {
    await bench.call('call_1');
    await bench.clock.advance(1000);
    await bench.call('call_2', { direction: 'outbound', to: '+14155550177' });
    await bench.call('call_3', { from: { kind: 'withheld' }, startedAt: bench.clock.now() + 5 });
    await bench.call('call_4');
    await bench.store.endCall('call_4', { status: 'completed', at: 1 });
    await bench.call('old', { startedAt: bench.clock.now() - 13 * 3_600_000 });
    await bench.happen('call_1', { type: 'caller-said', turn: 1, text: 'I am jane.doe@example.com', via: 'speech' });
    const live = (await (await bench.get('/live')).json()) as { now: number; calls: Record<string, unknown>[] };
    expect(live.now).toBe(bench.clock.now());
    expect(live.calls.map(({ callId, caller, outbound }) => [callId, caller, outbound])).toEqual([
      ['call_3', 'withheld', false],
      ['call_2', 'the number ending 77', true],
      ['call_1', 'the number ending 23', false],
    ]);
    expect(live.calls[2]).toMatchObject({ doing: { kind: 'thinking' }, seq: 1, lines: [{ who: 'caller' }] });
    expect(JSON.stringify(live)).not.toMatch(/jane\.doe|555/);
  });

  it('[FEED19] the stream is an event stream that no proxy keeps back', async () => {
    const stop = new AbortController();
    const response = await fetch(`${bench.url}/stream`, { signal: stop.signal });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    stop.abort();
  });

  it.each([
    ['header', (from: number) => [`/stream?after=1`, { 'last-event-id': String(from) }] as const],
    ['address', (from: number) => [`/stream?after=${from}`, {}] as const],
  ])('[FEED19] it is resumed by %s', async (_by, ask) => {
    await bench.call('call_1');
    for (let count = 1; count <= 4; count++) await bench.happen('call_1', { type: 'silence', count });
    const [path, headers] = ask(2);
    const response = await bench.get(path, headers);
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('"id":4')) text += new TextDecoder().decode((await reader?.read())?.value);
    expect([...text.matchAll(/^id: (\d+)\nevent: call/gm)].map(([, id]) => Number(id))).toEqual([3, 4]);
    await reader?.cancel();
  });

  it('[FEED17] a store that is away is a 503, and so is a server that stops', async () => {
    bench.store.away = true;
    expect((await bench.get('/stream')).status).toBe(503);
    bench.store.away = false;
    bench.hub.close();
    expect((await bench.get('/stream')).status).toBe(503);
  });

  it('[FEED18] a page that goes away leaves nothing behind', async () => {
    const stop = new AbortController();
    const response = await fetch(`${bench.url}/stream`, { signal: stop.signal });
    await response.body?.getReader().read();
    expect(bench.hub.followers).toBe(1);
    stop.abort();
    for (let look = 0; look < 200 && bench.hub.followers > 0; look++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(bench.hub.followers).toBe(0);
    expect(bench.clock.pending).toBe(0);
  });
});
