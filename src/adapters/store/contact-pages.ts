import { sql } from 'kysely';
import type { ContactSearch, ContactStore } from '../../ports/contact-store.ts';
import { contactColumns, toContacts } from './contact-row.ts';
import type { Database } from './tables.ts';

type Methods = Pick<
  ContactStore,
  'contactPage' | 'countContacts' | 'contactById' | 'contactsByIds' | 'contactIdsByIdentifier'
>;

/** Contacts as lists. */
export function contactPageMethods(database: Database): Methods {
  const ofSite = (siteId: string) =>
    database.selectFrom('contacts').select(contactColumns).where('site_id', '=', siteId);
  const byIds: Methods['contactsByIds'] = async (siteId, ids) =>
    toContacts(
      database,
      await ofSite(siteId)
        .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
        .execute(),
    );
  return {
    async contactPage(siteId, search, { after, limit }) {
      const from = after === null ? null : readCursor(after);
      const rows = await ofSite(siteId)
        .select('sort_name')
        .$if(search !== null, (query) => query.where('id', 'in', found(siteId, search ?? nothing)))
        .$if(from !== null, (query) =>
          query.where(sql<boolean>`(sort_name, id) > (${from?.name ?? ''}::text, ${from?.id ?? ''}::text)`),
        )
        .orderBy('sort_name')
        .orderBy('id')
        .limit(limit + 1)
        .execute();
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      const contacts = await toContacts(database, rows.slice(0, limit));
      return { contacts, next: last === undefined ? null : writeCursor(last.sort_name, last.id) };
    },
    async countContacts(siteId) {
      const row = await database
        .selectFrom('contacts')
        .select(sql<number>`count(*)::int4`.as('count'))
        .where('site_id', '=', siteId)
        .executeTakeFirstOrThrow();
      return row.count;
    },
    contactById: async (siteId, id) => (await byIds(siteId, [id]))[0] ?? null,
    contactsByIds: byIds,
    async contactIdsByIdentifier(siteId, identifiers) {
      const rows = await database
        .selectFrom('contact_identifiers')
        .select(['identifier', 'contact_id'])
        .where('site_id', '=', siteId)
        .where('identifier', '=', sql<string>`any(${[...identifiers]}::text[])`)
        .execute();
      return new Map(rows.map((row) => [row.identifier, row.contact_id]));
    },
  };
}

const nothing: ContactSearch = { words: [], beginnings: [], endings: [] };

/** Each part by its own index; the words are letters and digits alone. */
function found(siteId: string, { words, beginnings, endings }: ContactSearch) {
  const query = words.map((word) => `'${word}':*`).join(' & ');
  const like = (texts: readonly string[]): readonly string[] => texts.map((text) => `${escaped(text)}%`);
  const backwards = like(endings.map((text) => [...text].toReversed().join('')));
  return sql<string>`(
    select id from attendant.contacts where site_id = ${siteId} and ${query} <> '' and search @@ to_tsquery('simple', ${query})
    union select contact_id from attendant.contact_identifiers
      where site_id = ${siteId} and ${anyLike(sql`identifier`, like(beginnings))}
    union select contact_id from attendant.contact_identifiers
      where site_id = ${siteId} and ${anyLike(sql`reverse(identifier)`, backwards)})`;
}

/** One `like` each: for an array of patterns no index is used. */
function anyLike(column: ReturnType<typeof sql>, patterns: readonly string[]) {
  if (patterns.length === 0) return sql<boolean>`false`;
  const each = patterns.map((pattern) => sql<boolean>`${column} like ${pattern}`);
  return sql<boolean>`(${sql.join(each, sql` or `)})`;
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const writeCursor = (name: string, id: string): string => Buffer.from(JSON.stringify([name, id])).toString('base64url');

/** A cursor that is none of ours begins at the beginning. */
function readCursor(cursor: string): { readonly name: string; readonly id: string } {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [name, id] = Array.isArray(read) ? (read as unknown[]) : [];
    return { name: typeof name === 'string' ? name : '', id: typeof id === 'string' ? id : '' };
  } catch {
    return { name: '', id: '' };
  }
}
