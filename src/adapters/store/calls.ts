import { sql } from 'kysely';
import type { CallSummary } from '../../domain/call-summary.ts';
import type { CallEvent, StoredCallEvent } from '../../domain/event.ts';
import type { NewCall, Store, StoredCall } from '../../ports/store.ts';
import { toCallRow, toStoredCall } from './call-row.ts';
import { type Counted, countEnd, countEvents, freshRow } from './call-summaries.ts';
import { toJson } from './clean-text.ts';
import { refuseUnfinished } from './commands.ts';
import type { Database, Executor } from './tables.ts';

type CallMethods = Pick<
  Store,
  'openCall' | 'findCall' | 'findCallById' | 'endCall' | 'openCalls' | 'recentCalls' | 'appendEvents' | 'eventsOfCall'
>;

/** Calls, and what happened in them. */
export function callMethods(database: Database): CallMethods {
  const bySid = async (callSid: string): Promise<StoredCall | null> => {
    const row = await database.selectFrom('calls').selectAll().where('call_sid', '=', callSid).executeTakeFirst();
    return row === undefined ? null : toStoredCall(row);
  };
  return {
    async openCall({ call, siteVersion }) {
      const isNew = await insertCall(database, { call, siteVersion });
      if (isNew) return { stored: { call, siteVersion, status: null, endedAt: null }, created: true };
      const known = await bySid(call.callSid);
      return { stored: known ?? { call, siteVersion, status: null, endedAt: null }, created: false };
    },
    findCall: bySid,
    async findCallById(callId) {
      const row = await database.selectFrom('calls').selectAll().where('id', '=', callId).executeTakeFirst();
      return row === undefined ? null : toStoredCall(row);
    },
    async endCall(callId, { status, at }) {
      await database.transaction().execute(async (transaction) => {
        const ended = await transaction
          .updateTable('calls')
          .set({ status, ended_at: at })
          .where('id', '=', callId)
          .where('status', 'is', null)
          .returning('id')
          .executeTakeFirst();
        if (ended !== undefined) await countEnd(transaction, callId, status);
      });
      await refuseUnfinished(database, callId, at);
    },
    async openCalls(limit) {
      const rows = await database
        .selectFrom('calls')
        .selectAll()
        .where('status', 'is', null)
        .orderBy('started_at')
        .limit(limit)
        .execute();
      return rows.map(toStoredCall);
    },
    async recentCalls(limit) {
      const rows = await database.selectFrom('calls').selectAll().orderBy('started_at', 'desc').limit(limit).execute();
      return rows.map(toStoredCall);
    },
    appendEvents: (events) => appendEvents(database, events),
    async eventsOfCall(callId) {
      const rows = await database
        .selectFrom('events')
        .selectAll()
        .where('call_id', '=', callId)
        .orderBy('seq')
        .execute();
      return rows.map((row) => ({ ...(row.body as CallEvent), callId, seq: row.seq, id: row.id }) as StoredCallEvent);
    },
  };
}

/**
 * The call's row hands out the sequence numbers. One append at a time, across processes: ids become visible in their
 * order, so that whoever follows the log by id misses none.
 */
async function appendEvents(database: Database, events: Parameters<Store['appendEvents']>[0]): Promise<void> {
  const byCall = Map.groupBy(events, ({ callId }) => callId);
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('attendant events', 7))`.execute(transaction);
    for (const [callId, own] of [...byCall].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const numbered = await takeNumbers(transaction, callId, own.length);
      // A call that is not there (deleted at its caller's wish) has no events.
      if (numbered === null) continue;
      const { lastSeq, counted } = numbered;
      const rows = own.map(({ event }, index) => ({
        call_id: callId,
        seq: lastSeq - own.length + index + 1,
        at: event.at,
        type: event.type,
        body: toJson(event),
      }));
      await transaction.insertInto('events').values(rows).execute();
      const written = own.map(({ event }) => event);
      await countEvents(transaction, callId, counted, written, lastSeq);
    }
  });
}

/** The number of the last of so many new events, and what is counted of those before. */
async function takeNumbers(
  transaction: Executor,
  callId: string,
  events: number,
): Promise<{ readonly lastSeq: number; readonly counted: Counted | null } | null> {
  const row = await transaction
    .updateTable('calls')
    .set({ last_seq: sql`last_seq + ${events}` })
    .where('id', '=', callId)
    .returning((column) => [
      'last_seq',
      ...(['facts', 'seq'] as const).map((name) =>
        column.selectFrom('call_summaries').select(name).whereRef('call_id', '=', 'calls.id').as(name),
      ),
      column
        .selectFrom('call_summaries')
        .select(sql<boolean>`words is not null`.as('has_words'))
        .whereRef('call_id', '=', 'calls.id')
        .as('has_words'),
    ])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { last_seq: lastSeq, facts, seq, has_words } = row as unknown as NumberedRow;
  const counted = seq === null ? null : { facts: facts as CallSummary, seq, hasWords: has_words === true };
  return { lastSeq, counted };
}

interface NumberedRow {
  readonly last_seq: number;
  readonly facts: unknown;
  readonly seq: number | null;
  readonly has_words: boolean | null;
}

/** With its empty summary, in one statement: a webhook waits for it. False: the call is known. */
async function insertCall(database: Database, { call, siteVersion }: NewCall): Promise<boolean> {
  const row = freshRow(call);
  const inserted = await database
    .with('opened', (within) =>
      within
        .insertInto('calls')
        .values({ ...toCallRow(call), site_version: siteVersion })
        .onConflict((conflict) => conflict.column('call_sid').doNothing())
        .returning(['id', 'site_id', 'line_id', 'direction', 'started_at']),
    )
    .insertInto('call_summaries')
    .columns([
      'call_id',
      'site_id',
      'line_id',
      'direction',
      'started_at',
      'updated_at',
      'digits',
      'outcome',
      'seq',
      'facts',
    ])
    .expression((from) =>
      from
        .selectFrom('opened')
        .select(['id', 'site_id', 'line_id', 'direction', 'started_at', 'started_at as updated_at'])
        .select([
          sql<string>`${row.digits}::text`.as('digits'),
          sql<string>`${row.outcome}::text`.as('outcome'),
          sql<number>`0`.as('seq'),
          sql<string>`${row.facts}::jsonb`.as('facts'),
        ]),
    )
    .returning('call_id')
    .executeTakeFirst();
  return inserted !== undefined;
}
