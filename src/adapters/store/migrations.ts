import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AttendantError } from '../../domain/errors.ts';
import { firstCall } from './migrations/0001-first-call.ts';
import { capsNoticesForms } from './migrations/0002-caps-notices-forms.ts';
import { callbacksAndRecordings } from './migrations/0003-callbacks-and-recordings.ts';
import { feedAndCommands } from './migrations/0004-feed-and-commands.ts';
import { accountsAndAudit } from './migrations/0005-accounts-and-audit.ts';
import { callSearch } from './migrations/0006-call-search.ts';
import { peopleAndRetention } from './migrations/0007-people-and-retention.ts';
import { lineEditing } from './migrations/0008-line-editing.ts';
import { desk } from './migrations/0009-desk.ts';

/** In the order of their names. A migration that was released is never edited. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-call': running(firstCall),
  '0002-caps-notices-forms': running(capsNoticesForms),
  '0003-callbacks-and-recordings': running(callbacksAndRecordings),
  '0004-feed-and-commands': running(feedAndCommands),
  '0005-accounts-and-audit': running(accountsAndAudit),
  '0006-call-search': running(callSearch),
  '0007-people-and-retention': running(peopleAndRetention),
  '0008-line-editing': running(lineEditing),
  '0009-desk': running(desk),
};

function running(statements: readonly string[]): Migration {
  return {
    async up(database) {
      await sql`set local search_path to attendant`.execute(database);
      for (const statement of statements) await sql.raw(statement).execute(database);
    },
  };
}

/**
 * Brings the schema up to date, or up to the migration `last`. Kysely holds an advisory lock meanwhile: any number of
 * processes may start at once.
 */
export async function migrate<T>(database: Kysely<T>, last?: string): Promise<void> {
  await sql`create schema if not exists attendant`.execute(database).catch(() => undefined);
  const provider = { getMigrations: async () => ({ ...migrations }) };
  const migrator = new Migrator({ db: database, provider, migrationTableSchema: 'attendant' });
  const { error } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last));
  if (error !== undefined)
    throw new AttendantError('store_unavailable', 'The database could not be brought up to date.', { cause: error });
}
