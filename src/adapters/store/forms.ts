import type { Store } from '../../ports/store.ts';
import type { Database } from './tables.ts';
import { hashToken } from './token-hash.ts';

type Methods = Pick<Store, 'saveForm' | 'findForm' | 'redeemForm'>;

/** Forms that a caller fills in on a phone's screen while the call goes on. */
export function formMethods(database: Database): Methods {
  return {
    async saveForm(token, { callId, expiresAt }) {
      await database
        .insertInto('forms')
        .values({ token_hash: hashToken(token), call_id: callId, expires_at: expiresAt, used_at: null })
        .execute();
    },
    async findForm(token, now) {
      const row = await database
        .selectFrom('forms')
        .select('call_id')
        .where('token_hash', '=', hashToken(token))
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row === undefined ? null : { callId: row.call_id };
    },
    async redeemForm(token, now) {
      const row = await database
        .updateTable('forms')
        .set({ used_at: now })
        .where('token_hash', '=', hashToken(token))
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('call_id')
        .executeTakeFirst();
      return row === undefined ? null : { callId: row.call_id };
    },
  };
}
