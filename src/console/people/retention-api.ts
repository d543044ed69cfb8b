import { Router } from 'express';
import { retentionOf } from '../../domain/retention.ts';
import type { RetentionRun } from '../../ports/people-store.ts';
import type { ConsoleDependencies } from '../console-dependencies.ts';
import type { RetentionRunView, RetentionView } from '../contract/people.ts';

const runsShown = 30;

/** `GET /api/retention`: what each line keeps, and what the daily run has done. */
export function retentionApi({ store, siteBook }: Pick<ConsoleDependencies, 'store' | 'siteBook'>): Router {
  const router = Router();
  router.get('/retention', async (_request, response) => {
    const lines = siteBook.sites().flatMap((site) =>
      site.lines.map((line) => {
        const { keep, days } = line.retention;
        const isSiteDefault = keep === undefined && days === undefined;
        return { siteId: site.id, lineId: line.id, name: line.name, ...retentionOf(site, line), isSiteDefault };
      }),
    );
    const answer: RetentionView = { lines, runs: (await store.retentionRuns(runsShown)).map(runView) };
    response.json(answer);
  });
  return router;
}

const runView = ({ id, startedAt, endedAt, lines }: RetentionRun): RetentionRunView => ({
  id,
  startedAt,
  endedAt,
  lines: Object.entries(lines).map(([line, counts]) => ({ line, ...counts })),
});
