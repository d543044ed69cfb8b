import type { Contact } from '../../src/domain/call.ts';
import type { Medium } from '../../src/domain/message.ts';
import type { OptOutSource } from '../../src/domain/notice.ts';
import type {
  AppliedImport,
  ContactImport,
  ContactPage,
  ContactSearch,
  ContactStore,
  ImportRow,
  PutContact,
} from '../../src/ports/contact-store.ts';
import { MemoryFeed } from './memory-feed.ts';

interface KeptImport {
  readonly one: ContactImport;
  readonly base: number;
  readonly rows: readonly ImportRow[];
}

/** Contacts, files of them and opt-outs of the store in memory. */
export abstract class MemoryContacts extends MemoryFeed implements ContactStore {
  readonly contacts = new Map<string, Contact>();
  readonly imports = new Map<string, KeptImport>();
  readonly #versions = new Map<string, number>();
  readonly #optOutIds = new Map<string, number>();

  async findContact(siteId: string, identifier: string) {
    this.here();
    return this.#ofSite(siteId).find(({ identifiers }) => identifiers.includes(identifier)) ?? null;
  }

  async saveContacts(contacts: readonly Contact[]) {
    this.here();
    this.#save(contacts);
  }

  #save(contacts: readonly Contact[]): void {
    for (const contact of contacts) {
      this.raiseContacts(contact.siteId);
      for (const other of this.#ofSite(contact.siteId)) {
        const left = other.identifiers.filter((one) => !contact.identifiers.includes(one));
        if (other.id !== contact.id) this.contacts.set(other.id, { ...other, identifiers: left });
      }
      this.contacts.set(contact.id, { ...contact, identifiers: [...new Set(contact.identifiers)].toSorted() });
    }
  }

  async contactPage(
    siteId: string,
    search: ContactSearch | null,
    page: { after: string | null; limit: number },
  ): Promise<ContactPage> {
    this.here();
    const found = this.#ofSite(siteId)
      .filter((contact) => search === null || fits(contact, search))
      .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
      .filter((contact) => page.after === null || sortKey(contact) > page.after);
    const contacts = found.slice(0, page.limit);
    const last = contacts.at(-1);
    return { contacts, next: found.length > page.limit && last !== undefined ? sortKey(last) : null };
  }

  async countContacts(siteId: string) {
    this.here();
    return this.#ofSite(siteId).length;
  }

  async contactById(siteId: string, id: string): Promise<Contact | null> {
    return (await this.contactsByIds(siteId, [id]))[0] ?? null;
  }

  async contactsByIds(siteId: string, ids: readonly string[]) {
    this.here();
    return this.#ofSite(siteId).filter(({ id }) => ids.includes(id));
  }

  async contactIdsByIdentifier(siteId: string, identifiers: readonly string[]) {
    this.here();
    const pairs = this.#ofSite(siteId).flatMap((one) => one.identifiers.map((found) => [found, one.id] as const));
    return new Map(pairs.filter(([found]) => identifiers.includes(found)));
  }

  async putContact(contact: Contact, mode: 'create' | 'update'): Promise<PutContact> {
    this.here();
    const known = this.#ofSite(contact.siteId).some(({ id }) => id === contact.id);
    if (mode === 'create' && known) return { outcome: 'exists' };
    if (mode === 'update' && !known) return { outcome: 'missing' };
    for (const { id, identifiers } of this.#ofSite(contact.siteId)) {
      const identifier = identifiers.find((one) => contact.identifiers.includes(one));
      if (id !== contact.id && identifier !== undefined) return { outcome: 'taken', identifier, contactId: id };
    }
    this.#save([contact]);
    return { outcome: 'saved' };
  }

  async deleteContact(siteId: string, id: string) {
    this.here();
    if ((await this.contactById(siteId, id)) === null) return false;
    this.raiseContacts(siteId);
    return this.contacts.delete(id);
  }

  async contactVersion(siteId: string) {
    this.here();
    return this.#versions.get(siteId) ?? 0;
  }

  async saveImport(one: ContactImport, base: number, rows: readonly ImportRow[]) {
    this.here();
    this.imports.set(one.id, { one, base, rows });
  }

  async findImport(id: string) {
    this.here();
    return this.imports.get(id)?.one ?? null;
  }

  async importRows(id: string, page: { change: ImportRow['change'] | null; afterLine: number; limit: number }) {
    this.here();
    return (this.imports.get(id)?.rows ?? [])
      .filter(({ change, line }) => line > page.afterLine && (page.change === null || page.change === change))
      .toSorted((a, b) => a.line - b.line)
      .slice(0, page.limit);
  }

  async applyImport(id: string, at: number): Promise<AppliedImport> {
    this.here();
    const kept = this.imports.get(id);
    if (kept === undefined) return 'missing';
    if (kept.one.state === 'applied') return 'already';
    if ((this.#versions.get(kept.one.siteId) ?? 0) !== kept.base) return 'stale';
    this.raiseContacts(kept.one.siteId);
    this.#save(kept.rows.filter(({ change }) => change !== 'unchanged').map(({ contact }) => contact));
    this.imports.set(id, { ...kept, one: { ...kept.one, state: 'applied', appliedAt: at } });
    return 'applied';
  }

  async forgetImports(before: number) {
    this.here();
    for (const [id, { one }] of this.imports) if (one.createdAt < before) this.imports.delete(id);
  }

  async optOutPage(siteId: string, text: string | null, page: { before: number | null; limit: number }) {
    this.here();
    return this.allOptOuts()
      .filter((one) => one.siteId === siteId && (text === null || (one.destination ?? '').includes(text)))
      .filter(({ id }) => page.before === null || id < page.before)
      .toSorted((a, b) => b.id - a.id)
      .slice(0, page.limit);
  }

  async findOptOut(id: number) {
    this.here();
    return this.allOptOuts().find((one) => one.id === id) ?? null;
  }

  async liftOptOut(id: number, sources: readonly OptOutSource[]) {
    this.here();
    const key = [...this.optOuts.keys()].find((one) => this.#optOutId(one) === id);
    const source = key === undefined ? undefined : this.optOuts.get(key);
    return key !== undefined && source !== undefined && sources.includes(source) && this.optOuts.delete(key);
  }

  protected allOptOuts() {
    return [...this.optOuts].map(([key, source]) => {
      const [siteId = '', medium = '', destination = ''] = key.split(' ');
      const shown = destination.startsWith('hash:') ? null : destination;
      const at = this.optOutTimes.get(key) ?? 0;
      return { id: this.#optOutId(key), siteId, medium: medium as Medium, destination: shown, at, source };
    });
  }

  protected raiseContacts(siteId: string): void {
    this.#versions.set(siteId, (this.#versions.get(siteId) ?? 0) + 1);
  }

  #ofSite(siteId: string): readonly Contact[] {
    return [...this.contacts.values()].filter((contact) => contact.siteId === siteId);
  }

  #optOutId(key: string): number {
    const id = this.#optOutIds.get(key) ?? this.#optOutIds.size + 1;
    this.#optOutIds.set(key, id);
    return id;
  }
}

const sortKey = ({ name, id }: Contact): string => `${(name || '~').toLowerCase()}\0${id}`;

function fits({ name, identifiers }: Contact, { words, beginnings, endings }: ContactSearch): boolean {
  const own = (name ?? '').toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const named = words.length > 0 && words.every((word) => own.some((one) => one.startsWith(word)));
  const reached = identifiers.some(
    (one) => beginnings.some((text) => one.startsWith(text)) || endings.some((text) => one.endsWith(text)),
  );
  return named || reached;
}
