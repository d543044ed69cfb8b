import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { postToConsole } from '../support/console-request.ts';
import { EventStream } from '../support/event-stream.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { ServerProcess } from '../support/server-process.ts';

const postgresUrl = inject('postgresUrl');

describe.skipIf(postgresUrl === null)('two servers on one database', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let servers: ServerProcess[] = [];
  let carrierUrl = '';
  let number = '';

  beforeAll(async () => {
    database = await freshDatabase(postgresUrl ?? '');
    servers = [0, 1].map(() => new ServerProcess({ DATABASE_URL: database.url }));
    for (const server of servers) await server.start();
    const sandbox = await servers[0]?.json<{ carrierUrl: string; lines: { line: string; number: string }[] }>(
      '/api/sandbox',
    );
    carrierUrl = sandbox?.carrierUrl ?? '';
    number = sandbox?.lines.find(({ line }) => line === 'support')?.number ?? '';
  }, 120_000);
  afterAll(async () => {
    for (const server of servers) await server.dispose();
    await database?.drop();
  });

  const place = () =>
    fetch(`${carrierUrl}/sandbox/calls`, {
      method: 'POST',
      body: JSON.stringify({ from: '+14155550130', to: number, speed: 20 }),
    });
  const urlOf = (index: number): string => servers[index]?.url ?? '';

  it('[CMD33] a command given to the one reaches the session at the other, once, and its outcome both', async () => {
    const here = await new EventStream().open(urlOf(0));
    const there = await new EventStream().open(urlOf(1));
    await place();
    const ended = ({ event }: ReturnType<EventStream['calls']>[number]) => event.type === 'speaking-ended';
    await there.until(() => there.calls().some(ended));
    const callId = there.calls()[0]?.callId ?? '';
    const text = 'A colleague is on the way.';
    const response = await postToConsole(urlOf(1), `/api/calls/${callId}/commands`, { kind: 'say', text });
    expect(response.status).toBe(202);
    for (const stream of [here, there]) await stream.until(() => stream.calls(callId).filter(ended).length === 2);
    const done = there.calls(callId).filter(({ event }) => event.type === 'operator-command');
    expect(done.map(({ event }) => [event.status, event.text])).toEqual([['done', text]]);
    expect(there.calls(callId).filter(({ event }) => event.type === 'bot-said' && event.text === text)).toHaveLength(1);
    here.close();
    there.close();
  }, 40_000);

  it('[FEED33] a stream of the one is gone on with at the other, with nothing lost or doubled', async () => {
    const stream = await new EventStream().open(urlOf(0));
    const witness = await new EventStream().open(urlOf(1));
    await Promise.all([place(), place()]);
    for (let turn = 0; turn < 6; turn++) {
      const before = stream.calls().length;
      await witness.until(() => witness.calls().length > before + 1);
      stream.close();
      await stream.open(urlOf((turn + 1) % 2), stream.lastId);
    }
    const last = () => witness.calls().at(-1)?.id ?? 0;
    await stream.until(() => (stream.lastId ?? 0) >= last());
    const upTo = last();
    const told = (followed: EventStream) => followed.calls().flatMap(({ id }) => (id <= upTo ? [id] : []));
    expect(told(stream)).toEqual(told(witness));
    stream.close();
    witness.close();
  }, 40_000);
});
