import { type Selectable, sql } from 'kysely';
import {
  type Callback,
  type CallbackChange,
  type CallbackEvent,
  isOpenCallback,
  type Seat,
} from '../../domain/callback.ts';
import type { BookedCallback, SavedCallback } from '../../ports/callback-store.ts';
import { toCallback, toCallbackRow } from './callback-row.ts';
import { freeSeat, lockSeats, takeSeat } from './callback-seats.ts';
import { toJson } from './clean-text.ts';
import type { Executor, Tables } from './tables.ts';

type Row = Selectable<Tables['callbacks']>;
const saved = (row: Row) => ({ outcome: 'saved', callback: toCallback(row) }) as const;

/** The callback, its first event and its seat in one transaction. */
export async function bookCallback(
  transaction: Executor,
  { next, event }: CallbackChange,
  seat: Seat | null,
): Promise<BookedCallback> {
  await lockSeats(transaction, next);
  const same = await ofToolCall(transaction, next);
  if (same !== undefined) return { outcome: 'duplicate', callback: toCallback(same) };
  const open = await openBesides(transaction, next);
  if (open !== undefined) return { outcome: 'open', callback: toCallback(open) };
  const { id: callbackId, callId, updatedAt } = next;
  if (seat !== null && !(await takeSeat(transaction, seat, { callId, callbackId, until: null }, updatedAt)))
    return { outcome: 'slot_taken' };
  const row = await transaction
    .insertInto('callbacks')
    .values(toCallbackRow(next))
    .returningAll()
    .executeTakeFirstOrThrow();
  await append(transaction, next.id, event);
  return { outcome: 'booked', callback: toCallback(row) };
}

/**
 * The next state of a callback that nobody has changed since it was read. The line's lock is taken before the row, and
 * only where it is needed, so that the runner's changes wait for no booking.
 */
export async function saveCallback(
  transaction: Executor,
  change: CallbackChange,
  seat: Seat | 'free' | undefined,
  heldBy: string,
): Promise<SavedCallback> {
  const { next } = change;
  const before = await current(transaction, next).executeTakeFirst();
  // Of one that was emptied nothing can come any more.
  if (before === undefined || before.redacted) return { outcome: 'stale' };
  const opens = isOpenCallback(next) && !takesSamePlace(before, next);
  if (opens || seat !== undefined) {
    await lockSeats(transaction, next);
    if ((await current(transaction, next).forUpdate().executeTakeFirst()) === undefined) return { outcome: 'stale' };
  }
  const open = opens ? await openBesides(transaction, next) : undefined;
  if (open !== undefined) return { outcome: 'open', callback: toCallback(open) };
  if (!(await changeSeat(transaction, next, seat, heldBy))) return { outcome: 'slot_taken' };
  const row = await write(transaction, change);
  return row === undefined ? { outcome: 'stale' } : saved(row);
}

/** It is the one open callback of this number and line already. */
const takesSamePlace = (before: Row, next: Callback): boolean =>
  before.open && before.phone === next.phone && before.site_id === next.siteId && before.line_id === next.lineId;

async function changeSeat(
  transaction: Executor,
  { id: callbackId, updatedAt }: Callback,
  seat: Seat | 'free' | undefined,
  callId: string,
): Promise<boolean> {
  if (seat === undefined) return true;
  if (seat !== 'free') return takeSeat(transaction, seat, { callId, callbackId, until: null }, updatedAt);
  await freeSeat(transaction, callbackId);
  return true;
}

/** Undefined: another version of it is stored by now. */
async function write(transaction: Executor, { next, event }: CallbackChange): Promise<Row | undefined> {
  const row = await transaction
    .updateTable('callbacks')
    .set(toCallbackRow({ ...next, version: next.version + 1 }))
    .where('id', '=', next.id)
    .where('version', '=', next.version)
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) await append(transaction, next.id, event);
  return row;
}

const current = (transaction: Executor, { id, version }: Callback) =>
  transaction.selectFrom('callbacks').selectAll().where('id', '=', id).where('version', '=', version);

const ofToolCall = (transaction: Executor, { callId, toolCallId }: Callback) =>
  transaction
    .selectFrom('callbacks')
    .selectAll()
    .where('call_id', '=', callId)
    .where('tool_call_id', '=', toolCallId)
    .executeTakeFirst();

const openBesides = (transaction: Executor, { id, siteId, lineId, phone }: Callback) =>
  transaction
    .selectFrom('callbacks')
    .selectAll()
    .where('phone', '=', phone)
    .where('site_id', '=', siteId)
    .where('line_id', '=', lineId)
    // A literal: with a parameter the planner could not tell that the partial index has these rows.
    .where(sql<boolean>`open`)
    .where('id', '<>', id)
    .executeTakeFirst();

async function append(transaction: Executor, callbackId: string, event: CallbackEvent): Promise<void> {
  await transaction
    .insertInto('callback_events')
    .values({
      callback_id: callbackId,
      at: event.at,
      type: event.type,
      actor: event.actor,
      detail: toJson(event.detail),
    })
    .execute();
}
