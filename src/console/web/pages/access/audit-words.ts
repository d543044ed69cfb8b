import type { AuditEntry } from '../../../contract/audit.ts';

interface Words {
  readonly title: string;
  readonly tone?: 'bad' | 'warn' | 'accent' | 'violet';
}

/** What is kept, in words; in the order of the filter. */
const known: Readonly<Record<string, Words>> = {
  'sign-in': { title: 'Signed in' },
  'sign-out': { title: 'Signed out' },
  'sign-in-failed': { title: 'Failed to sign in', tone: 'bad' },
  unmask: { title: 'Looked at numbers and addresses', tone: 'warn' },
  'play-recording': { title: 'Played a recording', tone: 'warn' },
  'export-call': { title: 'Exported a call', tone: 'warn' },
  command: { title: 'Took a hand in a call', tone: 'accent' },
  'callback-call-now': { title: 'Had a callback called now', tone: 'accent' },
  'callback-move': { title: 'Moved a callback', tone: 'accent' },
  'callback-cancel': { title: 'Cancelled a callback', tone: 'accent' },
  'resend-message': { title: 'Sent a message again', tone: 'accent' },
  'place-test-call': { title: 'Placed a test call' },
  'add-contact': { title: 'Added a contact', tone: 'accent' },
  'edit-contact': { title: 'Changed a contact', tone: 'accent' },
  'delete-contact': { title: 'Deleted a contact', tone: 'bad' },
  'add-opt-out': { title: 'Entered an opt-out', tone: 'accent' },
  'lift-opt-out': { title: 'Lifted an opt-out', tone: 'accent' },
  'import-contacts': { title: 'Imported contacts', tone: 'accent' },
  'export-person': { title: "Exported a person's data", tone: 'warn' },
  'delete-person': { title: "Had a person's data deleted", tone: 'bad' },
  'person-deleted': { title: "A person's data was deleted", tone: 'bad' },
  'edit-lines': { title: 'Edited lines', tone: 'accent' },
  'roll-back-lines': { title: 'Rolled lines back', tone: 'accent' },
  'add-account': { title: 'Added an account', tone: 'violet' },
  'change-account': { title: 'Changed an account', tone: 'violet' },
  'delete-account': { title: 'Deleted an account', tone: 'violet' },
};

export const knownActions: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'Everything' },
  ...Object.entries(known).map(([value, { title }]) => ({ value, label: title })),
];

export const wordsOf = (action: string): Words => known[action] ?? { title: action.replaceAll('-', ' ') };

/** Who it was, where it was nobody with an account. */
export const ownOperators: Readonly<Record<string, string>> = {
  local: 'this machine',
  console: 'shared password',
  terminal: 'npm run accounts',
};

/** "role: operator, password: changed". */
export function detailText(detail: AuditEntry['detail']): string {
  return Object.entries(detail)
    .filter(([name, value]) => value !== null && value !== '' && !(name === 'waitSeconds' && value === 0))
    .map(([name, value]) =>
      name === 'waitSeconds' ? `then made to wait ${String(value)} s` : `${wordOf(name)}: ${String(value)}`,
    )
    .join(', ');
}

/** "callId" is "call". */
const wordOf = (name: string): string =>
  name
    .replace(/Id$/, '')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll('_', ' ');
