import { createHmac } from 'node:crypto';
import type { Request } from 'express';
import { accountName, auditName, longestPassword, sharedOperator } from '../../domain/account.ts';
import { fail, type Outcome, succeed } from '../../domain/errors.ts';
import type { AccountWithSecret } from '../../ports/account-store.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import type { Store } from '../../ports/store.ts';
import type { Clock, Ids } from '../../ports.ts';
import { clientAddress } from './client-address.ts';
import { type Credentials, isSame } from './credentials.ts';
import { type Refusal, tooManyAtOnce, waitFirst, wrongPassword } from './refusal.ts';
import { SignInLimits } from './sign-in-limits.ts';

/** Whose password it was. */
export type Verified = { readonly kind: 'shared' } | { readonly kind: 'account'; readonly account: AccountWithSecret };

export interface CredentialCheckDependencies {
  readonly consolePassword: string | null;
  readonly store: Pick<Store, 'findAccount' | 'appendAudit'>;
  /** Absent: there are no accounts. */
  readonly passwords?: PasswordHasher;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'token'>;
}

/** What came of credentials while the account was in this version; null: there was none. */
interface Remembered {
  readonly version: number | null;
  readonly right: boolean;
}
const rememberedAtMost = 500;

/** Names and passwords, against the shared password and the accounts, under the limits. */
export class CredentialCheck {
  readonly #given: CredentialCheckDependencies;
  readonly #limits = new SignInLimits();
  readonly #remembered = new Map<string, Remembered>();
  readonly #key: string;

  constructor(dependencies: CredentialCheckDependencies) {
    this.#given = dependencies;
    this.#key = dependencies.ids.token();
  }

  /** Typed by somebody. Without a name it is the shared password. */
  async typed({ name, password }: Credentials, request: Request): Promise<Outcome<Verified, Refusal>> {
    const wanted = accountName(name) || sharedOperator;
    return this.#attempt([wanted], request, () =>
      wanted === sharedOperator ? Promise.resolve(this.#shared(password)) : this.#account({ name: wanted, password }),
    );
  }

  /**
   * Sent by a script with every request: what was right or wrong a moment ago still is, unless the account was changed,
   * and is neither worked out nor counted again. The shared password goes with any name.
   */
  async sent(credentials: Credentials, request: Request): Promise<Outcome<Verified, Refusal>> {
    const known = await this.recall(credentials);
    if (known !== null) return known.right === null ? fail(wrongPassword(0)) : succeed(known.right);
    const names = this.#given.consolePassword === null ? [credentials.name] : [credentials.name, sharedOperator];
    return this.#attempt(names, request, async () => {
      const verified = this.#shared(credentials.password) ?? (await this.#account(credentials));
      await this.#remember(credentials, verified);
      return verified;
    });
  }

  /** Null: not known. `right` null: they are wrong. */
  async recall(credentials: Credentials): Promise<{ readonly right: Verified | null } | null> {
    const remembered = this.#remembered.get(this.#keyOf(credentials));
    if (remembered === undefined) return null;
    const shared = this.#shared(credentials.password);
    if (shared !== null) return { right: shared };
    const account = await this.#given.store.findAccount(accountName(credentials.name));
    if ((account?.version ?? null) !== remembered.version) return null;
    return { right: remembered.right && account !== null ? { kind: 'account', account } : null };
  }

  #shared(password: string): Verified | null {
    const { consolePassword } = this.#given;
    return consolePassword !== null && isSame(password, consolePassword) ? { kind: 'shared' } : null;
  }

  /** As long for a name that nobody has. */
  async #account({ name, password }: Credentials): Promise<Verified | null> {
    const { passwords, store } = this.#given;
    if (passwords === undefined) return null;
    const account = await store.findAccount(accountName(name));
    const right = await passwords.verify(password.slice(0, longestPassword), account?.passwordHash ?? null);
    return right && account !== null && password.length <= longestPassword ? { kind: 'account', account } : null;
  }

  /** A failure is kept in the audit log, with the name as far as it could be one. */
  async #attempt(
    typed: readonly string[],
    request: Request,
    check: () => Promise<Verified | null>,
  ): Promise<Outcome<Verified, Refusal>> {
    const [names, address] = [typed.map(auditName), clientAddress(request)];
    const attempt = await this.#limits.attempt({ names, address }, check);
    if (attempt.outcome === 'right') return succeed(attempt.value);
    if (attempt.outcome === 'busy') return fail(tooManyAtOnce);
    if (attempt.outcome === 'wait') return fail(waitFirst(attempt.waitSeconds));
    const { waitSeconds } = attempt;
    const [operator = ''] = names;
    const detail = { from: address, waitSeconds };
    const at = this.#given.clock.now();
    await this.#given.store.appendAudit({ at, operator, action: 'sign-in-failed', subject: 'console', detail });
    return fail(wrongPassword(waitSeconds));
  }

  async #remember(credentials: Credentials, verified: Verified | null): Promise<void> {
    if (this.#remembered.size >= rememberedAtMost) this.#remembered.clear();
    const account =
      verified === null ? await this.#given.store.findAccount(accountName(credentials.name)) : accountOf(verified);
    this.#remembered.set(this.#keyOf(credentials), { version: account?.version ?? null, right: verified !== null });
  }

  #keyOf({ name, password }: Credentials): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([accountName(name), password]))
      .digest('base64url');
  }
}

const accountOf = (verified: Verified): AccountWithSecret | null =>
  verified.kind === 'account' ? verified.account : null;
