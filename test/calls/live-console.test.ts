import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { postToConsole } from '../support/console-request.ts';
import { EventStream } from '../support/event-stream.ts';
import { ServerProcess } from '../support/server-process.ts';

interface SandboxLine {
  readonly line: string;
  readonly number: string;
}

describe('a call in progress, in the console of a real server', () => {
  const server = new ServerProcess();
  const streams: EventStream[] = [];
  let carrierUrl = '';
  let lines: readonly SandboxLine[] = [];
  beforeAll(async () => {
    await server.start();
    await look();
  }, 120_000);
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });
  afterAll(() => server.dispose());

  async function look(): Promise<void> {
    const sandbox = await server.json<{ carrierUrl: string; lines: SandboxLine[] }>('/api/sandbox');
    ({ carrierUrl, lines } = sandbox);
  }
  const stream = async (after: number | null = null) => {
    const opened = await new EventStream().open(server.url, after);
    streams.push(opened);
    return opened;
  };
  const sandbox = (path: string, body: unknown) =>
    fetch(`${carrierUrl}/sandbox${path}`, { method: 'POST', body: JSON.stringify(body) });
  /** A call that has been greeted; its own id. */
  async function call(followed: EventStream, line = 'support', speed = 20): Promise<{ sid: string; callId: string }> {
    const known = new Set(followed.calls().map(({ callId }) => callId));
    const to = lines.find((one) => one.line === line)?.number;
    const { sid } = (await (await sandbox('/calls', { from: '+14155550130', to, speed })).json()) as { sid: string };
    const fresh = () => followed.calls().find(({ callId }) => !known.has(callId))?.callId;
    await followed.until(() => followed.calls(fresh() ?? '-').some(({ event }) => event.type === 'speaking-ended'));
    return { sid, callId: fresh() ?? '' };
  }
  const order = (callId: string, body: unknown) => postToConsole(server.url, `/api/calls/${callId}/commands`, body);
  const happened = (followed: EventStream, callId: string, type: string, more: Record<string, unknown> = {}) =>
    followed.until(() =>
      followed
        .calls(callId)
        .some(({ event }) => event.type === type && Object.entries(more).every(([key, value]) => event[key] === value)),
    );
  const said = (followed: EventStream, callId: string) =>
    followed.calls(callId).flatMap(({ event }) => (event.type === 'bot-said' ? [String(event.text)] : []));

  /** All the caller of a call that is over was told by the voice. */
  async function heardBy(sid: string): Promise<string> {
    const response = await fetch(`${carrierUrl}/sandbox/calls/${sid}/events?after=0`);
    const reader = response.body?.getReader();
    const text = new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    const spoken = [...text.matchAll(/^data: (.*"type":"spoken".*)$/gm)].map(([, json = '']) => JSON.parse(json).text);
    return spoken.join('');
  }

  it('[LIV8] is seen on the stream as it happens, in two tabs alike, and in the list of what is going on', async () => {
    const [one, two] = [await stream(), await stream()];
    const { sid, callId } = await call(one);
    await sandbox(`/calls/${sid}/say`, { text: 'When are you open?' });
    await happened(one, callId, 'speaking-began', { turn: 1 });
    await happened(one, callId, 'turn-ended');
    const live = await server.json<{ calls: { callId: string; doing: unknown; lines: unknown[] }[] }>('/api/live');
    expect(live.calls[0]).toMatchObject({ callId, lineId: 'support', caller: 'the number ending 30' });
    expect(live.calls[0]?.lines.length).toBeGreaterThanOrEqual(3);
    await sandbox(`/calls/${sid}/hangup`, {});
    for (const followed of [one, two]) await happened(followed, callId, 'call-ended');
    expect(two.calls()).toEqual(one.calls());
    const seqs = one.calls(callId).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(JSON.stringify(one.messages)).not.toContain('14155550130');
    expect(await server.json('/api/live')).toMatchObject({ calls: [] });
  });

  it('[CMD32] the caller hears a sentence of an operator, a note is acted on, the farewell ends the call', async () => {
    const followed = await stream();
    const { sid, callId } = await call(followed);
    expect((await order(callId, { kind: 'say', text: 'Dana here; see https://acme.example/x now.' })).status).toBe(202);
    await happened(followed, callId, 'operator-command', { kind: 'say', status: 'done', operator: 'local' });
    await happened(followed, callId, 'bot-said', { operator: 'local' });
    await happened(followed, callId, 'speaking-ended', { turn: 1 });
    expect((await order(callId, { kind: 'note', text: 'Zebra parking is free this week.' })).status).toBe(202);
    await happened(followed, callId, 'operator-command', { kind: 'note', status: 'done' });
    await sandbox(`/calls/${sid}/say`, { text: 'What about zebra parking?' });
    await followed.until(() => said(followed, callId).some((text) => text.includes('Zebra parking is free')));
    expect((await order(callId, { kind: 'end' })).status).toBe(202);
    await happened(followed, callId, 'call-ended');
    expect(said(followed, callId).at(-1)).toMatch(/Goodbye/);
    const heard = await heardBy(sid);
    expect(heard).toContain('Dana here; see the link now.');
    expect(heard).not.toContain('acme.example');
    const refused = await order(callId, { kind: 'say', text: 'Hello?' });
    expect([refused.status, await refused.json()]).toEqual([409, { error: 'The call has ended.' }]);
    const { commands } = await server.json<{ commands: object[] }>(`/api/calls/${callId}/commands`);
    expect(commands).toMatchObject([{ status: 'done' }, { status: 'done' }, { status: 'done' }]);
  }, 30_000);

  it('[CMD32] put through by an operator, the person’s phone rings, and then commands are refused', async () => {
    const followed = await stream();
    const { sid, callId } = await call(followed, 'sales');
    await sandbox('/people', {
      people: [{ address: '+14155550111', behaviour: { does: 'accepts', ring_ms: 300, talk_ms: null } }],
    });
    expect((await order(callId, { kind: 'transfer' })).status).toBe(202);
    await happened(followed, callId, 'agent-dialed');
    await happened(followed, callId, 'agent-answered', { accepted: true });
    const refused = await order(callId, { kind: 'say', text: 'Hello?' });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ error: expect.stringMatching(/talking to a person/) });
    await sandbox(`/calls/${sid}/hangup`, {});
    await happened(followed, callId, 'call-ended');
  }, 30_000);

  it('[FEED33] a stream goes on after the server was killed and started again, with nothing lost or doubled', async () => {
    const followed = await stream();
    const { sid, callId } = await call(followed);
    await sandbox(`/calls/${sid}/say`, { text: 'When are you open?' });
    await happened(followed, callId, 'turn-ended');
    followed.close();
    await sandbox(`/calls/${sid}/say`, { text: 'And on Sunday?' });
    const detail = () => server.json<{ events: { seq: number; text?: string }[] }>(`/api/calls/${sid}`);
    while (!(await detail()).events.some(({ text }) => text === 'And on Sunday?'));
    const from = followed.lastId;
    await server.stop('SIGKILL');
    await server.start();
    await look();
    await followed.open(server.url, from);
    await call(followed);
    const ids = followed.calls().map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(new Set(ids).size).toBe(ids.length);
    const { events } = await detail();
    expect(followed.calls(callId).map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq));
    followed.close();
  }, 120_000);
});
