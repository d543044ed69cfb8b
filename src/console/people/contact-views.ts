import type { Contact } from '../../domain/call.ts';
import { whyNotLifted } from '../../domain/opt-out-lifting.ts';
import type { StoredOptOut } from '../../ports/contact-store.ts';
import type { ContactSummary, OptOutView } from '../contract/contacts.ts';
import type { Shown } from '../unmask.ts';

export const isAddress = (identifier: string): boolean => identifier.includes('@');

/** A number or an address, as it is to be shown. */
export const identifierShown = (identifier: string, shown: Shown): string =>
  isAddress(identifier) ? shown.address(identifier) : shown.number(identifier);

export function contactSummary(contact: Contact, shown: Shown): ContactSummary {
  const { siteId, id, name, callbackNumber, email, language, timeZone } = contact;
  return {
    siteId,
    id,
    name,
    callbackNumber: callbackNumber === null ? null : shown.number(callbackNumber),
    email: email === null ? null : shown.address(email),
    language,
    timeZone,
  };
}

export function optOutView({ id, siteId, medium, destination, at, source }: StoredOptOut, shown: Shown): OptOutView {
  const fixed =
    destination === null ? 'Their data was deleted; nobody can say here who it is.' : whyNotLifted(source, medium);
  return {
    id,
    siteId,
    medium,
    destination: destination === null ? null : identifierShown(destination, shown),
    at,
    source,
    fixed,
  };
}
