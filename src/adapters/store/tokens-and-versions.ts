import type { Store } from '../../ports/store.ts';
import { toJson } from './clean-text.ts';
import type { Database } from './tables.ts';
import { hashToken } from './token-hash.ts';

type Methods = Pick<
  Store,
  'saveRelayToken' | 'redeemRelayToken' | 'releaseRelayToken' | 'saveSiteVersion' | 'findSiteVersion'
>;

/** Relay tokens, and the versions of the sites that calls refer to. */
export function tokenAndVersionMethods(database: Database): Methods {
  return {
    async saveRelayToken(token, callSid, { expiresAt, reusable }) {
      await database
        .insertInto('relay_tokens')
        .values({
          token_hash: hashToken(token),
          call_sid: callSid,
          expires_at: expiresAt,
          reusable,
          used: false,
          open: false,
        })
        .execute();
    },
    async redeemRelayToken(token, callSid, now) {
      const taken = await database
        .updateTable('relay_tokens')
        .set({ used: true, open: true })
        .where('token_hash', '=', hashToken(token))
        .where('call_sid', '=', callSid)
        .where((where) =>
          where.or([
            where.and([where('used', '=', false), where('expires_at', '>', now)]),
            where.and([where('used', '=', true), where('reusable', '=', true), where('open', '=', false)]),
          ]),
        )
        .returning('token_hash')
        .executeTakeFirst();
      return taken !== undefined;
    },
    async releaseRelayToken(token) {
      await database
        .updateTable('relay_tokens')
        .set({ open: false })
        .where('token_hash', '=', hashToken(token))
        .execute();
    },
    async saveSiteVersion(version, siteId, document, at) {
      await database
        .insertInto('site_versions')
        .values({ version, site_id: siteId, document: toJson(document), saved_at: at })
        .onConflict((conflict) => conflict.column('version').doNothing())
        .execute();
    },
    async findSiteVersion(version) {
      const row = await database
        .selectFrom('site_versions')
        .select('document')
        .where('version', '=', version)
        .executeTakeFirst();
      return row?.document ?? null;
    },
  };
}
