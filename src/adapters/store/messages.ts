import type { MessageStatus, OutboxMessage } from '../../domain/message.ts';
import type { Store } from '../../ports/store.ts';
import { toMessage } from './message-row.ts';
import { history, recordStatus, settle } from './message-statuses.ts';
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
      database.transaction().execute((transaction) => recordStatus(transaction, vendorId, status, detail)),
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
