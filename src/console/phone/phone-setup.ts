import type { Line } from '../../domain/line.ts';
import type { Site } from '../../domain/site.ts';
import { speakMaskedNumber } from '../../domain/spoken/masked.ts';
import { openTargets } from '../../domain/transfer-targets.ts';
import type { PhoneSetup } from '../contract/phone.ts';
import { numberOf, type PhoneBookStore } from './phone-book.ts';
import { suggestionsFor } from './suggestions.ts';

const CONTACTS_PER_SITE = 50;

/** Whom the phone can call at `now`, and as whom. */
export async function phoneSetup(
  sites: readonly Site[],
  store: Pick<PhoneBookStore, 'contactPage'>,
  now: number,
): Promise<PhoneSetup> {
  const contacts = await Promise.all(sites.map((site) => contactsOf(site, store)));
  return { lines: sites.flatMap((site) => linesOf(site, now)), contacts: contacts.flat() };
}

const linesOf = (site: Site, now: number): PhoneSetup['lines'] =>
  site.lines.map((line) => ({
    siteId: site.id,
    lineId: line.id,
    site: site.name,
    name: line.name,
    number: line.numbers[0] ?? '',
    country: site.country,
    language: line.voice.language,
    open: openTargets({ site, line, version: '' }, now).length > 0,
    people: peopleOf(line),
    suggestions: [...suggestionsFor(site, line, now)],
  }));

/** Named by department, or as in the site file. */
const peopleOf = ({ transfer }: Line): PhoneSetup['lines'][number]['people'] =>
  (transfer?.targets ?? []).flatMap(({ id, number, sip_uri, department }) =>
    [number, sip_uri].flatMap((address) =>
      address === undefined ? [] : [{ address, name: department ?? id.replaceAll('_', ' ') }],
    ),
  );

async function contactsOf(site: Site, store: Pick<PhoneBookStore, 'contactPage'>): Promise<PhoneSetup['contacts']> {
  const page = await store.contactPage(site.id, null, { after: null, limit: CONTACTS_PER_SITE });
  return page.contacts.flatMap((contact) => {
    const number = numberOf(contact);
    if (number === null) return [];
    return [
      { id: contact.id, siteId: site.id, name: contact.name ?? 'Without a name', number: speakMaskedNumber(number) },
    ];
  });
}
