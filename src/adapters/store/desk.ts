import { type ExpressionBuilder, sql } from 'kysely';
import type { MessageStatus } from '../../domain/message.ts';
import type { After, CallbackSearch, DeskStore, MessageSearch } from '../../ports/desk-store.ts';
import { toCallback } from './callback-row.ts';
import { overlappingSeats } from './callback-seats.ts';
import { toMessage } from './message-row.ts';
import type { Database, Tables } from './tables.ts';

/** Lists of callbacks and messages, a page at a time: each begins where the one before ended. */
export function deskMethods(database: Database): DeskStore {
  return {
    async findCallbacks(search) {
      const soonest = search.order === 'soonest';
      const time = soonest ? 'starts_at' : 'created_at';
      const direction = soonest ? 'asc' : 'desc';
      let query = database.selectFrom('callbacks').selectAll().where(matchingCallback(search));
      if (search.after !== undefined) query = query.where(beyond(time, direction, search.after));
      return (await query.orderBy(time, direction).orderBy('id', direction).limit(search.limit).execute()).map(
        toCallback,
      );
    },
    async seatsOfLine(span, now) {
      const rows = await overlappingSeats(database, span)
        .where((where) => where.or([where('held_until', 'is', null), where('held_until', '>', now)]))
        .execute();
      return rows.map(({ starts_at, ends_at, callback_id }) => ({
        startsAt: starts_at,
        endsAt: ends_at,
        callbackId: callback_id,
      }));
    },
    async findMessages(search) {
      let query = database.selectFrom('messages').selectAll().where(matchingMessage(search));
      if (search.after !== undefined) query = query.where(beyond('created_at', 'desc', search.after));
      const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(search.limit).execute();
      return rows.map(toMessage);
    },
    async messageHistory(messageId) {
      const rows = await database
        .selectFrom('message_history')
        .selectAll()
        .where('message_id', '=', messageId)
        .orderBy('id')
        .execute();
      return rows.map(({ at, status, vendor_status, error_code }) => ({
        at,
        status: status as MessageStatus,
        vendorStatus: vendor_status,
        errorCode: error_code,
      }));
    },
  };
}

const beyond = (time: 'starts_at' | 'created_at', direction: 'asc' | 'desc', { at, id }: After) => {
  const operator = sql.raw(direction === 'asc' ? '>' : '<');
  return sql<boolean>`(${sql.ref(time)}, id) ${operator} (${at}::int8, ${id}::text)`;
};

const matchingCallback =
  ({ siteId, lineId, states, open, from, before }: CallbackSearch) =>
  (where: ExpressionBuilder<Tables, 'callbacks'>) =>
    where.and([
      ...(siteId === undefined ? [] : [where('site_id', '=', siteId)]),
      ...(lineId === undefined ? [] : [where('line_id', '=', lineId)]),
      ...(states === undefined ? [] : [where('state', 'in', [...states])]),
      // A literal: with a parameter the planner could not tell that the partial index has these rows.
      ...(open === undefined ? [] : [sql<boolean>`open`]),
      ...(from === undefined ? [] : [where('starts_at', '>=', from)]),
      ...(before === undefined ? [] : [where('starts_at', '<', before)]),
    ]);

const matchingMessage =
  ({ siteId, lineId, callId, medium, statuses, to, from, before }: MessageSearch) =>
  (where: ExpressionBuilder<Tables, 'messages'>) =>
    where.and([
      ...(siteId === undefined ? [] : [where('site_id', '=', siteId)]),
      ...(lineId === undefined ? [] : [where('line_id', '=', lineId)]),
      ...(callId === undefined ? [] : [where('call_id', '=', callId)]),
      ...(medium === undefined ? [] : [where('medium', '=', medium)]),
      ...(statuses === undefined ? [] : [where('status', 'in', [...statuses])]),
      ...(to === undefined ? [] : [goesTo(to)]),
      ...(from === undefined ? [] : [where('created_at', '>=', from)]),
      ...(before === undefined ? [] : [where('created_at', '<', before)]),
    ]);

const goesTo = (to: NonNullable<MessageSearch['to']>) =>
  'is' in to
    ? sql<boolean>`destination = ${to.is}`
    : sql<boolean>`right(destination, ${to.endsWith.length}::int4) = ${to.endsWith}`;
