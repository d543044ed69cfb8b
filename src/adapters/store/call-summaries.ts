import { sql } from 'kysely';
import type { Call } from '../../domain/call.ts';
import { type CallSummary, emptySummary, endedBy, outcomeOf, summarise } from '../../domain/call-summary.ts';
import type { CallEvent } from '../../domain/event.ts';
import { backwardDigits, otherParty } from '../../domain/other-party.ts';
import { saidTypes, wordsOfCall } from '../../domain/search-words.ts';
import { toStoredCall } from './call-row.ts';
import { toJson } from './clean-text.ts';
import type { Database, Executor } from './tables.ts';

/** What is counted of a call so far. */
export interface Counted {
  readonly facts: CallSummary;
  readonly seq: number;
  readonly hasWords: boolean;
}

const dayMs = 24 * 3_600_000;
/** A call that ended this long ago and has no words yet will get none by itself. */
const settledMs = 60_000;
const eventsAtOnce = 500;
const callsAtOnce = 20;

/** A summary nothing is counted in yet. */
export function freshRow(call: Call) {
  const number = otherParty(call);
  return {
    call_id: call.id,
    site_id: call.siteId,
    line_id: call.lineId,
    direction: call.direction,
    started_at: call.startedAt,
    digits: number === null ? '' : backwardDigits(number),
    outcome: outcomeOf(emptySummary),
    seq: 0,
    facts: toJson(emptySummary),
    words: null,
    updated_at: call.startedAt,
  };
}

/**
 * Adds the events just written, the last of them number `lastSeq`, to what is counted. Whatever was written without
 * being counted, by a process of the version before, is counted with it. The caller holds the call's row.
 */
export async function countEvents(
  transaction: Executor,
  callId: string,
  counted: Counted | null,
  written: readonly CallEvent[],
  lastSeq: number,
): Promise<void> {
  const isComplete = counted !== null && counted.seq === lastSeq - written.length;
  const events = isComplete ? written : await eventsAfter(transaction, callId, counted?.seq ?? 0);
  if (counted === null) await insertFresh(transaction, callId);
  const facts = summarise(counted?.facts ?? emptySummary, events);
  const updatedAt = Math.max(0, ...events.map(({ at }) => at));
  await save(transaction, callId, { facts, seq: lastSeq, updatedAt });
  const isSaid = events.some(({ type }) => saidTypes.includes(type));
  if (facts.ended !== null && (isSaid || counted?.hasWords !== true)) await saveWords(transaction, callId);
}

/** The call is over, whatever its events say. The caller holds the call's row. */
export async function countEnd(transaction: Executor, callId: string, status: string): Promise<void> {
  const counted = await findCounted(transaction, callId);
  if (counted !== null) await save(transaction, callId, { facts: endedBy(counted.facts, status), seq: counted.seq });
}

/** One part of what `catchUpSummaries` does. False: there is more. */
export async function catchUp(database: Database, now: number): Promise<boolean> {
  const { event_id: from } = await database.selectFrom('summary_progress').select('event_id').executeTakeFirstOrThrow();
  const events = await database
    .selectFrom('events')
    .select(['id', 'call_id'])
    .where('id', '>', from)
    .orderBy('id')
    .limit(eventsAtOnce)
    .execute();
  const last = events.at(-1);
  if (last === undefined) return settleOldCalls(database, now);
  for (const callId of await callsBehind(database, [...new Set(events.map((event) => event.call_id))]))
    await recount(database, callId);
  await database
    .updateTable('summary_progress')
    .set({ event_id: sql`greatest(event_id, ${last.id}::int8)` })
    .execute();
  return events.length < eventsAtOnce && settleOldCalls(database, now);
}

async function callsBehind(database: Database, callIds: readonly string[]): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('calls')
    .leftJoin('call_summaries', 'call_summaries.call_id', 'calls.id')
    .select('calls.id')
    .where('calls.id', 'in', [...callIds])
    .where((where) =>
      where.or([
        where('call_summaries.call_id', 'is', null),
        where('call_summaries.seq', '<', where.ref('calls.last_seq')),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** Each in a transaction of its own: nobody waits for it long. */
async function recount(database: Database, callId: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const call = await transaction
      .selectFrom('calls')
      .select(['last_seq', 'status'])
      .where('id', '=', callId)
      .forUpdate()
      .executeTakeFirst();
    if (call === undefined) return;
    await countEvents(transaction, callId, await findCounted(transaction, callId), [], call.last_seq);
    if (call.status !== null) await countEnd(transaction, callId, call.status);
  });
}

/** Calls that ended without their words being kept, and those that nobody heard of for a day. */
async function settleOldCalls(database: Database, now: number): Promise<boolean> {
  const left = await database
    .selectFrom('call_summaries')
    .select('call_id')
    .where('words', 'is', null)
    .where('updated_at', '<', now - settledMs)
    .where((where) => where.or([where('outcome', '<>', 'running'), where('updated_at', '<', now - dayMs)]))
    .orderBy('updated_at')
    .limit(callsAtOnce)
    .execute();
  for (const { call_id } of left)
    await database.transaction().execute(async (transaction) => {
      await transaction.selectFrom('calls').select('id').where('id', '=', call_id).forUpdate().execute();
      await countEnd(transaction, call_id, 'unknown');
      await saveWords(transaction, call_id);
    });
  return left.length < callsAtOnce;
}

async function findCounted(executor: Executor, callId: string): Promise<Counted | null> {
  const row = await executor
    .selectFrom('call_summaries')
    .select(['facts', 'seq', sql<boolean>`words is not null`.as('has_words')])
    .where('call_id', '=', callId)
    .executeTakeFirst();
  return row === undefined ? null : { facts: row.facts as CallSummary, seq: row.seq, hasWords: row.has_words };
}

async function insertFresh(transaction: Executor, callId: string): Promise<void> {
  const row = await transaction.selectFrom('calls').selectAll().where('id', '=', callId).executeTakeFirstOrThrow();
  await transaction
    .insertInto('call_summaries')
    .values(freshRow(toStoredCall(row).call))
    .onConflict((conflict) => conflict.column('call_id').doNothing())
    .execute();
}

async function eventsAfter(executor: Executor, callId: string, seq: number): Promise<readonly CallEvent[]> {
  const rows = await executor
    .selectFrom('events')
    .select('body')
    .where('call_id', '=', callId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute();
  return rows.map(({ body }) => body as CallEvent);
}

async function save(
  transaction: Executor,
  callId: string,
  { facts, seq, updatedAt = 0 }: { facts: CallSummary; seq: number; updatedAt?: number },
): Promise<void> {
  await transaction
    .updateTable('call_summaries')
    .set({
      facts: toJson(facts),
      seq,
      outcome: outcomeOf(facts),
      updated_at: sql`greatest(updated_at, ${updatedAt}::int8)`,
    })
    .where('call_id', '=', callId)
    .execute();
}

/** Words without places: only whether they were said is ever asked. */
export async function saveWords(transaction: Executor, callId: string): Promise<void> {
  const rows = await transaction
    .selectFrom('events')
    .select('body')
    .where('call_id', '=', callId)
    .where('type', 'in', [...saidTypes])
    .orderBy('seq')
    .execute();
  const words = wordsOfCall(rows.map(({ body }) => body as CallEvent));
  await transaction
    .updateTable('call_summaries')
    .set({ words: sql`array_to_tsvector(${words}::text[])` })
    .where('call_id', '=', callId)
    .execute();
}
