import { AttendantError } from '../domain/errors.ts';
import type { OutboxMessage } from '../domain/message.ts';
import type { Store } from '../ports/store.ts';
import type { Cancel, Clock, Deliver, Job, Jobs, Log } from '../ports.ts';
import { startCounting } from './count-calls.ts';
import { isParked } from './delivery-policy.ts';
import { sweepAfterCalls } from './sweep-after-calls.ts';
import { sweepPeople } from './sweep-people.ts';

export interface RunJobsDependencies {
  readonly jobs: Jobs;
  readonly store: Store;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly log: Log;
  /** Fetches a recording from the carrier. Throws when it is to be tried again. */
  readonly fetchRecording?: (recordingId: string) => Promise<void>;
  /** Writes up a conversation with a person. Throws when it is to be tried again. */
  readonly wrapUp?: (callId: string) => Promise<void>;
  /** Sees to it that a call that is over is written up, if it is to be. Must not throw. */
  readonly startWrapUp?: (callId: string) => Promise<void>;
  /** Goes on with a deletion. Throws when it is to be tried again. */
  readonly deletePerson?: (deletionId: string) => Promise<void>;
  /** Goes on with the retention run of a day. Throws when it is to be tried again. */
  readonly applyRetention?: (runId: string) => Promise<void>;
}

const sweepLimit = 500;
const sweepEveryMs = 3_600_000;
const atOnce = 5;
/** By then the leases of a killed process have run out: what it was sending is looked after too. */
const secondSweepMs = 25_000;
/** A message that is not due yet, or that another process has in hand, is looked at again after this. */
const lookAgainMs = 5000;

/** Starts the workers, and delivers what an earlier process left in the outbox. */
export async function startJobs(dependencies: RunJobsDependencies): Promise<{ stop(): Promise<void> }> {
  const { jobs, clock } = dependencies;
  const stopping = new AbortController();
  await jobs.work((job) => carryOut(dependencies, job));
  const afterCalls = async (): Promise<void> => {
    await sweepAfterCalls(dependencies, stopping.signal);
    if (dependencies.applyRetention !== undefined && !stopping.signal.aborted) await sweepPeople(dependencies);
  };
  let sweeping = sweep(dependencies, stopping.signal).then(afterCalls);
  const cancel: Cancel = clock.after(secondSweepMs, () => {
    sweeping = sweeping.then(() => sweep(dependencies, stopping.signal));
  });
  const counting = startCounting(dependencies);
  const cancelHourly = every(clock, sweepEveryMs, () => {
    sweeping = sweeping.then(afterCalls);
  });
  return {
    async stop() {
      cancel();
      cancelHourly();
      stopping.abort();
      await counting.stop();
      await sweeping;
      await jobs.stop();
    },
  };
}

/** Throws when the job is to be tried again. */
async function carryOut(dependencies: RunJobsDependencies, job: Job): Promise<void> {
  switch (job.name) {
    case 'deliver-message':
      return deliverAndLookAgain(dependencies, job.messageId);
    case 'fetch-recording':
      return dependencies.fetchRecording?.(job.recordingId);
    case 'wrap-up':
      return dependencies.wrapUp?.(job.callId);
    case 'delete-person':
      return dependencies.deletePerson?.(job.deletionId);
    case 'apply-retention':
      return dependencies.applyRetention?.(job.runId);
  }
}

function every(clock: Clock, ms: number, work: () => void): Cancel {
  let cancel: Cancel = clock.after(ms, again);
  function again(): void {
    cancel = clock.after(ms, again);
    work();
  }
  return () => cancel();
}

/** Never throws: what it misses, the messages' own jobs deliver. */
async function sweep(dependencies: RunJobsDependencies, stopping: AbortSignal): Promise<void> {
  const { store, clock, log } = dependencies;
  try {
    await store.purgeExpired(clock.now());
    const left = await store.undeliveredMessages(clock.now(), sweepLimit);
    if (left.length > 0) log.info('delivering what was left in the outbox', { messages: left.length });
    for (let start = 0; start < left.length && !stopping.aborted; start += atOnce) {
      const some = left.slice(start, start + atOnce);
      await Promise.all(some.map(({ id }) => deliverAndLookAgain(dependencies, id)));
    }
  } catch (error) {
    log.error('the outbox could not be swept', { error });
  }
}

/** For the tools: the next attempt comes when it is due, though the message's own job stands by for later. */
export function withNextAttempt(dependencies: Omit<RunJobsDependencies, 'store'>): Deliver {
  const { deliver, log } = dependencies;
  return async (messageId, behind) => {
    const message = await deliver(messageId, behind);
    if (message?.status === 'retry' || message?.status === 'unknown')
      await lookAgain(dependencies, message).catch((error: unknown) =>
        log.warn('the next attempt comes later than it should', { messageId, error }),
      );
    return message;
  };
}

/** Throws when the attempt could not even be made, so that the job is tried again. */
async function deliverAndLookAgain(dependencies: RunJobsDependencies, messageId: string): Promise<void> {
  const message = await dependencies.deliver(messageId, true);
  if (message === null) throw new AttendantError('store_unavailable', 'the delivery could not be carried out');
  if (isWaiting(message)) await lookAgain(dependencies, message);
}

async function lookAgain(
  { jobs, clock }: Pick<RunJobsDependencies, 'jobs' | 'clock'>,
  message: OutboxMessage,
): Promise<void> {
  if (isParked(message)) return;
  const { id, attempts, status } = message;
  const at = lookAgainAt(message, clock.now());
  const key = `deliver-message:${id}:${attempts}:${status}:${Math.floor(at / 1000)}`;
  await jobs.enqueue({ name: 'deliver-message', messageId: id }, key, at);
}

const lookAgainAt = ({ dueAt }: OutboxMessage, now: number): number => (dueAt > now ? dueAt : now + lookAgainMs);

const isWaiting = ({ status }: OutboxMessage): boolean =>
  status === 'reserved' || status === 'sending' || status === 'retry' || status === 'unknown';
