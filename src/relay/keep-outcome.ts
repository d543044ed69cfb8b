import type { CommandOutcome } from '../domain/operator-command.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Log } from '../ports.ts';

const tries = 10;
const waitMs = 2000;

/** Writes what became of a command, behind the call; tried again for a while when the store is away. */
export function keepOutcome(
  dependencies: { readonly store: Pick<Store, 'finishCommand'>; readonly clock: Clock; readonly log: Log },
  commandId: string,
  outcome: CommandOutcome,
): void {
  const { store, clock, log } = dependencies;
  const at = clock.now();
  const write = (left: number): void => {
    store.finishCommand(commandId, outcome, at).catch((error: unknown) => {
      if (left > 1) clock.after(waitMs, () => write(left - 1));
      else log.error('the outcome of a command could not be kept', { commandId, error });
    });
  };
  write(tries);
}
