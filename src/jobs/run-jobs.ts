import { AttendantError } from '../domain/errors.ts';
import type { OutboxMessage } from '../domain/message.ts';
import type { Cancel, Clock, Deliver, Jobs, Log, Store } from '../ports.ts';
import { backoff, isParked } from './delivery-policy.ts';

export interface RunJobsDependencies {
  readonly jobs: Jobs;
  readonly store: Store;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly log: Log;
}

const sweepLimit = 500;
const atOnce = 5;
/** By then the leases of a killed process have run out: what it was sending is looked after too. */
const secondSweepMs = 25_000;
/** A message that is not due yet, or that another process has in hand, is looked at again after this. */
const lookAgainMs = 5000;

/** Starts the workers, and delivers what an earlier process left in the outbox. */
export async function startJobs(dependencies: RunJobsDependencies): Promise<{ stop(): Promise<void> }> {
  const { jobs, clock } = dependencies;
  const stopping = new AbortController();
  await jobs.work(({ messageId }) => deliverAndLookAgain(dependencies, messageId));
  let sweeping = sweep(dependencies, stopping.signal);
  const cancel: Cancel = clock.after(secondSweepMs, () => {
    sweeping = sweeping.then(() => sweep(dependencies, stopping.signal));
  });
  return {
    async stop() {
      cancel();
      stopping.abort();
      await sweeping;
      await jobs.stop();
    },
  };
}

/** Never throws: what it misses, the messages' own jobs deliver. */
async function sweep(dependencies: RunJobsDependencies, stopping: AbortSignal): Promise<void> {
  const { store, clock, log } = dependencies;
  try {
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

/** Throws when the attempt could not even be made, so that the job is tried again. */
async function deliverAndLookAgain({ jobs, deliver, clock }: RunJobsDependencies, messageId: string): Promise<void> {
  const message = await deliver(messageId);
  if (message === null) throw new AttendantError('store_unavailable', 'the delivery could not be carried out');
  if (!isWaiting(message) || isParked(message)) return;
  const at = lookAgainAt(message, clock.now());
  const key = `deliver-message:${messageId}:${message.attempts}:${message.status}:${Math.floor(at / 1000)}`;
  await jobs.enqueue({ name: 'deliver-message', messageId }, key, at);
}

function lookAgainAt({ status, attempts, updatedAt }: OutboxMessage, now: number): number {
  const due = status === 'retry' || status === 'unknown' ? updatedAt + backoff(attempts) : now;
  return due > now ? due : now + lookAgainMs;
}

const isWaiting = ({ status }: OutboxMessage): boolean =>
  status === 'reserved' || status === 'sending' || status === 'retry' || status === 'unknown';
