import { sql } from 'kysely';
import type { MessageStatus, OutboxMessage } from '../../domain/message.ts';
import type { DeliveryReport, Store } from '../../ports.ts';
import { toMessage } from './message-row.ts';
import { reserveMessage } from './reserve-message.ts';
import type { Database, Executor } from './tables.ts';

type Methods = Pick<
  Store,
  | 'reserveMessage'
  | 'claimMessage'
  | 'reportDelivery'
  | 'undeliveredMessages'
  | 'recordMessageStatus'
  | 'messagesOfCall'
  | 'findMessage'
  | 'vendorIdsTo'
>;
/** Writes the delivery job in the reservation's own transaction. */
export type EnqueueDelivery = (transaction: Executor, message: OutboxMessage) => Promise<void>;

const terminal: readonly MessageStatus[] = ['delivered', 'undelivered', 'failed'];
const waiting: readonly MessageStatus[] = ['reserved', 'sending', 'retry', 'unknown'];

/** The outbox. */
export function messageMethods(database: Database, enqueue: EnqueueDelivery): Methods {
  return {
    reserveMessage: (message, caps) =>
      database.transaction().execute(async (transaction) => {
        const reserved = await reserveMessage(transaction, message, caps);
        if (reserved.outcome === 'reserved') await enqueue(transaction, reserved.message);
        return reserved;
      }),
    claimMessage: (messageId, now, leaseMs) => claim(database, messageId, now, leaseMs),
    reportDelivery: (messageId, attempts, report, now) =>
      database.transaction().execute((transaction) => settle(transaction, messageId, attempts, report, now)),
    async undeliveredMessages(now, limit) {
      const rows = await database
        .selectFrom('messages')
        .selectAll()
        .where('status', 'in', [...waiting])
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(toMessage);
    },
    recordMessageStatus: (vendorId, status, detail) =>
      database.transaction().execute(async (transaction) => {
        await lockVendorId(transaction, vendorId);
        const updated = await applyStatus(transaction, vendorId, status, detail);
        if (updated !== null) return updated;
        const { vendorStatus, errorCode, at } = detail;
        await transaction
          .insertInto('early_statuses')
          .values({ vendor_id: vendorId, status, vendor_status: vendorStatus, error_code: errorCode, at })
          .execute();
        return null;
      }),
    async messagesOfCall(callId) {
      const rows = await database
        .selectFrom('messages')
        .selectAll()
        .where('call_id', '=', callId)
        .orderBy('created_at')
        .execute();
      return rows.map(toMessage);
    },
    async vendorIdsTo(destination, since) {
      const rows = await database
        .selectFrom('messages')
        .select('vendor_id')
        .where('destination', '=', destination)
        .where('created_at', '>=', since)
        .where('vendor_id', 'is not', null)
        .execute();
      return rows.flatMap((row) => (row.vendor_id === null ? [] : [row.vendor_id]));
    },
    async findMessage(messageId) {
      const row = await database.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirst();
      return row === undefined ? null : toMessage(row);
    },
  };
}

/** While it is being sent `due_at` is the end of the lease. The row returned carries the status from before. */
async function claim(
  database: Database,
  messageId: string,
  now: number,
  leaseMs: number,
): Promise<OutboxMessage | null> {
  return database.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('messages')
      .selectAll()
      .where('id', '=', messageId)
      .where('status', 'in', [...waiting])
      .where('due_at', '<=', now)
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) return null;
    const attempts = before.attempts + 1;
    await transaction
      .updateTable('messages')
      .set({ status: 'sending', attempts, due_at: now + leaseMs, updated_at: now })
      .where('id', '=', messageId)
      .execute();
    await history(transaction, messageId, now, 'sending', null, null);
    return toMessage({ ...before, attempts });
  });
}

async function settle(
  transaction: Executor,
  messageId: string,
  attempts: number,
  report: DeliveryReport,
  now: number,
): Promise<OutboxMessage | null> {
  if (report.status === 'sent') await lockVendorId(transaction, report.vendorId);
  const errorCode = report.status === 'failed' || report.status === 'retry' ? report.errorCode : null;
  const row = await transaction
    .updateTable('messages')
    .set({
      status: report.status,
      error_code: errorCode,
      updated_at: now,
      ...('at' in report && { due_at: report.at }),
      ...(report.status === 'sent' && { vendor_id: report.vendorId }),
    })
    .where('id', '=', messageId)
    .where('status', '=', 'sending')
    .where('attempts', '=', attempts)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  await history(transaction, messageId, now, report.status, null, errorCode);
  if (report.status === 'failed' && report.optOut) await optOut(transaction, toMessage(row), now);
  return report.status === 'sent'
    ? ((await applyEarly(transaction, report.vendorId)) ?? toMessage(row))
    : toMessage(row);
}

/** Neither the callback nor the answer that brings the id may look before the other is written. */
async function lockVendorId(transaction: Executor, vendorId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${vendorId}, 8))`.execute(transaction);
}

/** A status callback may overtake the answer to the request that made the message. */
async function applyEarly(transaction: Executor, vendorId: string): Promise<OutboxMessage | null> {
  const early = await transaction
    .deleteFrom('early_statuses')
    .where('vendor_id', '=', vendorId)
    .returningAll()
    .execute();
  let updated: OutboxMessage | null = null;
  for (const status of early.sort((a, b) => a.at - b.at)) {
    const detail = { vendorStatus: status.vendor_status, errorCode: status.error_code, at: status.at };
    updated = (await applyStatus(transaction, vendorId, status.status as MessageStatus, detail)) ?? updated;
  }
  return updated;
}

async function applyStatus(
  transaction: Executor,
  vendorId: string,
  status: MessageStatus,
  detail: { readonly vendorStatus: string; readonly errorCode: string | null; readonly at: number },
): Promise<OutboxMessage | null> {
  const before = await transaction
    .selectFrom('messages')
    .selectAll()
    .where('vendor_id', '=', vendorId)
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined) return null;
  await history(transaction, before.id, detail.at, status, detail.vendorStatus, detail.errorCode);
  if (terminal.includes(before.status as MessageStatus)) return toMessage(before);
  const row = await transaction
    .updateTable('messages')
    .set({ status, error_code: detail.errorCode, updated_at: detail.at })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toMessage(row);
}

async function optOut(transaction: Executor, { siteId, content }: OutboxMessage, at: number): Promise<void> {
  await transaction
    .insertInto('opt_outs')
    .values({ site_id: siteId, medium: content.medium, destination: content.to, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function history(
  transaction: Executor,
  messageId: string,
  at: number,
  status: string,
  vendorStatus: string | null,
  errorCode: string | null,
): Promise<void> {
  await transaction
    .insertInto('message_history')
    .values({ message_id: messageId, at, status, vendor_status: vendorStatus, error_code: errorCode })
    .execute();
}

/** For tests and the console: every status a message went through, oldest first. */
export async function messageHistory(
  database: Database,
  messageId: string,
): Promise<readonly { status: string; at: number }[]> {
  return database
    .selectFrom('message_history')
    .select(['status', 'at'])
    .where('message_id', '=', messageId)
    .orderBy(sql`id`)
    .execute();
}
