import { type Selectable, sql } from 'kysely';
import { type Medium, type OutboxContent, recipientsOf } from '../../domain/message.ts';
import type { OptOutSource } from '../../domain/notice.ts';
import type { ContactStore, StoredOptOut } from '../../ports/contact-store.ts';
import type { Store } from '../../ports/store.ts';
import { destinationsAndHashes, HASHED, sameCase } from './destination-hash.ts';
import type { Database, Executor, Tables } from './tables.ts';

type Methods = Pick<Store, 'isOptedOut' | 'setOptOut'> & Pick<ContactStore, 'optOutPage' | 'findOptOut' | 'liftOptOut'>;

export interface OptOut {
  readonly siteId: string;
  readonly medium: string;
  readonly destination: string;
  readonly at: number;
  readonly source: OptOutSource;
}

/** Who does not want to hear from the business. */
export function optOutMethods(database: Database): Methods {
  return {
    isOptedOut: (siteId, medium, destination) => anyOptedOut(database, siteId, medium, [destination]),
    async setOptOut(siteId, medium, destination, optedOut, at, source) {
      const optOut = { siteId, medium, destination, at, source };
      await (optedOut ? addOptOut(database, optOut) : liftOptOut(database, optOut));
    },
    async optOutPage(siteId, text, { before, limit }) {
      const rows = await database
        .selectFrom('opt_outs')
        .selectAll()
        .where('site_id', '=', siteId)
        .$if(before !== null, (query) => query.where('id', '<', before ?? 0))
        .$if(text !== null, (query) => query.where(sql<boolean>`position(${text ?? ''} in destination) > 0`))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toOptOut);
    },
    async findOptOut(id) {
      const row = await database.selectFrom('opt_outs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toOptOut(row);
    },
    async liftOptOut(id, sources) {
      const { numDeletedRows } = await database
        .deleteFrom('opt_outs')
        .where('id', '=', id)
        .where('source', 'in', [...sources])
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

export const toOptOut = (row: Selectable<Tables['opt_outs']>): StoredOptOut => ({
  id: row.id,
  siteId: row.site_id,
  medium: row.medium as Medium,
  destination: row.destination.startsWith(HASHED) ? null : row.destination,
  at: row.at,
  source: row.source as OptOutSource,
});

/** Whether anybody who would get it has. A request to the business's own system goes to nobody. */
export async function hasOptedOut(executor: Executor, siteId: string, content: OutboxContent): Promise<boolean> {
  return content.medium !== 'http' && anyOptedOut(executor, siteId, content.medium, recipientsOf(content));
}

/** What was said does not replace what was texted or what the carrier reported. */
export async function addOptOut(
  executor: Executor,
  { siteId, medium, destination, at, source }: OptOut,
): Promise<void> {
  const weaker = source === 'spoken' || source === 'operator' ? ['spoken'] : ['spoken', 'operator'];
  await executor
    .insertInto('opt_outs')
    .values({ site_id: siteId, medium, destination: sameCase(medium, destination), at, source })
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'medium', 'destination'])
        .doUpdateSet({ at, source })
        .where('opt_outs.source', 'in', weaker),
    )
    .execute();
}

async function liftOptOut(executor: Executor, { siteId, medium, destination, source }: OptOut): Promise<void> {
  await executor
    .deleteFrom('opt_outs')
    .where('site_id', '=', siteId)
    .where('medium', '=', medium)
    .where('destination', 'in', destinationsAndHashes(medium, [destination]))
    .$if(source === 'spoken', (query) => query.where('source', '=', 'spoken'))
    .execute();
}

async function anyOptedOut(
  executor: Executor,
  siteId: string,
  medium: string,
  destinations: readonly string[],
): Promise<boolean> {
  const row = await executor
    .selectFrom('opt_outs')
    .select('at')
    .where('site_id', '=', siteId)
    .where('medium', '=', medium)
    .where('destination', 'in', destinationsAndHashes(medium, destinations))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
