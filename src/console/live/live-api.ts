import { Router } from 'express';
import type { Store } from '../../ports/store.ts';
import type { Clock } from '../../ports.ts';
import type { Live } from '../contract/live.ts';
import { masked } from '../unmask.ts';
import { liveCalls } from './live-calls.ts';

export interface LiveApiDependencies {
  readonly store: Pick<Store, 'runningCalls' | 'eventsOfCalls'>;
  readonly clock: Clock;
}

/** A call that has no end for longer than this lost it with its process. */
const longestCallMs = 12 * 3_600_000;
const mostCalls = 200;

/** `GET /api/live`: the calls in progress. A page goes on from there with the stream; each call says up to where it is told. */
export function liveApi({ store, clock }: LiveApiDependencies): Router {
  const router = Router();
  router.get('/live', async (_request, response) => {
    const now = clock.now();
    const running = await store.runningCalls(now - longestCallMs, mostCalls);
    const events = await store.eventsOfCalls(running.map(({ call }) => call.id));
    const live: Live = { now, calls: [...liveCalls(running, events, masked)] };
    response.set('Cache-Control', 'no-store').json(live);
  });
  return router;
}
