import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedStore, openStore } from '../../src/adapters/open-store.ts';
import { createRandomIds } from '../../src/adapters/random-ids.ts';
import { systemClock as clock } from '../../src/adapters/system-clock.ts';
import { usedDataDirectory } from '../support/embedded-template.ts';
import { SilentLog } from '../support/silent-log.ts';

const job = (messageId: string) => ({ name: 'deliver-message', messageId }) as const;

describe('jobs', () => {
  const dataDirectory = usedDataDirectory();
  let opened: OpenedStore;
  const ran: string[] = [];
  const waiting = new Map<string, () => void>();
  const gates = new Map<string, Promise<void>>();
  const runOf = (messageId: string): Promise<void> => new Promise((resolve) => waiting.set(messageId, resolve));

  beforeAll(async () => {
    opened = await openStore({
      databaseUrl: null,
      dataDirectory,
      clock,
      ids: createRandomIds(clock),
      log: new SilentLog(),
    });
  });
  afterAll(async () => {
    await opened.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  it('[STO27] a key is one job, also when it was done, and a job that fails takes no other with it', async () => {
    const { jobs } = opened;
    const failing = { left: 1 };
    await jobs.enqueue(job('once'), 'same key', clock.now());
    await jobs.enqueue(job('once'), 'same key', clock.now());
    await jobs.enqueue(job('fails first'), 'other key', clock.now());
    const retried = new Promise<void>((resolve) => waiting.set('fails first, then works', resolve));
    await jobs.work(async (work) => {
      const messageId = work.name === 'deliver-message' ? work.messageId : '';
      ran.push(messageId);
      if (messageId === 'fails first' && failing.left-- > 0) throw new Error('not now');
      waiting.get(messageId === 'fails first' ? 'fails first, then works' : messageId)?.();
      await gates.get(messageId);
    });
    await retried;
    const last = runOf('last');
    await jobs.enqueue(job('once'), 'same key', clock.now());
    await jobs.enqueue(job('last'), 'last key', clock.now());
    await last;
    expect(ran.toSorted()).toEqual(['fails first', 'fails first', 'last', 'once']);
  });

  it('[STO28] stopping waits for the job that runs', async () => {
    const { jobs, store } = opened;
    const order: string[] = [];
    const begun = runOf('slow');
    let release = (): void => {};
    gates.set(
      'slow',
      new Promise<void>((resolve) => (release = resolve)).then(() => void order.push('finished')),
    );
    await jobs.enqueue(job('slow'), 'slow key', clock.now());
    await begun;
    const stopped = jobs.stop().then(() => order.push('stopped'));
    // Far more round trips than stopping needs when it does not wait.
    for (let round = 0; round < 50; round++) await store.ping();
    expect(order).toEqual([]);
    release();
    await stopped;
    expect(order).toEqual(['finished', 'stopped']);
  });
});
