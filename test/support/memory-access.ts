import type { Account } from '../../src/domain/account.ts';
import { isSessionOver } from '../../src/domain/session-life.ts';
import type {
  AccountChange,
  AccountStore,
  AccountWithSecret,
  FoundSession,
  NewAccount,
  SessionHolder,
} from '../../src/ports/account-store.ts';
import type { AuditEntry, AuditPage, AuditStore, StoredAuditEntry } from '../../src/ports/audit-store.ts';
import { MemoryCallbacks } from './memory-callbacks.ts';

interface Session {
  readonly holder: SessionHolder;
  readonly createdAt: number;
  readonly seenAt: number;
}

/** Accounts, console sessions and the audit log of the store in memory. */
export class MemoryAccess extends MemoryCallbacks implements AccountStore, AuditStore {
  readonly audit: StoredAuditEntry[] = [];
  readonly #accounts = new Map<string, AccountWithSecret>();
  readonly #sessions = new Map<string, Session>();

  async appendAudit(entry: AuditEntry) {
    this.here();
    this.audit.push({ ...entry, id: this.audit.length + 1 });
  }

  async auditLog({ limit, before = Number.POSITIVE_INFINITY, operator, action }: AuditPage) {
    this.here();
    return this.audit
      .filter((entry) => entry.id < before)
      .filter((entry) => operator === undefined || entry.operator.startsWith(operator))
      .filter((entry) => action === undefined || entry.action === action)
      .toReversed()
      .slice(0, limit);
  }

  async accounts() {
    this.here();
    return [...this.#accounts.values()].map(withoutSecret).toSorted((one, two) => (one.name < two.name ? -1 : 1));
  }

  async hasAccounts() {
    this.here();
    return this.#accounts.size > 0;
  }

  async findAccount(name: string) {
    this.here();
    return this.#accounts.get(name) ?? null;
  }

  async addAccount({ createdAt, ...account }: NewAccount) {
    this.here();
    if (this.#accounts.has(account.name)) return false;
    const fresh = { version: 1, createdAt, changedAt: createdAt, signedInAt: null };
    this.#accounts.set(account.name, { ...account, ...fresh });
    return true;
  }

  async changeAccount(
    name: string,
    change: { readonly role?: Account['role']; readonly passwordHash?: string },
    { at, keepAdmin }: { readonly at: number; readonly keepAdmin: boolean },
  ): Promise<AccountChange> {
    this.here();
    const account = this.#accounts.get(name);
    if (account === undefined) return 'unknown';
    const demotes = change.role !== undefined && change.role !== 'admin';
    if (keepAdmin && demotes && this.#isLastAdmin(name)) return 'last-admin';
    this.#accounts.set(name, { ...account, ...change, changedAt: at, version: account.version + 1 });
    return 'done';
  }

  async deleteAccount(name: string, { keepAdmin }: { readonly keepAdmin: boolean }): Promise<AccountChange> {
    this.here();
    if (keepAdmin && this.#isLastAdmin(name)) return 'last-admin';
    return this.#accounts.delete(name) ? 'done' : 'unknown';
  }

  async saveSession(token: string, holder: SessionHolder, at: number) {
    this.here();
    if (holder.kind === 'account') {
      const account = this.#holderOf(holder);
      if (account === undefined) return false;
      this.#accounts.set(account.name, { ...account, signedInAt: at });
    }
    this.#sessions.set(token, { holder, createdAt: at, seenAt: at });
    return true;
  }

  async findSession(token: string, now: number, use: boolean): Promise<FoundSession | null> {
    this.here();
    const session = this.#sessions.get(token);
    if (session === undefined || isSessionOver(session, now)) return null;
    if (use && now - session.seenAt >= 60_000) this.#sessions.set(token, { ...session, seenAt: now });
    if (session.holder.kind === 'shared') return session.holder;
    const account = this.#holderOf(session.holder);
    return account === undefined ? null : { kind: 'account', account: withoutSecret(account) };
  }

  async deleteSession(token: string) {
    this.here();
    this.#sessions.delete(token);
  }

  protected forgetSessions(now: number): void {
    for (const [token, session] of this.#sessions) if (isSessionOver(session, now)) this.#sessions.delete(token);
  }

  #holderOf({ id, version }: { readonly id: string; readonly version: number }): AccountWithSecret | undefined {
    return [...this.#accounts.values()].find((account) => account.id === id && account.version === version);
  }

  #isLastAdmin(name: string): boolean {
    const admins = [...this.#accounts.values()].filter(({ role }) => role === 'admin');
    return admins.length === 1 && admins[0]?.name === name;
  }
}

const withoutSecret = ({ name, role, createdAt, changedAt, signedInAt }: AccountWithSecret): Account => ({
  name,
  role,
  createdAt,
  changedAt,
  signedInAt,
});
