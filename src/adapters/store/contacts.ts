import type { Contact } from '../../domain/call.ts';
import type { Store } from '../../ports/store.ts';
import type { Database } from './tables.ts';

type Methods = Pick<Store, 'findContact' | 'saveContacts'>;

/** Who the business knows. */
export function contactMethods(database: Database): Methods {
  return {
    findContact: (siteId, identifier) => findContact(database, siteId, identifier),
    async saveContacts(contacts) {
      await database.transaction().execute(async (transaction) => {
        for (const contact of contacts) await saveContact(transaction, contact);
      });
    },
  };
}

async function findContact(database: Database, siteId: string, identifier: string): Promise<Contact | null> {
  const row = await database
    .selectFrom('contact_identifiers')
    .innerJoin('contacts', (join) =>
      join
        .onRef('contacts.id', '=', 'contact_identifiers.contact_id')
        .onRef('contacts.site_id', '=', 'contact_identifiers.site_id'),
    )
    .selectAll('contacts')
    .where('contact_identifiers.site_id', '=', siteId)
    .where('contact_identifiers.identifier', '=', identifier)
    .executeTakeFirst();
  if (row === undefined) return null;
  const identifiers = await database
    .selectFrom('contact_identifiers')
    .select('identifier')
    .where('site_id', '=', siteId)
    .where('contact_id', '=', row.id)
    .orderBy('identifier')
    .execute();
  return {
    id: row.id,
    siteId,
    name: row.name,
    callbackNumber: row.callback_number,
    email: row.email,
    language: row.language,
    timeZone: row.time_zone,
    notes: row.notes,
    identifiers: identifiers.map((found) => found.identifier),
  };
}

async function saveContact(database: Database, contact: Contact): Promise<void> {
  const { id, siteId } = contact;
  const fields = {
    name: contact.name,
    callback_number: contact.callbackNumber,
    email: contact.email,
    language: contact.language,
    time_zone: contact.timeZone,
    notes: contact.notes,
  };
  await database
    .insertInto('contacts')
    .values({ id, site_id: siteId, ...fields })
    .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(fields))
    .execute();
  await database.deleteFrom('contact_identifiers').where('site_id', '=', siteId).where('contact_id', '=', id).execute();
  for (const identifier of new Set(contact.identifiers)) {
    await database
      .insertInto('contact_identifiers')
      .values({ site_id: siteId, identifier, contact_id: id })
      .onConflict((conflict) => conflict.columns(['site_id', 'identifier']).doUpdateSet({ contact_id: id }))
      .execute();
  }
}
