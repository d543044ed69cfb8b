import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { OutboxContent } from '../../domain/message.ts';
import { redactContent } from '../../domain/redaction/redact-content.ts';
import type { KeepMode } from '../../domain/retention-keys.ts';
import { toJson } from './clean-text.ts';
import { hashOf } from './destination-hash.ts';
import type { Executor, Tables } from './tables.ts';

type Which = (where: ExpressionBuilder<Tables, 'messages'>) => Expression<SqlBool>;
const dayMs = 86_400_000;
const waiting = ['reserved', 'sending', 'retry', 'unknown'];
/** Of a message that was never sent because its recipient's data was deleted first. */
const DELETED = 'deleted';

/**
 * Takes messages away: what is older than a day altogether; what may still count to a cap stays without its words, its
 * destination only as a hash. What still waited is not sent any more. Gives how many.
 */
export async function deleteMessages(transaction: Executor, which: Which, now: number): Promise<number> {
  const rows = await chosen(transaction, which);
  const old = rows.filter(({ created_at }) => created_at <= now - dayMs).map(({ id }) => id);
  await transaction
    .deleteFrom('message_history')
    .where('message_id', 'in', ['', ...old])
    .execute();
  await transaction
    .deleteFrom('messages')
    .where('id', 'in', ['', ...old])
    .execute();
  for (const row of rows.filter(({ id }) => !old.includes(id))) {
    const stopped = waiting.includes(row.status) ? { status: 'failed', error_code: DELETED } : {};
    await transaction
      .updateTable('messages')
      .set({ ...withoutWords(row, 'metadata', row.hash, []), ...stopped, gone: true, updated_at: now })
      .where('id', '=', row.id)
      .execute();
  }
  return rows.length;
}

/** The same rows with what may be kept of them. */
export async function redactMessages(
  transaction: Executor,
  which: Which,
  keep: Exclude<KeepMode, 'everything'>,
  names: readonly string[],
  now: number,
): Promise<number> {
  const rows = await chosen(transaction, which);
  for (const row of rows) {
    const to = row.created_at > now - dayMs ? row.hash : '';
    await transaction
      .updateTable('messages')
      .set(withoutWords(row, keep, to, names))
      .where('id', '=', row.id)
      .execute();
  }
  return rows.length;
}

interface Chosen {
  readonly medium: string;
  readonly destination: string;
  readonly content: unknown;
}

/** A request goes to a system of the business: its host tells of nobody. */
function withoutWords(row: Chosen, keep: Exclude<KeepMode, 'everything'>, to: string, names: readonly string[]) {
  const destination = row.medium === 'http' ? row.destination : to;
  const content = redactContent(row.content as OutboxContent, keep, destination, names);
  return { destination, content: toJson(content), result: null };
}

function chosen(transaction: Executor, which: Which) {
  return transaction
    .selectFrom('messages')
    .innerJoin('shared_secrets', (join) => join.on('shared_secrets.name', '=', 'destinations'))
    .select(['messages.id', 'medium', 'destination', 'content', 'status', 'created_at'])
    .select(hashOf(sql`case when medium = 'email' then lower(destination) else destination end`).as('hash'))
    .where((where) => which(where as unknown as ExpressionBuilder<Tables, 'messages'>))
    .where('gone', '=', false)
    .orderBy('messages.id')
    .forUpdate('messages')
    .execute();
}
