import type { Contact } from './call.ts';
import type { ContactColumn } from './contact-row.ts';

const fields = ['name', 'callbackNumber', 'email', 'language', 'timeZone', 'notes'] as const;

/** What is different between the contact as it is known and as it would be, by the names of its fields. */
export function changedFields(before: Contact, after: Contact): readonly string[] {
  const changed: string[] = fields.filter((field) => before[field] !== after[field]);
  const [known, next] = [new Set(before.identifiers), new Set(after.identifiers)];
  return known.size === next.size && known.values().every((one) => next.has(one))
    ? changed
    : [...changed, 'identifiers'];
}

/**
 * The contact as a file with these columns means it: of what the file has no column for, the known stays. `isTaken`: a
 * number or address the file gives to somebody else.
 */
export function withKnown(
  before: Contact,
  after: Contact,
  columns: readonly ContactColumn[],
  isTaken: (identifier: string) => boolean,
): Contact {
  const has = (...names: readonly ContactColumn[]): boolean => names.some((name) => columns.includes(name));
  const kept = before.identifiers.filter(
    (one) => !has(one.includes('@') ? 'other_emails' : 'other_phones') && !isTaken(one),
  );
  return {
    ...after,
    name: has('name') ? after.name : before.name,
    callbackNumber: has('phone', 'callback_number') ? after.callbackNumber : before.callbackNumber,
    email: has('email') ? after.email : before.email,
    language: has('language') ? after.language : before.language,
    timeZone: has('time_zone') ? after.timeZone : before.timeZone,
    notes: has('notes') ? after.notes : before.notes,
    identifiers: [...new Set([...after.identifiers, ...kept])],
  };
}
