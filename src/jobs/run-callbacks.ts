import type { Callback } from '../domain/callback.ts';
import type { Cancel } from '../ports.ts';
import { handleCallback } from './callbacks/handle-callback.ts';
import { realignCallbacks } from './callbacks/realign-callbacks.ts';
import { type CallbackRunnerDependencies, leaseMs } from './callbacks/runner-ports.ts';

export interface CallbackRunner {
  start(): void;
  /** Places no more calls; what is being done is finished. */
  stop(): Promise<void>;
  /** There may be something to do at once. */
  nudge(): void;
}

const everyMs = 1000;
const realignEveryMs = 3_600_000;
const atATime = 20;
const sideBySide = 10;

/**
 * Places callbacks when they are due, reminds of them, and looks after what their calls came to. Any number of processes
 * may run one: each callback is claimed by one of them, and every step is saved under the version that was claimed.
 */
export function createCallbackRunner(ports: Omit<CallbackRunnerDependencies, 'stopping'>): CallbackRunner {
  let stopped = true;
  let working: Promise<void> | null = null;
  let again = false;
  let failing = false;
  let realigning: Promise<void> = Promise.resolve();
  let cancelLook: Cancel = () => {};
  let cancelRealign: Cancel = () => {};
  const dependencies: CallbackRunnerDependencies = { ...ports, stopping: () => stopped };
  const { clock } = ports;

  function look(): void {
    if (stopped) return;
    if (working !== null) {
      again = true;
      return;
    }
    again = false;
    working = workOff(dependencies)
      .then(() => {
        failing = false;
      }, failed)
      .finally(() => {
        working = null;
        if (again) look();
      });
  }

  /** Said once for as long as it lasts. */
  function failed(error: unknown): void {
    if (!failing) ports.log.error('callbacks could not be claimed', { error });
    failing = true;
  }

  function everySecond(): void {
    look();
    cancelLook = clock.after(everyMs, everySecond);
  }

  function everyHour(): void {
    realigning = realigning.then(() => realignCallbacks(dependencies));
    cancelRealign = clock.after(realignEveryMs, everyHour);
  }

  return {
    start() {
      if (!stopped) return;
      stopped = false;
      everySecond();
      everyHour();
    },
    async stop() {
      stopped = true;
      cancelLook();
      cancelRealign();
      await Promise.all([working, realigning]);
    },
    nudge: look,
  };
}

/** Until nothing is due. */
async function workOff(dependencies: CallbackRunnerDependencies): Promise<void> {
  const { store, clock, stopping } = dependencies;
  while (!stopping()) {
    const claimed = await store.claimCallbacks(clock.now(), leaseMs, atATime);
    if (claimed.length === 0) return;
    const waiting = [...claimed];
    await Promise.all(Array.from({ length: sideBySide }, () => handleAll(dependencies, waiting)));
  }
}

async function handleAll(dependencies: CallbackRunnerDependencies, waiting: Callback[]): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { id } = next;
    await handleCallback(dependencies, next).catch((error: unknown) =>
      dependencies.log.error('a callback could not be looked after', { callbackId: id, error }),
    );
  }
}
