import type { Role } from './operator.ts';

/** Somebody who signs in to the console under a name of their own. Times are epoch ms. */
export interface Account {
  readonly name: string;
  readonly role: Role;
  readonly createdAt: number;
  /** When the role or the password was changed last; every session from before is over. */
  readonly changedAt: number;
  /** Null: never. */
  readonly signedInAt: number | null;
}

/** Names the console gives itself: the open console of one machine, and the one shared password. */
export const localOperator = 'local';
export const sharedOperator = 'console';

export const longestName = 40;
export const shortestPassword = 12;
export const longestPassword = 200;

/** No spaces, no capitals, nothing that could break a line, a header or a log. */
const namePattern = /^[a-z0-9][a-z0-9._-]*$/;

/** A name as it is kept, whatever way it is typed. */
export const accountName = (typed: string): string => typed.trim().toLowerCase();

/** What is wrong with this name for an account, in a sentence; null: nothing. */
export function nameProblem(name: string): string | null {
  if (name.length === 0 || name.length > longestName || !namePattern.test(name))
    return `A name has 1 to ${longestName} letters a to z, digits, dots, dashes or underscores.`;
  return name === localOperator || name === sharedOperator ? `The name "${name}" is the server's own.` : null;
}

/** What is wrong with this password for an account, in a sentence; null: nothing. */
export function passwordProblem(password: string, name: string): string | null {
  if (password.length < shortestPassword) return `A password has at least ${shortestPassword} characters.`;
  if (password.length > longestPassword) return `A password has at most ${longestPassword} characters.`;
  if (password.toLowerCase().includes(name) && password.length < name.length + shortestPassword)
    return 'The password is little more than the name.';
  return new Set(password).size < 5 ? 'The password repeats the same few characters.' : null;
}

/** A name that nobody checked, cut to what a name may be: for the audit log. */
export const auditName = (typed: string): string =>
  accountName(typed)
    .replace(/[^a-z0-9._-]/g, '')
    .slice(0, longestName) || 'no name';
