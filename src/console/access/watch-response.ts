import type { Response } from 'express';
import type { Clock } from '../../ports.ts';
import type { Entry } from './door.ts';

const everyMs = 30_000;

/** An answer that goes on and on, as a stream of events, does so for as long as its reader may read it. */
export function endWhenOver(response: Response, { holds }: Pick<Entry, 'holds'>, clock: Clock): void {
  let cancel = (): void => {};
  const look = (): void => {
    cancel = clock.after(everyMs, () => void check());
  };
  const check = async (): Promise<void> => {
    // A store that is away for a moment says nothing about the reader.
    const still = await holds().catch(() => true);
    if (response.closed) return;
    if (still) look();
    else response.destroy();
  };
  response.once('close', () => cancel());
  look();
}
