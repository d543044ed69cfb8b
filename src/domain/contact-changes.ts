import type { Contact } from './call.ts';

const fields = ['name', 'callbackNumber', 'email', 'language', 'timeZone', 'notes'] as const;

/** What is different between the contact as it is known and as it would be, by the names of its fields. */
export function changedFields(before: Contact, after: Contact): readonly string[] {
  const changed: string[] = fields.filter((field) => before[field] !== after[field]);
  const [known, next] = [new Set(before.identifiers), new Set(after.identifiers)];
  return known.size === next.size && known.values().every((one) => next.has(one))
    ? changed
    : [...changed, 'identifiers'];
}
