import type { SiteBook } from '../domain/line-in-force.ts';
import { REDACTION_GRACE_MS, type Retention, retentionOf } from '../domain/retention.ts';
import type { CallsOfLine, DueCall, Ledger, RetentionRun } from '../ports/people-store.ts';
import { type RemoveRecordingsDependencies, removeRecordings } from './remove-recordings.ts';

export interface ApplyRetentionDependencies extends RemoveRecordingsDependencies {
  readonly siteBook: Pick<SiteBook, 'sites'>;
}

const dayMs = 86_400_000;
/** Of calls, in one transaction. */
const atATime = 20;
/** A file of contacts that nobody applied, and what was shown of one that was. */
const importsStayMs = dayMs;

interface LineOfRun {
  readonly siteId: string;
  readonly lineId: string;
  readonly retention: Retention;
  readonly ledger: Ledger;
}

/** The day a run is for. */
export const retentionDay = (now: number): string => new Date(now).toISOString().slice(0, 10);

/**
 * Takes out of the calls of each line what is not to be kept and deletes those whose days are over: once a day, whichever
 * process does it. In small transactions, each of which leaves nothing to be done twice, so that whoever comes after a
 * crash goes on with the same run. Throws when it is to be tried again.
 */
export function createApplyRetention(dependencies: ApplyRetentionDependencies): (runId: string) => Promise<void> {
  return async (runId) => {
    const { store, clock, log } = dependencies;
    const run = await store.beginRetentionRun(runId, clock.now());
    if (run === null) return;
    for (const line of await linesOf(dependencies, run)) {
      await deleteOld(dependencies, line);
      await redactEnded(dependencies, line);
    }
    await store.purgeRemains(clock.now());
    await store.forgetImports(clock.now() - importsStayMs);
    const left = await removeRecordings(dependencies, { kind: 'retention', id: runId, lineKey: 'recordings' });
    if (left > 0) log.warn('recordings are still to be removed; the next run tries again', { recordings: left });
    await store.endRetentionRun(runId, clock.now());
    await tell(dependencies, runId);
  };
}

/** Lines no file has any more are held to what their site says; a site that is gone altogether is left alone. */
async function linesOf(
  { store, siteBook, log }: ApplyRetentionDependencies,
  { id }: RetentionRun,
): Promise<readonly LineOfRun[]> {
  const sites = siteBook.sites();
  return (await store.linesWithCalls()).flatMap(({ siteId, lineId }) => {
    const site = sites.find((one) => one.id === siteId);
    if (site === undefined) {
      log.warn('calls are kept: their site is in no file any more', { siteId, lineId });
      return [];
    }
    const line = site.lines.find((one) => one.id === lineId) ?? null;
    const ledger: Ledger = { kind: 'retention', id, lineKey: `${siteId}/${lineId}` };
    return [{ siteId, lineId, retention: retentionOf(site, line), ledger }];
  });
}

async function deleteOld({ store, clock }: ApplyRetentionDependencies, line: LineOfRun): Promise<void> {
  const { days } = line.retention;
  if (days === 'forever') return;
  const endedBefore = clock.now() - days * dayMs;
  await eachBatch(
    line,
    endedBefore,
    (calls) => store.callsToDelete(calls),
    (ids) => store.deleteCalls(ids, line.ledger, clock.now()),
  );
}

async function redactEnded({ store, clock }: ApplyRetentionDependencies, line: LineOfRun): Promise<void> {
  const { keep } = line.retention;
  if (keep === 'everything') return;
  await eachBatch(
    line,
    clock.now() - REDACTION_GRACE_MS,
    (calls) => store.callsToRedact(calls, keep),
    (ids) => store.redactCalls(ids, keep, line.ledger, clock.now()),
  );
}

async function eachBatch(
  { siteId, lineId }: LineOfRun,
  endedBefore: number,
  find: (calls: CallsOfLine) => Promise<readonly DueCall[]>,
  apply: (callIds: readonly string[]) => Promise<unknown>,
): Promise<void> {
  for (let after: DueCall | null = null; ; ) {
    const found: readonly DueCall[] = await find({ siteId, lineId, endedBefore, after, limit: atATime });
    const last = found.at(-1);
    if (last === undefined) return;
    after = last;
    await apply(found.map(({ id }) => id));
  }
}

async function tell({ store, log }: ApplyRetentionDependencies, runId: string): Promise<void> {
  const done = (await store.retentionRuns(7)).find(({ id }) => id === runId);
  const lines = Object.entries(done?.lines ?? {});
  if (lines.length === 0) return log.info('retention: nothing was due', { day: runId });
  for (const [line, counts] of lines) log.info('retention was applied', { day: runId, line, ...counts });
}
