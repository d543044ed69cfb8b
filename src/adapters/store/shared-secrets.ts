import type { Store } from '../../ports/store.ts';
import type { Database } from './tables.ts';

/** Secrets of all processes together. */
export function sharedSecretMethods(database: Database): Pick<Store, 'sharedSecret'> {
  return {
    async sharedSecret(name, fresh) {
      const kept = await database
        .insertInto('shared_secrets')
        .values({ name, secret: fresh })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .returning('secret')
        .executeTakeFirst();
      if (kept !== undefined) return kept.secret;
      const first = await database
        .selectFrom('shared_secrets')
        .select('secret')
        .where('name', '=', name)
        .executeTakeFirstOrThrow();
      return first.secret;
    },
  };
}
