import type { Store } from '../../ports.ts';
import type { Database } from './database.ts';
import { toJson } from './json.ts';

export function storeSiteVersions(database: Database): Pick<Store, 'saveSiteVersion' | 'findSiteVersion'> {
  return {
    async saveSiteVersion(version, siteId, document, at) {
      await database
        .insertInto('attendant.site_versions')
        .values({ version, site_id: siteId, document: toJson(document), saved_at: at })
        .onConflict((conflict) => conflict.column('version').doNothing())
        .execute();
    },
    async findSiteVersion(version) {
      const row = await database
        .selectFrom('attendant.site_versions')
        .select('document')
        .where('version', '=', version)
        .executeTakeFirst();
      return row?.document ?? null;
    },
  };
}
