import { sql } from 'kysely';
import type { CallEvent } from '../../domain/event.ts';
import { toJson } from './clean-text.ts';
import type { Executor } from './tables.ts';

/** Writes the events of a call anew, each in its place. */
export async function rewriteEvents(
  transaction: Executor,
  callId: string,
  rewrite: (event: CallEvent) => CallEvent,
): Promise<void> {
  const rows = await transaction.selectFrom('events').select(['id', 'body']).where('call_id', '=', callId).execute();
  const changed = rows.flatMap(({ id, body }) => {
    const next = rewrite(body as CallEvent);
    return toJson(next) === toJson(body) ? [] : [{ id, body: next }];
  });
  if (changed.length === 0) return;
  await sql`update attendant.events set body = new.body
    from jsonb_to_recordset(${toJson(changed)}::jsonb) as new(id int8, body jsonb)
    where events.id = new.id`.execute(transaction);
}
