import { type ExpressionBuilder, sql } from 'kysely';
import type { MessageStatus } from '../../domain/message.ts';
import type { Store } from '../../ports.ts';
import type { Database } from './database.ts';
import { type MessageRow, recordHistory, toMessage } from './message-row.ts';
import type { Tables } from './tables.ts';

type ClaimMethods = Pick<Store, 'claimMessage' | 'undeliveredMessages' | 'messagesOfCall' | 'findMessage'>;

export function storeClaims(database: Database): ClaimMethods {
  return {
    claimMessage: (messageId, now, leaseMs) =>
      database.transaction().execute(async (transaction) => {
        const { rows } = await sql<MessageRow & { before: MessageStatus }>`
          update attendant.messages m
          set status = 'sending', attempts = m.attempts + 1, due_at = ${now + leaseMs}, updated_at = ${now}
          from (select id, status as before from attendant.messages where id = ${messageId}
            and (status = 'reserved' or (status in ('sending', 'retry', 'unknown') and due_at <= ${now}))
            for update) due
          where m.id = due.id
          returning m.*, due.before
        `.execute(transaction);
        const [row] = rows;
        if (row === undefined) return null;
        const { attempts } = row;
        await recordHistory(transaction, row.id, { status: 'sending', source: 'delivery', attempts, at: now });
        return { ...toMessage(row), status: row.before };
      }),
    async undeliveredMessages(now, limit) {
      const rows = await database
        .selectFrom('attendant.messages')
        .selectAll()
        .where((where) => isDue(where, now))
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(toMessage);
    },
    async messagesOfCall(callId) {
      const rows = await database
        .selectFrom('attendant.messages')
        .selectAll()
        .where('call_id', '=', callId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toMessage);
    },
    async findMessage(messageId) {
      const row = await database
        .selectFrom('attendant.messages')
        .selectAll()
        .where('id', '=', messageId)
        .executeTakeFirst();
      return row === undefined ? null : toMessage(row);
    },
  };
}

function isDue({ and, or, eb }: ExpressionBuilder<Tables, 'attendant.messages'>, now: number) {
  const underway = sql<boolean>`status in ('reserved', 'sending', 'retry', 'unknown')`;
  return and([underway, or([eb('status', '=', 'reserved'), eb('due_at', '<=', now)])]);
}
