import type { Contact } from '../../domain/call.ts';
import { parsePhoneNumber } from '../../domain/phone-number.ts';
import type { Site } from '../../domain/site.ts';
import type { ContactStore } from '../../ports/contact-store.ts';
import type { CallingAs } from '../contract/phone.ts';
import { ANONYMOUS } from './replay-script.ts';

/** Whom the business knows, as far as the phone asks. */
export type PhoneBookStore = Pick<ContactStore, 'contactPage' | 'contactById'>;

/** Where the phone's SIP ends live. */
const SIP_HOST = 'phone.example.com';

/** The number a contact calls from, or null. */
export const numberOf = ({ identifiers }: Contact): string | null =>
  identifiers.find((identifier) => identifier.startsWith('+')) ?? null;

/** What the carrier writes into `From`; or a sentence that says why nobody can call so. */
export async function callerFor(
  as: CallingAs,
  site: Site,
  store: Pick<PhoneBookStore, 'contactById'>,
): Promise<{ readonly from: string } | { readonly problem: string }> {
  if (as.kind === 'anonymous') return { from: ANONYMOUS };
  if (as.kind === 'sip') return { from: `sip:${as.user}@${SIP_HOST}` };
  if (as.kind === 'number') {
    const number = parsePhoneNumber(as.number, site.country);
    return number === null
      ? { problem: 'That is not a phone number. Write it with + and the country code, e.g. +1 415 555 0130.' }
      : { from: number };
  }
  const contact = await store.contactById(site.id, as.id);
  const number = contact === null ? null : numberOf(contact);
  return number === null ? { problem: 'This contact is not there any more, or has no number.' } : { from: number };
}
