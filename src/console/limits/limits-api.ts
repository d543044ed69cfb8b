import { Router } from 'express';
import type { Refusal } from '../../ports/operations-store.ts';
import type { ConsoleDependencies } from '../console-dependencies.ts';
import type { Limits } from '../contract/limits.ts';
import { type Shown, shownTo } from '../unmask.ts';
import { siteUsage } from './site-usage.ts';

const dayMs = 86_400_000;
const mostRefusals = 200;

/** `GET /api/limits`: what is used and left, and who was refused in the last 24 hours. */
export function limitsApi(dependencies: ConsoleDependencies): Router {
  const { store, siteBook, clock } = dependencies;
  const router = Router();
  router.get('/limits', async (request, response) => {
    const shown = await shownTo(dependencies, request, response, 'limits');
    if (shown === null) return;
    const at = clock.now();
    const since = at - dayMs;
    const [calls, callbacks, counts, latest] = await Promise.all([
      store.openCallCounts(),
      store.openCallbackCounts(),
      store.refusalCounts(since),
      store.refusals(since, mostRefusals),
    ]);
    const sites = await Promise.all(
      siteBook.sites().map((site) => siteUsage({ store, shown, at, calls, callbacks }, site)),
    );
    const refusals = { since, counts: [...counts], latest: latest.map((refusal) => refusalView(refusal, shown)) };
    response.json({ at, sites, refusals } satisfies Limits);
  });
  return router;
}

const refusalView = ({ number, say, ...refusal }: Refusal, shown: Shown) => ({
  ...refusal,
  caller: number === null ? 'withheld' : shown.number(number),
  say: shown.text(say),
});
