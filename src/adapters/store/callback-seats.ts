import { type Selectable, sql } from 'kysely';
import type { Seat } from '../../domain/callback.ts';
import type { Store } from '../../ports/store.ts';
import type { Database, Executor, Tables } from './tables.ts';

type Methods = Pick<Store, 'holdSeat' | 'takenSeats'>;
type Line = Pick<Seat, 'siteId' | 'lineId'>;
type Span = Line & Pick<Seat, 'startsAt' | 'endsAt'>;
type SeatRow = Selectable<Tables['callback_seats']>;

/** Who takes a seat: a call that holds it for a while, or a callback, booked by that call. */
export interface Taker {
  readonly callId: string;
  readonly callbackId: string | null;
  /** Epoch ms; null with a callback. */
  readonly until: number | null;
}

/** Seats held for running calls. */
export function seatMethods(database: Database): Methods {
  return {
    holdSeat: (seat, callId, until, now) =>
      database.transaction().execute(async (transaction) => {
        await lockSeats(transaction, seat);
        return takeSeat(transaction, seat, { callId, callbackId: null, until }, now);
      }),
    async takenSeats(line, callId, now) {
      const rows = await overlappingSeats(database, line)
        .where((where) =>
          where.or([
            where('held_until', 'is', null),
            where.and([where('held_until', '>', now), where('call_id', '<>', callId)]),
          ]),
        )
        .execute();
      return rows.map(({ starts_at, ends_at }) => ({ startsAt: starts_at, endsAt: ends_at }));
    },
  };
}

/** Whoever takes a seat of a line, or opens a callback of it, waits for the others to be done. */
export async function lockSeats(transaction: Executor, { siteId, lineId }: Line): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${siteId} ${lineId}`}, 9))`.execute(transaction);
}

/**
 * False when there is no room; then nothing has changed. Whatever overlaps counts, on the same grid of slots or not. The
 * call's own holds of the time make room, and so does the seat the callback has had. Needs the lock.
 */
export async function takeSeat(transaction: Executor, seat: Seat, taker: Taker, now: number): Promise<boolean> {
  const found = await overlappingSeats(transaction, seat).execute();
  const inTheWay = found.filter((row) => isInTheWay(row, taker, now));
  if (inTheWay.length >= seat.capacity) return false;
  await giveUp(
    transaction,
    found.filter((row) => !inTheWay.includes(row)),
  );
  if (taker.callbackId !== null) await freeSeat(transaction, taker.callbackId);
  await insert(transaction, seat, taker, lowestFree(inTheWay));
  return true;
}

export async function freeSeat(transaction: Executor, callbackId: string): Promise<void> {
  await transaction.deleteFrom('callback_seats').where('callback_id', '=', callbackId).execute();
}

/** Holds that ended before. One that a booking is about to sweep away itself is left to it. */
export async function forgetHolds(database: Database, before: number): Promise<void> {
  await database
    .deleteFrom('callback_seats')
    .where('id', 'in', (query) =>
      query.selectFrom('callback_seats').select('id').where('held_until', '<', before).forUpdate().skipLocked(),
    )
    .execute();
}

/** As the exclusion constraint compares them: its index finds them. */
export function overlappingSeats(executor: Executor, { siteId, lineId, startsAt, endsAt }: Span) {
  const same = (column: string, value: string) =>
    sql<boolean>`attendant.text_span(${sql.ref(column)}, ${sql.ref(column)}, '[]') = attendant.text_span(${value}, ${value}, '[]')`;
  return executor
    .selectFrom('callback_seats')
    .selectAll()
    .where(same('site_id', siteId))
    .where(same('line_id', lineId))
    .where(sql<boolean>`int8range(starts_at, ends_at) && int8range(${startsAt}::int8, ${endsAt}::int8)`)
    .orderBy('starts_at')
    .orderBy('id');
}

function isInTheWay(row: SeatRow, { callId, callbackId }: Taker, now: number): boolean {
  if (row.held_until === null) return row.callback_id !== callbackId;
  return row.call_id !== callId && row.held_until > now;
}

async function giveUp(transaction: Executor, rows: readonly SeatRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await transaction.deleteFrom('callback_seats').where('id', 'in', ids).execute();
}

/** Fewer are in the way than there are seats, so it is one of the line's numbers. */
function lowestFree(rows: readonly SeatRow[]): number {
  const used = new Set(rows.map((row) => row.number));
  let number = 1;
  while (used.has(number)) number += 1;
  return number;
}

async function insert(transaction: Executor, seat: Seat, taker: Taker, number: number): Promise<void> {
  await transaction
    .insertInto('callback_seats')
    .values({
      site_id: seat.siteId,
      line_id: seat.lineId,
      starts_at: seat.startsAt,
      ends_at: seat.endsAt,
      number,
      capacity: seat.capacity,
      call_id: taker.callId,
      callback_id: taker.callbackId,
      held_until: taker.until,
    })
    .execute();
}
