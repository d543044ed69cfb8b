import type { Contact } from '../domain/call.ts';
import type { Medium } from '../domain/message.ts';
import type { OptOutSource } from '../domain/notice.ts';

/** What is looked for: all of these words begin a word of the name, or one of the identifiers fits. */
export interface ContactSearch {
  readonly words: readonly string[];
  /** How an identifier (E.164, lower-case address) may begin, and how it may end. */
  readonly beginnings: readonly string[];
  readonly endings: readonly string[];
}

export interface ContactPage {
  readonly contacts: readonly Contact[];
  /** For the page after this one; null: this is the last. */
  readonly next: string | null;
}

export type PutContact =
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'exists' }
  | { readonly outcome: 'missing' }
  /** Another contact is recognised by this number or address. */
  | { readonly outcome: 'taken'; readonly identifier: string; readonly contactId: string };

export type ImportChange = 'added' | 'changed' | 'unchanged';

export interface ImportRow {
  readonly line: number;
  readonly change: ImportChange;
  readonly contact: Contact;
  /** What is different, by the names of a contact's fields. */
  readonly fields: readonly string[];
}

export interface ContactImport {
  readonly id: string;
  readonly siteId: string;
  readonly state: 'previewed' | 'applied';
  readonly counts: Readonly<Record<ImportChange, number>>;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly appliedAt: number | null;
}

/** `stale`: the site's contacts have changed since the preview; nothing was written. */
export type AppliedImport = 'applied' | 'already' | 'stale' | 'missing';

export interface StoredOptOut {
  readonly id: number;
  readonly siteId: string;
  readonly medium: Medium;
  /** Null: of somebody whose data was deleted; it goes on holding. */
  readonly destination: string | null;
  readonly at: number;
  readonly source: OptOutSource;
}

/** Whom the business knows, who wants no messages, and files of contacts on their way in. */
export interface ContactStore {
  /** By name, those without one last. `search` null: all of them. */
  contactPage(
    siteId: string,
    search: ContactSearch | null,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<ContactPage>;
  countContacts(siteId: string): Promise<number>;
  contactById(siteId: string, id: string): Promise<Contact | null>;
  contactsByIds(siteId: string, ids: readonly string[]): Promise<readonly Contact[]>;
  /** Which contact is recognised by each of these. */
  contactIdsByIdentifier(siteId: string, identifiers: readonly string[]): Promise<ReadonlyMap<string, string>>;
  putContact(contact: Contact, mode: 'create' | 'update'): Promise<PutContact>;
  /** Of the contact alone; nothing else about the person. False: there was none. */
  deleteContact(siteId: string, id: string): Promise<boolean>;
  /** Raised with every change of a site's contacts. */
  contactVersion(siteId: string): Promise<number>;

  /** A preview: nothing of it holds before it is applied. `base`: the contacts' version it was compared with. */
  saveImport(contactImport: ContactImport, base: number, rows: readonly ImportRow[]): Promise<void>;
  findImport(id: string): Promise<ContactImport | null>;
  importRows(
    id: string,
    page: { readonly change: ImportChange | null; readonly afterLine: number; readonly limit: number },
  ): Promise<readonly ImportRow[]>;
  /** All of it in one transaction, once. */
  applyImport(id: string, at: number): Promise<AppliedImport>;
  /** Previews from before, applied or not. */
  forgetImports(before: number): Promise<void>;

  /** Newest first. `text`: how a destination begins or ends. */
  optOutPage(
    siteId: string,
    text: string | null,
    page: { readonly before: number | null; readonly limit: number },
  ): Promise<readonly StoredOptOut[]>;
  findOptOut(id: number): Promise<StoredOptOut | null>;
  /** Only if it is of one of these sources still. False: nothing was lifted. */
  liftOptOut(id: number, sources: readonly OptOutSource[]): Promise<boolean>;
}
