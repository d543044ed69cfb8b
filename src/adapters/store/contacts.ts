import { sql } from 'kysely';
import type { Contact } from '../../domain/call.ts';
import type { Store } from '../../ports.ts';
import type { Database, StoreTransaction } from './database.ts';
import { toJson } from './json.ts';

const BATCH = 1000;

export function storeContacts(database: Database): Pick<Store, 'findContact' | 'saveContacts'> {
  return {
    /** Two contacts with the same number recognise neither: a guess could tell one what belongs to the other. */
    async findContact(siteId, identifier) {
      const rows = await database
        .selectFrom('attendant.contact_identifiers as i')
        .innerJoin('attendant.contacts as c', (join) =>
          join.onRef('c.site_id', '=', 'i.site_id').onRef('c.id', '=', 'i.contact_id'),
        )
        .select('c.document')
        .where('i.site_id', '=', siteId)
        .where('i.identifier', '=', identifier)
        .limit(2)
        .execute();
      const [only, another] = rows;
      return only === undefined || another !== undefined ? null : (only.document as Contact);
    },
    async saveContacts(contacts) {
      await database.transaction().execute(async (transaction) => {
        for (let start = 0; start < contacts.length; start += BATCH)
          await saveBatch(transaction, contacts.slice(start, start + BATCH));
      });
    },
  };
}

async function saveBatch(transaction: StoreTransaction, contacts: readonly Contact[]): Promise<void> {
  // The last of an id wins, and the same order everywhere keeps two imports from locking each other out.
  const byId = new Map(contacts.map((contact) => [`${contact.siteId}\n${contact.id}`, contact]));
  const input = toJson([...byId.keys()].sort().map((key) => byId.get(key)));
  const rows = sql`jsonb_array_elements(${input}::jsonb) as document`;
  await sql`
    insert into attendant.contacts (site_id, id, document)
    select document->>'siteId', document->>'id', document from ${rows}
    on conflict (site_id, id) do update set document = excluded.document
  `.execute(transaction);
  await sql`
    delete from attendant.contact_identifiers i using ${rows}
    where i.site_id = document->>'siteId' and i.contact_id = document->>'id'
  `.execute(transaction);
  await sql`
    insert into attendant.contact_identifiers (site_id, identifier, contact_id)
    select distinct document->>'siteId', identifier, document->>'id'
    from ${rows}, jsonb_array_elements_text(document->'identifiers') as identifier
  `.execute(transaction);
}
