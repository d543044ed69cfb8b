import type { OutboxMessage } from '../domain/message.ts';
import type { Clock, Deliver, Jobs, Log, Store } from '../ports.ts';

export interface RunJobsDependencies {
  readonly jobs: Jobs;
  readonly store: Store;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly log: Log;
}

const sweepLimit = 500;
/** When a job comes too early, or its message needs another attempt, it looks again no sooner than this. */
const lookAgainMs = 5000;

/** Starts the workers, and delivers what an earlier process left in the outbox. */
export async function startJobs(dependencies: RunJobsDependencies): Promise<{ stop(): Promise<void> }> {
  const { jobs } = dependencies;
  await jobs.work(({ messageId }) => deliverAndLookAgain(dependencies, messageId));
  const sweeping = sweep(dependencies).catch((error: unknown) =>
    dependencies.log.error('the outbox could not be swept', { error }),
  );
  return {
    async stop() {
      await sweeping;
      await jobs.stop();
    },
  };
}

async function sweep(dependencies: RunJobsDependencies): Promise<void> {
  const left = await dependencies.store.undeliveredMessages(dependencies.clock.now(), sweepLimit);
  if (left.length > 0) dependencies.log.info('delivering what was left in the outbox', { messages: left.length });
  for (const message of left) await deliverAndLookAgain(dependencies, message.id);
}

async function deliverAndLookAgain({ jobs, deliver, clock }: RunJobsDependencies, messageId: string): Promise<void> {
  const message = await deliver(messageId);
  if (message === null || !isWaiting(message)) return;
  await jobs.enqueue(
    { name: 'deliver-message', messageId },
    `${messageId}:${message.attempts}:${message.status}`,
    clock.now() + lookAgainMs,
  );
}

const isWaiting = ({ status }: OutboxMessage): boolean =>
  status === 'reserved' || status === 'sending' || status === 'retry' || status === 'unknown';
