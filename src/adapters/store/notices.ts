import { type Selectable, sql } from 'kysely';
import type { Notice } from '../../domain/notice.ts';
import type { Store } from '../../ports/store.ts';
import { runningCall } from './running-call.ts';
import type { Database, Tables } from './tables.ts';

type Methods = Pick<Store, 'addNotice' | 'takeNotices'>;

/** What running calls are to be told. A notice that was taken stays for a day, so that its id is not told again. */
export function noticeMethods(database: Database): Methods {
  return {
    async addNotice(notice) {
      const running = await database
        .with('running', (query) => runningCall(query, notice.callId))
        .with('added', (query) =>
          query
            .insertInto('notices')
            .columns(['id', 'call_id', 'text', 'urgent', 'at'])
            .expression((from) => from.selectFrom('running').select(columnsOf(notice)))
            .onConflict((conflict) => conflict.column('id').doNothing()),
        )
        .selectFrom('running')
        .select('id')
        .executeTakeFirst();
      return running !== undefined;
    },
    async takeNotices(callIds) {
      if (callIds.length === 0) return [];
      const rows = await database
        .updateTable('notices')
        .set({ taken: true })
        .where('call_id', '=', sql<string>`any(${[...callIds]}::text[])`)
        .where(sql<boolean>`not taken`)
        .returningAll()
        .execute();
      return rows.map(toNotice).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    },
  };
}

function columnsOf({ id, callId, text, urgent, at }: Notice) {
  return [
    sql<string>`${id}::text`.as('id'),
    sql<string>`${callId}::text`.as('call_id'),
    sql<string>`${text}::text`.as('text'),
    sql<boolean>`${urgent}::boolean`.as('urgent'),
    sql<number>`${at}::int8`.as('at'),
  ];
}

const toNotice = (row: Selectable<Tables['notices']>): Notice => ({
  id: row.id,
  callId: row.call_id,
  text: row.text,
  urgent: row.urgent,
  at: row.at,
});
