import type { Medium } from '../../domain/message.ts';
import type { Store } from '../../ports.ts';
import type { Database, StoreTransaction } from './database.ts';

export function storeOptOuts(database: Database): Pick<Store, 'isOptedOut' | 'setOptOut'> {
  return {
    async isOptedOut(siteId, medium, destination) {
      const found = await database
        .selectFrom('attendant.opt_outs')
        .select('at')
        .where('site_id', '=', siteId)
        .where('medium', '=', medium)
        .where('destination', '=', destination)
        .executeTakeFirst();
      return found !== undefined;
    },
    async setOptOut(siteId, medium, destination, optedOut, at) {
      if (optedOut) return optOut(database, siteId, medium, destination, at);
      await database
        .deleteFrom('attendant.opt_outs')
        .where('site_id', '=', siteId)
        .where('medium', '=', medium)
        .where('destination', '=', destination)
        .execute();
    },
  };
}

/** Idempotent: the first opt-out's time stays. */
export async function optOut(
  database: Database | StoreTransaction,
  siteId: string,
  medium: Medium,
  destination: string,
  at: number,
): Promise<void> {
  await database
    .insertInto('attendant.opt_outs')
    .values({ site_id: siteId, medium, destination, at })
    .onConflict((conflict) => conflict.columns(['site_id', 'medium', 'destination']).doNothing())
    .execute();
}
