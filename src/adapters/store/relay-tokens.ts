import { createHash } from 'node:crypto';
import type { Store } from '../../ports.ts';
import type { Database } from './database.ts';

type TokenMethods = Pick<Store, 'saveRelayToken' | 'redeemRelayToken' | 'releaseRelayToken'>;

/** Only a hash is stored: who reads the database opens no socket. */
export function storeRelayTokens(database: Database): TokenMethods {
  return {
    async saveRelayToken(token, callSid, { expiresAt, reusable }) {
      await database
        .insertInto('attendant.relay_tokens')
        .values({ token_hash: hash(token), call_sid: callSid, expires_at: expiresAt, reusable, used: false, open: false })
        .execute();
    },
    async redeemRelayToken(token, callSid, now) {
      const redeemed = await database
        .updateTable('attendant.relay_tokens')
        .set({ used: true, open: true })
        .where('token_hash', '=', hash(token))
        .where('call_sid', '=', callSid)
        .where(({ and, or, eb }) =>
          or([
            and([eb('used', '=', false), eb('expires_at', '>', now)]),
            and([eb('used', '=', true), eb('reusable', '=', true), eb('open', '=', false)]),
          ]),
        )
        .returning('token_hash')
        .executeTakeFirst();
      return redeemed !== undefined;
    },
    async releaseRelayToken(token) {
      await database
        .updateTable('attendant.relay_tokens')
        .set({ open: false })
        .where('token_hash', '=', hash(token))
        .execute();
    },
  };
}

const hash = (token: string): string => createHash('sha256').update(token).digest('base64url');
