import { sql } from 'kysely';
import type { MessageStatus, OutboxMessage } from '../../domain/message.ts';
import type { Store } from '../../ports.ts';
import type { Database, StoreTransaction } from './database.ts';
import { type MessageRow, recordHistory, toMessage } from './message-row.ts';

interface VendorStatus {
  readonly status: MessageStatus;
  readonly vendorStatus: string;
  readonly errorCode: string | null;
  readonly at: number;
}

const RANK: Record<MessageStatus, number> = {
  reserved: 0,
  sending: 1,
  retry: 1,
  unknown: 1,
  sent: 2,
  delivered: 3,
  undelivered: 3,
  failed: 3,
};
const TERMINAL = 3;

/** A callback can overtake the answer that tells us the vendor's id: it is kept until that id is stored. */
export function storeStatuses(database: Database): Pick<Store, 'recordMessageStatus'> {
  return {
    recordMessageStatus: (vendorId, status, detail) =>
      database.transaction().execute(async (transaction) => {
        await lockVendorId(transaction, vendorId);
        const row = await findByVendorId(transaction, vendorId);
        if (row !== null) return toMessage(await apply(transaction, row, { status, ...detail }));
        await transaction
          .insertInto('attendant.early_statuses')
          .values({
            vendor_id: vendorId,
            status,
            vendor_status: detail.vendorStatus,
            error_code: detail.errorCode,
            at: detail.at,
          })
          .execute();
        return null;
      }),
  };
}

/** Applies what came before the vendor's id was known. Needs its lock. */
export async function applyEarlyStatuses(transaction: StoreTransaction, row: MessageRow): Promise<OutboxMessage> {
  const { vendor_id: vendorId } = row;
  if (vendorId === null) return toMessage(row);
  const early = await transaction
    .deleteFrom('attendant.early_statuses')
    .where('vendor_id', '=', vendorId)
    .returningAll()
    .execute();
  let current = row;
  for (const one of early.sort((a, b) => a.id - b.id)) {
    const status = one.status as MessageStatus;
    const detail = { vendorStatus: one.vendor_status, errorCode: one.error_code, at: one.at };
    current = await apply(transaction, current, { status, ...detail });
  }
  return toMessage(current);
}

/** Keeps the callback and the storing of the id apart, whichever comes first. */
export async function lockVendorId(transaction: StoreTransaction, vendorId: string): Promise<void> {
  const key = `attendant vendor ${vendorId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(transaction);
}

async function findByVendorId(transaction: StoreTransaction, vendorId: string): Promise<MessageRow | null> {
  const row = await transaction
    .selectFrom('attendant.messages')
    .selectAll()
    .where('vendor_id', '=', vendorId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

async function apply(transaction: StoreTransaction, row: MessageRow, news: VendorStatus): Promise<MessageRow> {
  const rank = RANK[row.status as MessageStatus];
  const applied = rank < TERMINAL && RANK[news.status] >= rank;
  await recordHistory(transaction, row.id, {
    status: news.status,
    source: 'vendor',
    attempts: row.attempts,
    vendor_status: news.vendorStatus,
    error_code: news.errorCode,
    applied,
    at: news.at,
  });
  if (!applied) return row;
  return transaction
    .updateTable('attendant.messages')
    .set({ status: news.status, error_code: news.errorCode, updated_at: news.at })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
