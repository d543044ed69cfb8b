import type { Account } from '../domain/account.ts';
import type { Role } from '../domain/operator.ts';

/** An account with what signing in needs. `version` rises with every change; a deleted one's id never comes back. */
export interface AccountWithSecret extends Account {
  readonly id: string;
  readonly version: number;
  readonly passwordHash: string;
}

export type NewAccount = Pick<AccountWithSecret, 'id' | 'name' | 'role' | 'passwordHash' | 'createdAt'>;

/** What became of a change. `last-admin`: refused, nobody would be left to administer. */
export type AccountChange = 'done' | 'unknown' | 'last-admin';

/** Whose a session is: an account in the state it had at sign-in, or the one shared password with a proof of it. */
export type SessionHolder =
  | { readonly kind: 'account'; readonly id: string; readonly version: number }
  | { readonly kind: 'shared'; readonly proof: string };

export type FoundSession =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'shared'; readonly proof: string };

/** Who may use the console, and who does. */
export interface AccountStore {
  /** By name. */
  accounts(): Promise<readonly Account[]>;
  hasAccounts(): Promise<boolean>;
  findAccount(name: string): Promise<AccountWithSecret | null>;
  /** False: the name is taken. */
  addAccount(account: NewAccount): Promise<boolean>;
  /**
   * Ends every session of the account. `keepAdmin`: refused where it takes the last admin's role. Atomic: of two admins
   * who demote each other one remains.
   */
  changeAccount(
    name: string,
    change: { readonly role?: Role; readonly passwordHash?: string },
    options: { readonly at: number; readonly keepAdmin: boolean },
  ): Promise<AccountChange>;
  /** Ends its sessions too. `keepAdmin`: as above, also where only accounts without that role would be left. */
  deleteAccount(name: string, options: { readonly keepAdmin: boolean }): Promise<AccountChange>;

  /** Stored hashed. False: the account was changed or deleted since it was read, and there is no session. */
  saveSession(token: string, holder: SessionHolder, at: number): Promise<boolean>;
  /** Null: there is none, it is over, or its account was changed or deleted. `use`: it was used just now. */
  findSession(token: string, now: number, use: boolean): Promise<FoundSession | null>;
  deleteSession(token: string): Promise<void>;
}
