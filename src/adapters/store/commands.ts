import { type Selectable, sql } from 'kysely';
import {
  type CommandKind,
  type CommandStatus,
  callEndedFirst,
  type OperatorCommand,
  type StoredCommand,
} from '../../domain/operator-command.ts';
import type { FeedStore } from '../../ports/feed-store.ts';
import { runningCall } from './running-call.ts';
import type { Database, Executor, Tables } from './tables.ts';

type Methods = Pick<FeedStore, 'addCommand' | 'takeCommands' | 'putBackCommand' | 'finishCommand' | 'commandsOfCall'>;

/** What operators have running calls do. */
export function commandMethods(database: Database): Methods {
  return {
    async addCommand({ at, callId, ...command }) {
      const added = await database
        .with('running', (query) => runningCall(query, callId))
        .insertInto('commands')
        .columns(['call_id', 'id', 'kind', 'text', 'now', 'operator', 'created_at'])
        .expression((from) => from.selectFrom('running').select(['running.id', ...columnsOf({ ...command, at })]))
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },
    async takeCommands(callIds, now) {
      if (callIds.length === 0) return [];
      const rows = await database
        .updateTable('commands')
        .set({ status: 'taken', taken_at: now })
        .where('call_id', '=', sql<string>`any(${[...callIds]}::text[])`)
        .where('status', '=', 'waiting')
        .returningAll()
        .execute();
      return rows.map(toCommand).toSorted(inOrder);
    },
    async putBackCommand(id) {
      await database
        .updateTable('commands')
        .set({ status: 'waiting', taken_at: null })
        .where('id', '=', id)
        .where('status', '=', 'taken')
        .execute();
    },
    async finishCommand(id, { status, words }, at) {
      await database
        .updateTable('commands')
        .set({ status, outcome: words, finished_at: at })
        .where('id', '=', id)
        .where('finished_at', 'is', null)
        .execute();
    },
    async commandsOfCall(callId) {
      const rows = await database.selectFrom('commands').selectAll().where('call_id', '=', callId).execute();
      return rows.map(toStored).toSorted(inOrder);
    },
  };
}

/** A call that is over does nothing any more. */
export async function refuseUnfinished(database: Executor, callId: string, at: number): Promise<void> {
  await database
    .updateTable('commands')
    .set({ status: 'refused', outcome: callEndedFirst, finished_at: at })
    .where('call_id', '=', callId)
    .where('finished_at', 'is', null)
    .execute();
}

const columnsOf = ({ id, kind, text, now, operator, at }: Omit<OperatorCommand, 'callId'>) =>
  [
    sql<string>`${id}::text`.as('command'),
    sql<string>`${kind}::text`.as('kind'),
    sql<string>`${text}::text`.as('text'),
    sql<boolean>`${now}::boolean`.as('now'),
    sql<string>`${operator}::text`.as('operator'),
    sql<number>`${at}::int8`.as('created_at'),
  ] as const;

const inOrder = (a: OperatorCommand, b: OperatorCommand): number => a.at - b.at || (a.id < b.id ? -1 : 1);

type Row = Selectable<Tables['commands']>;

const toCommand = (row: Row): OperatorCommand => ({
  id: row.id,
  callId: row.call_id,
  kind: row.kind as CommandKind,
  text: row.text,
  now: row.now,
  operator: row.operator,
  at: row.created_at,
});

const toStored = (row: Row): StoredCommand => ({
  ...toCommand(row),
  status: row.status as CommandStatus,
  outcome: row.outcome,
  finishedAt: row.finished_at,
});
