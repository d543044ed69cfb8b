import { sql } from 'kysely';
import { CARRIER_OPT_OUT, type MessageStatus, type OutboxMessage } from '../../domain/message.ts';
import type { DeliveryReport, Store } from '../../ports/store.ts';
import { toJson } from './clean-text.ts';
import { toMessage } from './message-row.ts';
import { addOptOut } from './opt-outs.ts';
import type { Executor } from './tables.ts';

type StatusDetail = Parameters<Store['recordMessageStatus']>[2];

const terminal: readonly MessageStatus[] = ['delivered', 'undelivered', 'failed'];

/** What a claimed attempt came to. A stale claim changes nothing. */
export async function settle(
  transaction: Executor,
  messageId: string,
  attempts: number,
  report: DeliveryReport,
  now: number,
): Promise<OutboxMessage | null> {
  const vendorId = report.status === 'sent' ? report.vendorId : null;
  if (vendorId !== null) await lockVendorId(transaction, vendorId);
  const row = await transaction
    .updateTable('messages')
    .set({ ...changesOf(report), updated_at: now })
    .where('id', '=', messageId)
    .where('status', '=', 'sending')
    .where('attempts', '=', attempts)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  await history(transaction, messageId, now, report.status, null, row.error_code);
  const message = toMessage(row);
  if (report.status === 'failed' && report.optOut) await carrierOptOut(transaction, message, now);
  return (vendorId === null ? null : await applyEarly(transaction, vendorId)) ?? message;
}

function changesOf(report: DeliveryReport) {
  const errorCode = report.status === 'failed' || report.status === 'retry' ? report.errorCode : null;
  return {
    status: report.status,
    error_code: errorCode,
    ...('at' in report && { due_at: report.at }),
    ...(report.status === 'sent' && {
      vendor_id: report.vendorId,
      result: report.result === undefined ? null : toJson(report.result),
    }),
  };
}

/** The vendor refused because of the destination itself: the one that is counted, whoever else was to get it. */
async function carrierOptOut(transaction: Executor, { siteId, content }: OutboxMessage, at: number): Promise<void> {
  if (content.medium === 'http') return;
  await addOptOut(transaction, { siteId, medium: content.medium, destination: content.to, at, source: 'carrier' });
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

/** A status callback; kept for later when nobody has this vendor id yet. */
export async function recordStatus(
  transaction: Executor,
  vendorId: string,
  status: MessageStatus,
  detail: StatusDetail,
): Promise<OutboxMessage | null> {
  await lockVendorId(transaction, vendorId);
  const updated = await applyStatus(transaction, vendorId, status, detail);
  if (updated !== null) return updated;
  const { vendorStatus, errorCode, at } = detail;
  await transaction
    .insertInto('early_statuses')
    .values({ vendor_id: vendorId, status, vendor_status: vendorStatus, error_code: errorCode, at })
    .execute();
  return null;
}

async function applyStatus(
  transaction: Executor,
  vendorId: string,
  status: MessageStatus,
  detail: StatusDetail,
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
  const message = toMessage(row);
  // A Messaging Service takes a text first and says only then that its recipient had answered STOP.
  if (detail.errorCode === CARRIER_OPT_OUT) await carrierOptOut(transaction, message, detail.at);
  return message;
}

/** Every status a message goes through is kept. */
export async function history(
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
