import { type Selectable, sql } from 'kysely';
import type { Recording } from '../../domain/recording.ts';
import type { Store } from '../../ports/store.ts';
import type { Database, Tables } from './tables.ts';

type Methods = Pick<Store, 'saveRecording' | 'findRecording' | 'recordingsOfCall' | 'unfetchedRecordings'>;

/** Recordings of conversations with people: what is known of them, not their sound. */
export function recordingMethods(database: Database): Methods {
  const recordings = () => database.selectFrom('recordings').selectAll();
  const findRecording = async (id: string): Promise<Recording | null> => {
    const row = await recordings().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toRecording(row);
  };
  return {
    saveRecording: async (recording) =>
      (await save(database, recording)) ?? (await findRecording(recording.id)) ?? recording,
    findRecording,
    async recordingsOfCall(callId) {
      const rows = await recordings().where('call_id', '=', callId).orderBy('created_at').orderBy('id').execute();
      return rows.map(toRecording);
    },
    async unfetchedRecordings(limit) {
      const rows = await recordings()
        // A literal: with a parameter the planner could not tell that the partial index has these rows.
        .where(sql<boolean>`state = 'reported'`)
        .orderBy('created_at')
        .limit(limit)
        .execute();
      return rows.map(toRecording);
    },
  };
}

/** Null: it is stored already and this report says less, or it is not to be kept. */
async function save(database: Database, recording: Recording): Promise<Recording | null> {
  const { id, ...columns } = toRow(recording);
  const row = await database
    .insertInto('recordings')
    .values({ id, ...columns })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(columns)
        .where((where) =>
          where.and([
            where.or([where('recordings.state', '<>', 'stored'), where('excluded.state', '=', 'stored')]),
            where('recordings.state', 'not in', ['removing', 'deleted']),
          ]),
        ),
    )
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toRecording(row);
}

function toRow(recording: Recording) {
  return {
    id: recording.id,
    call_id: recording.callId,
    site_id: recording.siteId,
    line_id: recording.lineId,
    state: recording.state,
    duration_seconds: recording.durationSeconds,
    channels: recording.channels,
    file: recording.file,
    bytes: recording.bytes,
    deleted_at_carrier: recording.deletedAtCarrier,
    created_at: recording.createdAt,
    updated_at: recording.updatedAt,
  };
}

export function toRecording(row: Selectable<Tables['recordings']>): Recording {
  return {
    id: row.id,
    callId: row.call_id,
    siteId: row.site_id,
    lineId: row.line_id,
    state: row.state as Recording['state'],
    durationSeconds: row.duration_seconds,
    channels: row.channels,
    file: row.file,
    bytes: row.bytes,
    deletedAtCarrier: row.deleted_at_carrier,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
