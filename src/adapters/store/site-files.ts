import { sql } from 'kysely';
import type { SiteFileStore, SiteFileVersion } from '../../ports/site-file-store.ts';
import type { Database, Executor } from './tables.ts';

/** Earlier texts of the site files. */
export function siteFileMethods(database: Database): SiteFileStore {
  const versions = (name: string) =>
    database
      .selectFrom('site_files')
      .select(['id', 'name', 'hash', 'at', 'by', sql<number>`length(text)`.as('length')])
      .where('name', '=', name);
  return {
    keepSiteFile: (file) => database.transaction().execute((transaction) => keep(transaction, file)),
    async siteFileVersions(name, { limit, before }) {
      const newest = versions(name).orderBy('id', 'desc').limit(limit);
      return (before === undefined ? newest : newest.where('id', '<', before)).execute();
    },
    async findSiteFileVersion(name, id) {
      return (await versions(name).select('text').where('id', '=', id).executeTakeFirst()) ?? null;
    },
  };
}

/** Processes that read the same folder find the same text at the same time: it is one version. */
async function keep(
  transaction: Executor,
  file: Omit<SiteFileVersion, 'id' | 'length'> & { readonly text: string },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`site file ${file.name}`}, 7))`.execute(transaction);
  const newest = await transaction
    .selectFrom('site_files')
    .select(['id', 'hash', 'by'])
    .where('name', '=', file.name)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest?.hash !== file.hash) await transaction.insertInto('site_files').values(file).execute();
  else if (newest.by === null && file.by !== null)
    await transaction.updateTable('site_files').set({ by: file.by }).where('id', '=', newest.id).execute();
}
