import type { ResolveLocal } from '../../domain/agreed-time.ts';
import type { Callback, CallbackChange } from '../../domain/callback.ts';
import type { SiteBook } from '../../domain/line-in-force.ts';
import type { CallPlacer } from '../../ports/call-placer.ts';
import type { Store } from '../../ports/store.ts';
import type { AnnounceCallback, Clock, Log, Metrics } from '../../ports.ts';

export interface CallbackRunnerDependencies {
  readonly store: Pick<
    Store,
    | 'claimCallbacks'
    | 'saveCallback'
    | 'findCallback'
    | 'callbackEvents'
    | 'scheduledCallbacks'
    | 'findCall'
    | 'findCallById'
  >;
  readonly siteBook: Pick<SiteBook, 'sites' | 'lineForNumber'>;
  readonly placer: CallPlacer;
  readonly announce: AnnounceCallback;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly publicUrl: () => string;
  /** The rules of the time zones; absent: those this process runs with. */
  readonly resolveLocal?: ResolveLocal;
  /** No new calls are placed. */
  readonly stopping: () => boolean;
}

/** Whoever claimed a callback has so long; it is no longer than the least delay of a callback now. */
export const leaseMs = 20_000;

/** The carrier's own limit of a call (twilio.com/docs/voice/twiml/dial): people are not cut off. */
export const longestCallSeconds = 14_400;

/** The saved one, or null when somebody else has changed it meanwhile: then it is theirs. */
export async function save(
  { store, log }: Pick<CallbackRunnerDependencies, 'store' | 'log'>,
  change: CallbackChange,
): Promise<Callback | null> {
  // What ends before its time gives the time back.
  const { state, startsAt, updatedAt } = change.next;
  const saved = await store.saveCallback(
    change,
    ...(state === 'blocked' && updatedAt < startsAt ? (['free'] as const) : []),
  );
  if (saved.outcome === 'saved') return saved.callback;
  log.info('a callback was changed meanwhile', { callbackId: change.next.id, outcome: saved.outcome });
  return null;
}

/** Looks again at that time. */
export function postpone(
  dependencies: Pick<CallbackRunnerDependencies, 'store' | 'log' | 'clock'>,
  callback: Callback,
  ms: number,
  reason: string,
): Promise<Callback | null> {
  const now = dependencies.clock.now();
  const until = now + ms;
  return save(dependencies, {
    next: { ...callback, nextAt: until, updatedAt: now },
    event: { type: 'waiting', actor: 'system', at: now, detail: { reason, until } },
  });
}
