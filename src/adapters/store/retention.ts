import { type Selectable, sql } from 'kysely';
import type { Recording } from '../../domain/recording.ts';
import type { CallsOfLine, DueCall, RetentionRun, RetentionStore } from '../../ports/people-store.ts';
import { enter } from './ledger.ts';
import { toRecording } from './recordings.ts';
import { redactCalls } from './redact-calls.ts';
import type { Database, Tables } from './tables.ts';

const dayMs = 86_400_000;
/** A mark that a recording is gone keeps late reports from bringing it back; nothing reports one after that. */
const marksStayMs = 30 * dayMs;
/** As its indexes have it. */
const endOfCall = sql<number>`(coalesce(ended_at, started_at + 86400000))`;

/** What is kept of calls, and for how long. */
export function retentionMethods(database: Database): RetentionStore {
  return {
    async beginRetentionRun(id, at) {
      await database
        .insertInto('retention_runs')
        .values({ id, started_at: at, ended_at: null, lines: '{}' })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      const row = await database.selectFrom('retention_runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined || row.ended_at !== null ? null : toRun(row);
    },
    async endRetentionRun(id, at) {
      await database
        .updateTable('retention_runs')
        .set({ ended_at: at })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .execute();
    },
    async retentionRuns(limit) {
      const rows = await database
        .selectFrom('retention_runs')
        .selectAll()
        .orderBy('started_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toRun);
    },
    linesWithCalls: () => linesWithCalls(database),
    async callsToRedact(calls, keep) {
      const whole = await due(database, calls, sql<boolean>`redacted is null`, true);
      if (keep !== 'metadata') return whole;
      const masked = await due(database, calls, sql<boolean>`redacted = 'no_personal_data'`, true);
      return [...whole, ...masked]
        .toSorted((a, b) => a.endedAt - b.endedAt || (a.id < b.id ? -1 : 1))
        .slice(0, calls.limit);
    },
    callsToDelete: (calls) => due(database, calls, sql<boolean>`true`, false),
    redactCalls: (callIds, keep, ledger, now) =>
      database.transaction().execute((transaction) => redactCalls(transaction, callIds, keep, ledger, now)),
    purgeRemains: (now) => purgeRemains(database, now),
    async recordingsToRemove(limit, deletionId) {
      const rows = await database
        .selectFrom('recordings')
        .selectAll()
        .where(sql<boolean>`state = 'removing'`)
        .$if(deletionId !== undefined, (query) => query.where('deletion_id', '=', deletionId ?? ''))
        .orderBy('updated_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toRecording);
    },
    async recordingRemoved(id, ledger, at) {
      await database.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('recordings')
          .set({ state: 'deleted' satisfies Recording['state'], file: null, bytes: null, updated_at: at })
          .where('id', '=', id)
          .where('state', '=', 'removing')
          .executeTakeFirst();
        if (numUpdatedRows > 0n && ledger !== null) await enter(transaction, ledger, { recordings: 1 });
      });
    },
  };
}

/** From one line to the next by the index: the number of calls does not matter. */
async function linesWithCalls(database: Database) {
  const { rows } = await sql<{ siteId: string; lineId: string }>`
    with recursive lines as (
      (select site_id, line_id from attendant.calls order by site_id, line_id limit 1)
      union all
      select next.site_id, next.line_id from lines, lateral (
        select calls.site_id, calls.line_id from attendant.calls
        where (calls.site_id, calls.line_id) > (lines.site_id, lines.line_id)
        order by calls.site_id, calls.line_id limit 1) next)
    select site_id as "siteId", line_id as "lineId" from lines`.execute(database);
  return rows;
}

/** `isWaitedFor`: messages that are still to be sent keep their call out of it, as open callbacks always do. */
async function due(
  database: Database,
  { siteId, lineId, endedBefore, after, limit }: CallsOfLine,
  which: ReturnType<typeof sql<boolean>>,
  isWaitedFor: boolean,
): Promise<readonly DueCall[]> {
  const rows = await database
    .selectFrom('calls')
    .select(['calls.id', endOfCall.as('ended')])
    .where('site_id', '=', siteId)
    .where('line_id', '=', lineId)
    .where(which)
    .where(endOfCall, '<', endedBefore)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(${endOfCall}, calls.id) > (${after?.endedAt ?? 0}::int8, ${after?.id ?? ''}::text)`),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('callbacks')
            .select('callbacks.id')
            .whereRef('callbacks.call_id', '=', 'calls.id')
            .where('open', '=', true),
        ),
      ),
    )
    .$if(isWaitedFor, (query) =>
      query.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('messages')
              .select('messages.id')
              .whereRef('messages.call_id', '=', 'calls.id')
              .where('messages.status', 'in', ['reserved', 'sending', 'retry', 'unknown']),
          ),
        ),
      ),
    )
    .orderBy(endOfCall)
    .orderBy('calls.id')
    .limit(limit)
    .execute();
  return rows.map(({ id, ended }) => ({ id, endedAt: ended }));
}

async function purgeRemains(database: Database, now: number): Promise<void> {
  const before = now - dayMs;
  const gone = database.selectFrom('messages').select('id').where(sql<boolean>`gone`).where('created_at', '<', before);
  await database.deleteFrom('message_history').where('message_id', 'in', gone).execute();
  await database.deleteFrom('messages').where(sql<boolean>`gone`).where('created_at', '<', before).execute();
  await database
    .updateTable('messages')
    .set({ destination: '', content: sql<string>`jsonb_set(content, '{to}', '""')` })
    .where(sql<boolean>`destination like 'hash:%'`)
    .where('created_at', '<', before)
    .execute();
  await database
    .deleteFrom('recordings')
    .where(sql<boolean>`state = 'deleted'`)
    .where('updated_at', '<', now - marksStayMs)
    .execute();
}

const toRun = (row: Selectable<Tables['retention_runs']>): RetentionRun => ({
  id: row.id,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  lines: row.lines as RetentionRun['lines'],
});
