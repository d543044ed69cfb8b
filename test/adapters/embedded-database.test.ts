import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/adapters/open-store.ts';
import { createRandomIds } from '../../src/adapters/random-ids.ts';
import { systemClock as clock } from '../../src/adapters/system-clock.ts';
import { usedDataDirectory } from '../support/embedded-template.ts';
import { SilentLog } from '../support/silent-log.ts';

interface Told {
  readonly callId?: string;
  readonly acknowledged?: number;
  readonly refused?: string;
}

describe('the embedded database', () => {
  let dataDirectory: string;
  let writers: ChildProcess[];
  const startWriter = (): ChildProcess => {
    const writer = fork('test/support/embedded-writer.ts', [dataDirectory], { execArgv: [] });
    writers.push(writer);
    return writer;
  };
  const kill = async (writer: ChildProcess): Promise<void> => {
    const exited = once(writer, 'exit');
    if (writer.kill('SIGKILL')) await exited;
  };
  const open = () =>
    openStore({ databaseUrl: null, dataDirectory, clock, ids: createRandomIds(clock), log: new SilentLog() });

  beforeEach(() => {
    dataDirectory = usedDataDirectory();
    writers = [];
  });
  afterEach(async () => {
    for (const writer of writers) if (writer.exitCode === null && writer.signalCode === null) await kill(writer);
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  it('[STO18] kill -9 loses no acknowledged event, and its lock goes with the process', async () => {
    const writer = startWriter();
    const { callId, acknowledged } = await toldUntil(writer, 100);
    await kill(writer);
    const opened = await open();
    const events = await opened.store.eventsOfCall(callId);
    await opened.close();
    expect(events.length).toBeGreaterThanOrEqual(acknowledged);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  });

  it('[STO19] a second process on the same directory is refused and told who has it', async () => {
    const writer = startWriter();
    await toldUntil(writer, 1);
    await expect(open()).rejects.toMatchObject({
      code: 'data_directory_locked',
      message: expect.stringContaining(`process ${writer.pid}`),
    });
  });

  it('[STO20] of several processes that start at once exactly one gets the directory', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const writer = startWriter();
        const [told] = (await once(writer, 'message')) as [Told];
        return told.refused === undefined ? 'open' : 'refused';
      }),
    );
    expect(outcomes.toSorted()).toEqual(['open', 'refused', 'refused']);
  });

  it('[STO21] a directory that was closed opens again in the same process', async () => {
    const first = await open();
    await first.close();
    const second = await open();
    await second.store.ping();
    await second.close();
  });
});

/** Listens until so many events were acknowledged; gives the last number heard. */
function toldUntil(writer: ChildProcess, enough: number): Promise<{ callId: string; acknowledged: number }> {
  return new Promise((resolve, reject) => {
    let callId = '';
    writer.on('message', (told: Told) => {
      if (told.refused !== undefined) reject(new Error(told.refused));
      callId = told.callId ?? callId;
      if ((told.acknowledged ?? 0) >= enough) resolve({ callId, acknowledged: told.acknowledged ?? 0 });
    });
  });
}
