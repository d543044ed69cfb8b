import { describe, expect, it } from 'vitest';
import type { OutboxMessage } from '../../src/domain/message.ts';
import { startJobs, withNextAttempt } from '../../src/jobs/run-jobs.ts';
import type { DeliveryReport } from '../../src/ports/store.ts';
import type { Job, Jobs } from '../../src/ports.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

/** Runs each job at its time on the virtual clock, once a key, and again after a second when it throws. */
class ClockJobs implements Jobs {
  readonly #clock: VirtualClock;
  readonly keys: string[] = [];
  #handler: (job: Job) => Promise<void> = async () => {};
  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }
  async enqueue(job: Job, key: string, runAt: number) {
    if (this.keys.includes(key)) return;
    this.keys.push(key);
    this.#clock.after(runAt - this.#clock.now(), () => void this.#run(job));
  }
  async #run(job: Job): Promise<void> {
    await this.#handler(job).catch(() => this.#clock.after(1000, () => void this.#run(job)));
  }
  async work(handler: (job: Job) => Promise<void>) {
    this.#handler = handler;
  }
  async stop() {}
}

function bench(reports: DeliveryReport[] = []) {
  const store = new MemoryStore();
  const clock = new VirtualClock();
  const jobs = new ClockJobs(clock);
  const attempts: string[] = [];
  const deliver = async (id: string): Promise<OutboxMessage | null> => {
    if (store.away) return null;
    const message = await store.claimMessage(id, clock.now(), 20_000);
    if (message === null) return store.findMessage(id);
    attempts.push(id);
    return store.reportDelivery(id, message.attempts, reports.shift() ?? { status: 'sent', vendorId: id }, clock.now());
  };
  const reserve = (id: string) =>
    store.reserveMessage(
      {
        id,
        siteId: 's',
        lineId: 'l',
        callId: id,
        toolCallId: id,
        tool: 'send_sms',
        audience: 'caller',
        country: null,
        costMicros: 0,
        content: { medium: 'sms', to: '+14155550123', from: '+14155550102', body: id },
        createdAt: clock.now(),
      },
      { perCall: null, perSiteHour: null, perDestinationDay: null, perCountryDay: null, spendPerDayMicros: null },
    );
  const log = new SilentLog();
  const start = () => startJobs({ jobs, store, deliver, clock, log });
  const fromTool = withNextAttempt({ jobs, deliver, clock, log });
  return { store, clock, jobs, attempts, reserve, start, fromTool, log };
}

describe('the jobs', () => {
  it('[JOB1] a start delivers what an earlier process left, once', async () => {
    const { store, clock, attempts, reserve, start } = bench();
    for (let index = 0; index < 12; index++) await reserve(`m${index}`);
    const running = await start();
    await settle();
    expect(attempts).toHaveLength(12);
    await clock.advance(60_000);
    expect(attempts).toHaveLength(12);
    expect([...store.messages.values()].every(({ status }) => status === 'sent')).toBe(true);
    await running.stop();
  });

  it('[JOB2] what a killed process was just sending is looked after when its lease has run out', async () => {
    const { store, clock, attempts, reserve, start } = bench();
    await reserve('m1');
    await store.claimMessage('m1', clock.now(), 20_000);
    const running = await start();
    await clock.advance(24_000);
    expect(attempts).toEqual([]);
    await clock.advance(1000);
    expect(attempts).toEqual(['m1']);
    await running.stop();
  });

  it('[JOB3] a message still undelivered is tried again when it is due, until it is done', async () => {
    const { clock, attempts, reserve, start, jobs } = bench([
      { status: 'retry', errorCode: 'x', at: Date.UTC(2026, 10, 24, 17, 0, 5) },
      { status: 'unknown', at: Date.UTC(2026, 10, 24, 17, 0, 40) },
    ]);
    await reserve('m1');
    const running = await start();
    await clock.advance(4999);
    expect(attempts).toHaveLength(1);
    await clock.advance(1);
    expect(attempts).toHaveLength(2);
    await clock.advance(60_000);
    expect(attempts).toHaveLength(3);
    await clock.advance(600_000);
    expect(attempts).toHaveLength(3);
    expect(new Set(jobs.keys).size).toBe(jobs.keys.length);
    await running.stop();
  });

  it('[JOB3] after an attempt of the tool itself too, and once, whatever else looks after it', async () => {
    const { clock, attempts, reserve, start, jobs, fromTool } = bench([
      { status: 'retry', errorCode: 'x', at: Date.UTC(2026, 10, 24, 17, 0, 5) },
    ]);
    const running = await start();
    await reserve('m1');
    await jobs.enqueue({ name: 'deliver-message', messageId: 'm1' }, 'stand by', clock.now() + 15_000);
    expect(await fromTool('m1', true)).toMatchObject({ status: 'retry', attempts: 1 });
    await clock.advance(4999);
    expect(attempts).toHaveLength(1);
    await clock.advance(1);
    expect(attempts).toHaveLength(2);
    expect(await fromTool('m1')).toMatchObject({ status: 'sent' });
    await clock.advance(60_000);
    expect(attempts).toHaveLength(2);
    expect(jobs.keys).toHaveLength(2);
    await running.stop();
  });

  it('[JOB3] when its job cannot be written the tool has its result all the same', async () => {
    const { clock, reserve, jobs, fromTool, log } = bench([
      { status: 'unknown', at: Date.UTC(2026, 10, 24, 17, 0, 5) },
    ]);
    jobs.enqueue = async () => Promise.reject(new Error('away'));
    await reserve('m1');
    expect(await fromTool('m1')).toMatchObject({ status: 'unknown' });
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { messageId: 'm1' } }]);
    expect(clock.pending).toBe(0);
  });

  it('[JOB3] an attempt that could not be made is made later', async () => {
    const { store, clock, attempts, reserve, start, jobs } = bench();
    const running = await start();
    await reserve('m1');
    await jobs.enqueue({ name: 'deliver-message', messageId: 'm1' }, 'k', clock.now());
    store.away = true;
    await clock.advance(3000);
    expect(attempts).toEqual([]);
    store.away = false;
    await clock.advance(1000);
    expect(attempts).toEqual(['m1']);
    await running.stop();
  });

  it('[JOB4] an e-mail whose outcome nobody can find out is left alone', async () => {
    const { store, clock, jobs, start } = bench([{ status: 'unknown', at: Date.UTC(2026, 10, 25, 17, 0, 0) }]);
    await store.reserveMessage(
      {
        id: 'm1',
        siteId: 's',
        lineId: 'l',
        callId: 'c',
        toolCallId: 't',
        tool: 'send_email',
        audience: 'caller',
        country: null,
        costMicros: 0,
        content: {
          medium: 'email',
          preset: 'p',
          to: 'a@example.com',
          from: { name: 'A', address: 'b@example.com' },
          subject: 'S',
          text: 'T',
        },
        createdAt: clock.now(),
      },
      { perCall: null, perSiteHour: null, perDestinationDay: null, perCountryDay: null, spendPerDayMicros: null },
    );
    const running = await start();
    await clock.advance(60_000);
    expect(jobs.keys).toEqual([]);
    await running.stop();
  });

  it('[JOB5] stopping leaves no timer, and a store that is away at the start stops nothing', async () => {
    const { store, clock, start } = bench();
    store.away = true;
    const running = await start();
    await running.stop();
    expect(clock.pending).toBe(0);
  });
});
