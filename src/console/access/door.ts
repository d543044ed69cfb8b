import type { Request } from 'express';
import { localOperator, sharedOperator } from '../../domain/account.ts';
import { fail, type Outcome, succeed } from '../../domain/errors.ts';
import type { Operator } from '../../domain/operator.ts';
import type { SessionHolder } from '../../ports/account-store.ts';
import type { Store } from '../../ports/store.ts';
import type { Clock } from '../../ports.ts';
import { CredentialCheck, type CredentialCheckDependencies, type Verified } from './credential-check.ts';
import { type Credentials, csrfTokenOf, isSame, proofOf, readBasic } from './credentials.ts';
import { nobodySignsIn, onlyHere, type Refusal, signInFirst } from './refusal.ts';
import { isLocal } from './request-origin.ts';
import { readSessionCookie } from './session-cookie.ts';

/** Somebody who may use the console, and how they got in. */
export interface Entry {
  readonly operator: Operator;
  readonly by: 'session' | 'basic' | 'this-machine';
  /** What `X-CSRF-Token` must say with a change; null: nothing a browser adds by itself let them in. */
  readonly csrfToken: string | null;
  /** Whether it is still so. */
  readonly holds: () => Promise<boolean>;
}

export interface DoorDependencies extends CredentialCheckDependencies {
  /** Where browsers reach us, besides the address we listen on. */
  readonly publicUrl?: () => string;
  readonly store: CredentialCheckDependencies['store'] &
    Pick<Store, 'hasAccounts' | 'saveSession' | 'findSession' | 'deleteSession' | 'sharedSecret'>;
}

const shared: Operator = { name: sharedOperator, role: 'admin' };
const local: Operator = { name: localOperator, role: 'admin' };

/** Who may use the console: by a session, by HTTP Basic, or by being on this machine while nobody has to sign in. */
export class Door {
  readonly clock: Clock;
  readonly hasSharedPassword: boolean;
  readonly credentials: CredentialCheck;
  readonly #given: DoorDependencies;
  #localSecret: Promise<string> | null = null;

  constructor(dependencies: DoorDependencies) {
    this.#given = dependencies;
    this.clock = dependencies.clock;
    this.hasSharedPassword = dependencies.consolePassword !== null;
    this.credentials = new CredentialCheck(dependencies);
  }

  readonly publicUrl = (): string => this.#given.publicUrl?.() ?? '';

  /** There is a password or an account to sign in with: then everybody has to. */
  async hasSignIn(): Promise<boolean> {
    return this.hasSharedPassword || this.#given.store.hasAccounts();
  }

  async enter(request: Request): Promise<Outcome<Entry, Refusal>> {
    if (!(await this.hasSignIn())) return isLocal(request) ? succeed(await this.#thisMachine()) : fail(onlyHere);
    const basic = readBasic(request.headers.authorization);
    if (basic !== null) return this.#basic(basic, request);
    const token = readSessionCookie(request, this.publicUrl());
    const operator = token === null ? null : await this.#operatorOf(token, true);
    if (token === null || operator === null) return fail(signInFirst);
    const holds = async (): Promise<boolean> => (await this.#operatorOf(token, false)) !== null;
    return succeed({ operator, by: 'session', csrfToken: csrfTokenOf(token), holds });
  }

  /** Begins a session, always with a token that nobody has seen before; the one the browser had is over. */
  async signIn(
    credentials: Credentials,
    request: Request,
  ): Promise<Outcome<{ readonly token: string; readonly operator: Operator }, Refusal>> {
    if (!(await this.hasSignIn())) return fail(isLocal(request) ? nobodySignsIn : onlyHere);
    const verified = await this.credentials.typed(credentials, request);
    if (!verified.ok) return verified;
    const token = await this.#begin(verified.value, credentials.password);
    if (token === null) return fail(signInFirst);
    await this.signOut(request);
    return succeed({ token, operator: operatorOf(verified.value) });
  }

  async signOut(request: Request): Promise<void> {
    const token = readSessionCookie(request, this.publicUrl());
    if (token !== null) await this.#given.store.deleteSession(token);
  }

  /** Null: the account was changed meanwhile. */
  async #begin(verified: Verified, password: string): Promise<string | null> {
    const token = this.#given.ids.token();
    const holder: SessionHolder =
      verified.kind === 'shared'
        ? { kind: 'shared', proof: proofOf(token, password) }
        : { kind: 'account', id: verified.account.id, version: verified.account.version };
    return (await this.#given.store.saveSession(token, holder, this.clock.now())) ? token : null;
  }

  async #thisMachine(): Promise<Entry> {
    const { store, ids } = this.#given;
    this.#localSecret ??= store.sharedSecret('console', ids.token()).catch((error: unknown) => {
      this.#localSecret = null;
      throw error;
    });
    const csrfToken = csrfTokenOf(await this.#localSecret);
    const holds = async (): Promise<boolean> => !(await this.hasSignIn());
    return { operator: local, by: 'this-machine', csrfToken, holds };
  }

  async #basic(credentials: Credentials, request: Request): Promise<Outcome<Entry, Refusal>> {
    const verified = await this.credentials.sent(credentials, request);
    if (!verified.ok) return verified;
    const holds = async (): Promise<boolean> => ((await this.credentials.recall(credentials))?.right ?? null) !== null;
    return succeed({ operator: operatorOf(verified.value), by: 'basic', csrfToken: null, holds });
  }

  async #operatorOf(token: string, use: boolean): Promise<Operator | null> {
    const { store, consolePassword } = this.#given;
    const session = await store.findSession(token, this.clock.now(), use);
    if (session === null) return null;
    if (session.kind === 'account') return { name: session.account.name, role: session.account.role };
    return consolePassword !== null && isSame(session.proof, proofOf(token, consolePassword)) ? shared : null;
  }
}

function operatorOf(verified: Verified): Operator {
  return verified.kind === 'shared' ? shared : { name: verified.account.name, role: verified.account.role };
}
