import { type OutboxContent, recipientsOf } from '../../domain/message.ts';
import type { OptOutSource } from '../../domain/notice.ts';
import type { Store } from '../../ports/store.ts';
import type { Database, Executor } from './tables.ts';

type Methods = Pick<Store, 'isOptedOut' | 'setOptOut'>;

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
  };
}

/** Whether anybody who would get it has. A request to the business's own system goes to nobody. */
export async function hasOptedOut(executor: Executor, siteId: string, content: OutboxContent): Promise<boolean> {
  return content.medium !== 'http' && anyOptedOut(executor, siteId, content.medium, recipientsOf(content));
}

/** What was said on the phone does not replace what was texted or what the carrier reported. */
export async function addOptOut(
  executor: Executor,
  { siteId, medium, destination, at, source }: OptOut,
): Promise<void> {
  await executor
    .insertInto('opt_outs')
    .values({ site_id: siteId, medium, destination: sameCase(medium, destination), at, source })
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'medium', 'destination'])
        .doUpdateSet({ at, source })
        .where('opt_outs.source', '=', 'spoken'),
    )
    .execute();
}

async function liftOptOut(executor: Executor, { siteId, medium, destination, source }: OptOut): Promise<void> {
  await executor
    .deleteFrom('opt_outs')
    .where('site_id', '=', siteId)
    .where('medium', '=', medium)
    .where('destination', '=', sameCase(medium, destination))
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
    .where(
      'destination',
      'in',
      destinations.map((destination) => sameCase(medium, destination)),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** An address in a site file may be written in capitals; a caller's is lower case. */
const sameCase = (medium: string, destination: string): string =>
  medium === 'email' ? destination.toLowerCase() : destination;
