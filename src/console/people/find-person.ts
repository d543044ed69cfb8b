import type { Response } from 'express';
import { parseEmailAddress } from '../../domain/email-address.ts';
import { parsePhoneNumber } from '../../domain/phone-number.ts';
import type { Site } from '../../domain/site.ts';
import type { Person } from '../../ports/people-store.ts';
import type { Store } from '../../ports/store.ts';
import type { ConsoleDependencies } from '../console-dependencies.ts';
import { PersonRequest } from '../contract/people.ts';
import { masked } from '../unmask.ts';
import { identifierShown } from './contact-views.ts';
import { siteOf } from './site-of.ts';

export interface FoundPerson extends Person {
  readonly contactId: string | null;
  readonly name: string | null;
  /** For the audit log: without number and address. */
  readonly subject: string;
}

/**
 * Who is meant by a contact, or by one number or address: all the numbers and addresses of the contact that is known by
 * it, else just that one. Null: refused and answered already.
 */
export async function findPerson(
  { store, siteBook }: Pick<ConsoleDependencies, 'store' | 'siteBook'>,
  given: unknown,
  response: Response,
): Promise<FoundPerson | null> {
  const request = PersonRequest.safeParse(given);
  if (!request.success) return refuse(response, 400, 'Say the contact, or a number or an address.');
  const { siteId, contactId, identifier } = request.data;
  const site = siteOf(siteBook, siteId, response);
  if (site === null) return null;
  if (contactId !== undefined) return byContact(store, site, contactId, response);
  const read = identifier === undefined ? null : readIdentifier(identifier, site);
  if (read === null) return refuse(response, 422, 'That is neither a phone number nor an e-mail address.');
  const contact = await store.findContact(site.id, read);
  return {
    siteId: site.id,
    identifiers: [...new Set([read, ...(contact?.identifiers ?? [])])],
    contactId: contact?.id ?? null,
    name: contact?.name ?? null,
    subject: contact === null ? `person with ${identifierShown(read, masked)}` : `contact ${contact.id}`,
  };
}

async function byContact(store: Store, site: Site, id: string, response: Response): Promise<FoundPerson | null> {
  const contact = await store.contactById(site.id, id);
  if (contact === null) return refuse(response, 404, 'There is no such contact.');
  const { identifiers, name } = contact;
  if (identifiers.length === 0)
    return refuse(
      response,
      409,
      'This contact has no number and no address, so nothing else leads to it. Remove the contact itself.',
    );
  return { siteId: site.id, identifiers, contactId: id, name, subject: `contact ${id}` };
}

const readIdentifier = (raw: string, { country }: Site): string | null =>
  raw.includes('@') ? parseEmailAddress(raw) : parsePhoneNumber(raw, country);

function refuse(response: Response, status: number, error: string): null {
  response.status(status).json({ error });
  return null;
}
