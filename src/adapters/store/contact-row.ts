import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Contact } from '../../domain/call.ts';
import type { Executor, Tables } from './tables.ts';

export type ContactColumns = Omit<Selectable<Tables['contacts']>, 'search' | 'sort_name'>;

export const contactColumns = [
  'contacts.id',
  'contacts.site_id',
  'contacts.name',
  'contacts.callback_number',
  'contacts.email',
  'contacts.language',
  'contacts.time_zone',
  'contacts.notes',
] as const;

/** The contacts of these rows of one site, in their order. */
export async function toContacts(executor: Executor, rows: readonly ContactColumns[]): Promise<readonly Contact[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const found = await executor
    .selectFrom('contact_identifiers')
    .select(['contact_id', 'identifier'])
    .where('site_id', '=', first.site_id)
    .where('contact_id', '=', sql<string>`any(${rows.map(({ id }) => id)}::text[])`)
    .orderBy('identifier')
    .execute();
  const byContact = Map.groupBy(found, ({ contact_id }) => contact_id);
  return rows.map((row) => ({
    id: row.id,
    siteId: row.site_id,
    name: row.name,
    callbackNumber: row.callback_number,
    email: row.email,
    language: row.language,
    timeZone: row.time_zone,
    notes: row.notes,
    identifiers: (byContact.get(row.id) ?? []).map(({ identifier }) => identifier),
  }));
}
