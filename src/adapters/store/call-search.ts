import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { CallOutcome, CallSummary } from '../../domain/call-summary.ts';
import type { Callback } from '../../domain/callback.ts';
import { wantedWords } from '../../domain/search-words.ts';
import type { CallFilter, CallPosition, CallSearchStore, FoundCall } from '../../ports/call-search-store.ts';
import { type CallRow, toStoredCall } from './call-row.ts';
import { catchUp } from './call-summaries.ts';
import type { Database, Executor, Tables } from './tables.ts';

/** Where words are looked for first: so many of the newest calls that the other conditions leave. */
const recentCalls = 600;

type Page = Parameters<CallSearchStore['searchCalls']>[1];
type Query = SelectQueryBuilder<Tables, 'call_summaries', { call_id: string; started_at: number }>;

/** Finding calls, and what remains of them beside their events. */
export function callSearchMethods(database: Database): CallSearchStore {
  return {
    searchCalls: (filter, page) => searchCalls(database, filter, page),
    async findSummary(callId) {
      return (await loadFound(database, [callId]))[0] ?? null;
    },
    catchUpSummaries: (now) => catchUp(database, now),
    messageStepsOfCall: (callId) => messageSteps(database, callId),
  };
}

async function searchCalls(database: Database, filter: CallFilter, page: Page): Promise<readonly FoundCall[]> {
  const ids = await findIds(database, filter, page);
  return ids.length === 0 ? [] : loadFound(database, ids);
}

/**
 * Calls come in order from an index of their starts, or, where the condition is rare, unordered from its own index and
 * are sorted. A word may be either, and only looking tells: first the newest calls are looked through; where they do not
 * fill the page, the index of words knows all there are.
 */
async function findIds(database: Database, filter: CallFilter, page: Page): Promise<readonly string[]> {
  const words = filter.words ?? [];
  const base = matching(database, filter, page.after);
  if (filter.number !== undefined) return idsOf(sorted(withWords(base, words), page.limit));
  const ids = await walking(database, (transaction) => {
    const calls = matching(transaction, filter, page.after);
    return idsOf(words.length === 0 ? inOrder(calls, page.limit) : amongRecent(transaction, calls, words, page.limit));
  });
  if (words.length === 0 || ids.length >= page.limit) return ids;
  return idsOf(sorted(withWords(base, words), page.limit));
}

/**
 * With an index that is in the order wanted, never by sorting all there are: without statistics, which the embedded
 * database has none of, the planner takes the calls of a line for a handful.
 */
function walking<T>(database: Database, work: (transaction: Executor) => Promise<T>): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    await sql`set local enable_sort = off`.execute(transaction);
    return work(transaction);
  });
}

function amongRecent(executor: Executor, calls: Query, words: readonly string[], limit: number) {
  const recent = inOrder(calls, recentCalls).select('words');
  return executor
    .with('recent', () => recent)
    .selectFrom('recent')
    .select('call_id')
    .where(wereSaid(words))
    .orderBy('started_at', 'desc')
    .orderBy('call_id', 'desc')
    .limit(limit);
}

function matching(database: Executor, filter: CallFilter, after: CallPosition | undefined): Query {
  const { siteId, lineId, from, to, outcome, direction, number } = filter;
  let query: Query = database.selectFrom('call_summaries').select(['call_id', 'started_at']);
  if (siteId !== undefined) query = query.where('site_id', '=', siteId);
  if (lineId !== undefined) query = query.where('line_id', '=', lineId);
  if (from !== undefined) query = query.where('started_at', '>=', from);
  if (to !== undefined) query = query.where('started_at', '<', to);
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  if (direction !== undefined) query = query.where('direction', '=', direction);
  if (number !== undefined) query = withDigits(query, number);
  if (after !== undefined)
    query = query.where(sql<boolean>`(started_at, call_id) < (${after.startedAt}::int8, ${after.id}::text)`);
  return query;
}

/** A range rather than a pattern: nothing in it is a wildcard, and the index is in this order. */
function withDigits(query: Query, { digits, whole }: NonNullable<CallFilter['number']>): Query {
  const backwards = [...digits].toReversed().join('');
  if (whole) return query.where('digits', '=', backwards);
  return query.where('digits', '>=', backwards).where('digits', '<', `${backwards}:`);
}

const withWords = (query: Query, words: readonly string[]): Query =>
  words.length === 0 ? query : query.where(wereSaid(words));

/** Words hold letters and digits only; they are quoted all the same. */
function wereSaid(words: readonly string[]): RawBuilder<boolean> {
  const { all, beginning } = wantedWords(words);
  const wanted = [...all.map(quoted), ...(beginning === null ? [] : [`${quoted(beginning)}:*`])].join(' & ');
  return sql<boolean>`words @@ ${wanted}::tsquery`;
}

const quoted = (word: string): string => `'${word.replace(/['\\]/g, (sign) => sign + sign)}'`;

const inOrder = (query: Query, limit: number): Query =>
  query.orderBy('started_at', 'desc').orderBy('call_id', 'desc').limit(limit);

/** By an expression no index is in the order of: the planner must not walk all calls for the few that are wanted. */
const sorted = (query: Query, limit: number): Query =>
  query.orderBy(sql`started_at + 0`, 'desc').orderBy('call_id', 'desc').limit(limit);

const idsOf = async (query: { execute(): Promise<{ call_id: string }[]> }): Promise<readonly string[]> =>
  (await query.execute()).map(({ call_id }) => call_id);

/** All that a row shows, newest first. Each part is one look into an index per call. */
async function loadFound(database: Database, ids: readonly string[]): Promise<readonly FoundCall[]> {
  const rows = await database
    .selectFrom('calls')
    .innerJoin('call_summaries', 'call_summaries.call_id', 'calls.id')
    .selectAll('calls')
    .select(['call_summaries.outcome', 'call_summaries.facts'])
    .select((column) => [
      column
        .selectFrom('messages')
        .select(sql<number>`count(*)::int4`.as('count'))
        .whereRef('messages.call_id', '=', 'calls.id')
        .where('medium', 'in', ['sms', 'email'])
        .where('messages.status', 'in', ['sent', 'delivered', 'undelivered'])
        .as('messages'),
      column
        .selectFrom('callbacks')
        .select(sql<string>`callbacks.id || ' ' || callbacks.state`.as('callback'))
        .whereRef('callbacks.call_id', '=', 'calls.id')
        .orderBy('created_at', 'desc')
        .orderBy('callbacks.id', 'desc')
        .limit(1)
        .as('callback'),
      column
        .exists(
          column
            .selectFrom('recordings')
            .select('recordings.id')
            .whereRef('recordings.call_id', '=', 'calls.id')
            .where('recordings.state', 'in', ['reported', 'stored']),
        )
        .as('recorded'),
      column
        .selectFrom('contact_identifiers')
        .innerJoin('contacts', (join) =>
          join
            .onRef('contacts.id', '=', 'contact_identifiers.contact_id')
            .onRef('contacts.site_id', '=', 'contact_identifiers.site_id'),
        )
        .select('contacts.name')
        .whereRef('contact_identifiers.site_id', '=', 'calls.site_id')
        .where('call_summaries.digits', '<>', '')
        .where('identifier', '=', sql<string>`'+' || reverse(call_summaries.digits)`)
        .as('contact'),
    ])
    .where('calls.id', 'in', [...ids])
    .orderBy('calls.started_at', 'desc')
    .orderBy('calls.id', 'desc')
    .execute();
  return rows.map(toFound);
}

interface FoundRow extends CallRow {
  outcome: string;
  facts: unknown;
  messages: number | null;
  callback: string | null;
  recorded: unknown;
  contact: string | null;
}

function toFound(row: FoundRow): FoundCall {
  const [id, state] = row.callback?.split(' ') ?? [];
  return {
    ...toStoredCall(row),
    outcome: row.outcome as CallOutcome,
    summary: row.facts as CallSummary,
    contact: row.contact,
    messages: row.messages ?? 0,
    callback: id === undefined || state === undefined ? null : { id, state: state as Callback['state'] },
    recorded: row.recorded === true,
  };
}

async function messageSteps(database: Database, callId: string) {
  return database
    .selectFrom('message_history')
    .innerJoin('messages', 'messages.id', 'message_history.message_id')
    .select([
      'message_history.message_id as messageId',
      'message_history.at',
      'message_history.status',
      'message_history.vendor_status as vendorStatus',
      'message_history.error_code as errorCode',
    ])
    .where('messages.call_id', '=', callId)
    .orderBy('message_history.id')
    .execute();
}
