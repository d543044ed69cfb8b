import { sql } from 'kysely';
import { unreachable } from '../../domain/errors.ts';
import type { OutboxMessage } from '../../domain/message.ts';
import type { DeliveryReport, Store } from '../../ports.ts';
import type { Database, EnqueueWithin, StoreTransaction } from './database.ts';
import { type MessageRow, recordHistory, toMessage } from './message-row.ts';
import { applyEarlyStatuses, lockVendorId } from './message-status.ts';
import { optOut } from './opt-outs.ts';

export function storeReports(database: Database, enqueue: EnqueueWithin): Pick<Store, 'reportDelivery'> {
  return {
    reportDelivery: (messageId, attempts, report, now) =>
      database.transaction().execute(async (transaction) => {
        if (report.status === 'sent') await lockVendorId(transaction, report.vendorId);
        const row = await update(transaction, messageId, attempts, report, now);
        if (row === null) return null;
        await follow(transaction, row, report, now, enqueue);
        return report.status === 'sent' ? applyEarlyStatuses(transaction, row) : toMessage(row);
      }),
  };
}

/** Only the attempt that holds the claim changes anything. */
async function update(
  transaction: StoreTransaction,
  messageId: string,
  attempts: number,
  report: DeliveryReport,
  now: number,
): Promise<MessageRow | null> {
  const change = toChange(report);
  const { rows } = await sql<MessageRow>`
    update attendant.messages set
      status = ${report.status},
      vendor_id = coalesce(${change.vendorId}, vendor_id),
      error_code = ${change.errorCode},
      error_message = ${change.errorMessage},
      due_at = coalesce(${change.dueAt}::bigint, due_at),
      updated_at = ${now}
    where id = ${messageId} and status = 'sending' and attempts = ${attempts}
    returning *
  `.execute(transaction);
  return rows[0] ?? null;
}

interface Change {
  readonly vendorId: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly dueAt: number | null;
}

function toChange(report: DeliveryReport): Change {
  const nothing: Change = { vendorId: null, errorCode: null, errorMessage: null, dueAt: null };
  switch (report.status) {
    case 'sent':
      return { ...nothing, vendorId: report.vendorId };
    case 'failed':
      return { ...nothing, errorCode: report.errorCode, errorMessage: report.errorMessage };
    case 'retry':
      return { ...nothing, errorCode: report.errorCode, dueAt: report.at };
    case 'unknown':
      return { ...nothing, dueAt: report.at };
    default:
      return unreachable(report);
  }
}

/** What belongs to the report and must not be lost with the process: its history, the opt-out, the next attempt. */
async function follow(
  transaction: StoreTransaction,
  row: MessageRow,
  report: DeliveryReport,
  now: number,
  enqueue: EnqueueWithin,
): Promise<void> {
  const { id, attempts, error_code, error_message } = row;
  const entry = { status: report.status, source: 'delivery', attempts, error_code, error_message, at: now } as const;
  await recordHistory(transaction, id, entry);
  const { content }: OutboxMessage = toMessage(row);
  if (report.status === 'failed' && report.optOut)
    await optOut(transaction, row.site_id, content.medium, content.to, now);
  if (report.status !== 'retry' && report.status !== 'unknown') return;
  const delaySeconds = Math.ceil((report.at - now) / 1000);
  await enqueue(transaction, { name: 'deliver-message', messageId: id }, `${id}#${attempts}`, delaySeconds);
}
