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
 * Calls come in order from an index of their starts, or, where a condition is rare, unordered from its own index and are
 * sorted. A word may be either, and only looking tells: first the newest calls are looked through; where they do not fill
 * the page, the index of words knows all there are.
 */
async function findIds(database: Database, filter: CallFilter, { limit, after }: Page): Promise<readonly string[]> {
  const { words = [], number } = filter;
  const rest = (calls: Query): Query => matching(calls, filter, after);
  if (number !== undefined) {
    const calls = rest(takenBy(database, hasDigits(number)));
    return idsOf(inOrder(words.length === 0 ? calls : calls.where(wereSaid(words)), limit));
  }
  if (words.length === 0) return walking(database, (transaction) => idsOf(inOrder(rest(allCalls(transaction)), limit)));
  const newest = await walking(database, (transaction) =>
    inOrder(rest(allCalls(transaction)), recentCalls)
      .select(wereSaid(words).as('said'))
      .execute(),
  );
  const ids = newest.filter(({ said }) => said === true).map(({ call_id }) => call_id);
  if (ids.length >= limit || newest.length < recentCalls) return ids.slice(0, limit);
  return idsOf(inOrder(rest(takenBy(database, wereSaid(words))), limit));
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

const allCalls = (executor: Executor): Query => executor.selectFrom('call_summaries').select(['call_id', 'started_at']);

/** The calls this holds for, from its own index whatever the planner thinks of other conditions: those are for later. */
function takenBy(executor: Executor, condition: RawBuilder<boolean>): Query {
  const taken = executor.selectFrom('call_summaries').selectAll().where(condition).offset(0);
  return executor.selectFrom(taken.as('taken')).select(['call_id', 'started_at']) as unknown as Query;
}

function matching(calls: Query, filter: CallFilter, after: CallPosition | undefined): Query {
  const { siteId, lineId, from, to, outcome, direction } = filter;
  let query = calls;
  if (siteId !== undefined) query = query.where('site_id', '=', siteId);
  if (lineId !== undefined) query = query.where('line_id', '=', lineId);
  if (from !== undefined) query = query.where('started_at', '>=', from);
  if (to !== undefined) query = query.where('started_at', '<', to);
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  if (direction !== undefined) query = query.where('direction', '=', direction);
  if (after === undefined) return query;
  return query.where(sql<boolean>`(started_at, call_id) < (${after.startedAt}::int8, ${after.id}::text)`);
}

/** A range rather than a pattern: nothing in it is a wildcard, and the index is in this order. */
function hasDigits({ digits, whole }: NonNullable<CallFilter['number']>): RawBuilder<boolean> {
  const backwards = [...digits].toReversed().join('');
  if (whole) return sql`digits = ${backwards}::text`;
  return sql`digits >= ${backwards}::text and digits < ${`${backwards}:`}::text`;
}

/** Words hold letters and digits only; they are quoted all the same. */
function wereSaid(words: readonly string[]): RawBuilder<boolean> {
  const { all, beginning } = wantedWords(words);
  const wanted = [...all.map(quoted), ...(beginning === null ? [] : [`${quoted(beginning)}:*`])].join(' & ');
  return sql<boolean>`words @@ ${wanted}::tsquery`;
}

const quoted = (word: string): string => `'${word.replace(/['\\]/g, (sign) => sign + sign)}'`;

const inOrder = (query: Query, limit: number): Query =>
  query.orderBy('started_at', 'desc').orderBy('call_id', 'desc').limit(limit);

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
