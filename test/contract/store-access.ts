import { expect, it } from 'vitest';
import type { NewAccount } from '../../src/ports/account-store.ts';
import type { AuditEntry } from '../../src/ports/audit-store.ts';
import { id, now, type UnderTest } from './store-parts.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const newAccount = (changes: Partial<NewAccount> = {}): NewAccount => ({
  id: id(),
  name: `n${id()}`,
  role: 'operator',
  passwordHash: 'hash',
  createdAt: now,
  ...changes,
});

/** Accounts of the console, who is signed in, and the audit log. */
export function accessRules(under: UnderTest): void {
  const kept = { at: now, keepAdmin: false };
  const added = async (changes: Partial<NewAccount> = {}) => {
    const account = newAccount(changes);
    expect(await under().store.addAccount(account)).toBe(true);
    return account;
  };
  const signedIn = async (account: NewAccount, at = now) => {
    const token = id();
    const holder = { kind: 'account', id: account.id, version: 1 } as const;
    expect(await under().store.saveSession(token, holder, at)).toBe(true);
    return token;
  };
  /** Nobody else may be admin while the last one is the subject. */
  const onlyAdmins = async (...names: readonly string[]) => {
    for (const { name, role } of await under().store.accounts())
      if (role === 'admin' && !names.includes(name)) await under().store.deleteAccount(name, { keepAdmin: false });
  };

  it('[ACC1] an account comes back as it was added, its secret only by its name', async () => {
    const account = await added({ role: 'viewer' });
    const { passwordHash: _secret, id: _id, ...shown } = account;
    const whole = { ...account, version: 1, changedAt: now, signedInAt: null };
    expect(await under().other.findAccount(account.name)).toEqual(whole);
    const listed = (await under().other.accounts()).find(({ name }) => name === account.name);
    expect(listed).toEqual({ ...shown, changedAt: now, signedInAt: null });
    expect(await under().other.findAccount('nobody')).toBeNull();
    expect(await under().other.hasAccounts()).toBe(true);
  });

  it('[ACC1] accounts are listed by name', async () => {
    for (const name of ['b.b', 'b-b', 'b_b', 'bb']) await added({ name: `${name}${id()}` });
    const names = (await under().store.accounts()).map(({ name }) => name);
    expect(names).toEqual(names.toSorted());
  });

  it('[ACC2] of 20 who take a name at once one has it, and keeps what it had', async () => {
    const name = `n${id()}`;
    const stores = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? under().store : under().other));
    const taken = await Promise.all(
      stores.map((store, index) => store.addAccount(newAccount({ name, passwordHash: `hash ${index}` }))),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect((await under().store.findAccount(name))?.passwordHash).toBe(`hash ${taken.indexOf(true)}`);
  });

  it.each([{ role: 'viewer' }, { passwordHash: 'another' }] as const)(
    '[ACC3] a change of %o is kept, raises the version and ends the sessions of that account only',
    async (change) => {
      const [account, bystander] = [await added(), await added()];
      const [token, theirs] = [await signedIn(account), await signedIn(bystander)];
      const options = { at: now + 5, keepAdmin: true };
      expect(await under().other.changeAccount(account.name, change, options)).toBe('done');
      const whole = { ...account, ...change, version: 2, changedAt: now + 5, signedInAt: now };
      expect(await under().store.findAccount(account.name)).toEqual(whole);
      expect(await under().store.findSession(token, now + 6, true)).toBeNull();
      expect(await under().store.findSession(theirs, now + 6, true)).toMatchObject({ account: { role: 'operator' } });
      expect(await under().other.changeAccount('nobody', change, options)).toBe('unknown');
    },
  );

  it('[ACC4] a deleted account has no sessions, and another of its name does not inherit them', async () => {
    const account = await added();
    const token = await signedIn(account);
    expect(await under().other.deleteAccount(account.name, { keepAdmin: false })).toBe('done');
    expect(await under().other.deleteAccount(account.name, { keepAdmin: false })).toBe('unknown');
    await added({ name: account.name });
    expect(await under().store.findSession(token, now, true)).toBeNull();
  });

  it('[ACC5] whoever was read before a change, or is gone, gets no session', async () => {
    const account = await added();
    await under().other.changeAccount(account.name, { role: 'admin' }, kept);
    const [token, stale] = [id(), { kind: 'account', id: account.id, version: 1 } as const];
    expect(await under().store.saveSession(token, stale, now)).toBe(false);
    expect(await under().store.findSession(token, now, true)).toBeNull();
    expect(await under().store.saveSession(token, { ...stale, id: 'nobody' }, now)).toBe(false);
    expect(await under().store.saveSession(token, { ...stale, version: 2 }, now)).toBe(true);
    expect(await under().other.findSession(token, now, true)).toMatchObject({ account: { role: 'admin' } });
  });

  it('[ACC6] a session is over 12 hours after its last use and 7 days after its begin', async () => {
    const account = await added();
    const [unused, used] = [await signedIn(account), await signedIn(account)];
    const isThere = async (token: string, at: number, use: boolean) =>
      (await under().other.findSession(token, at, use)) !== null;
    expect(await isThere(unused, now + 12 * hourMs - 1, false)).toBe(true);
    expect(await isThere(unused, now + 12 * hourMs, true)).toBe(false);
    for (let at = now; at < now + 7 * dayMs; at += 11 * hourMs) expect(await isThere(used, at, true)).toBe(true);
    expect(await isThere(used, now + 7 * dayMs - 1, true)).toBe(true);
    expect(await isThere(used, now + 7 * dayMs, true)).toBe(false);
  });

  it('[ACC6] looking at a session does not prolong it', async () => {
    const token = await signedIn(await added());
    expect(await under().store.findSession(token, now + 11 * hourMs, false)).not.toBeNull();
    expect(await under().store.findSession(token, now + 13 * hourMs, false)).toBeNull();
  });

  it('[ACC7] a session of the shared password comes with its proof, and ends when it is deleted', async () => {
    const token = id();
    expect(await under().store.saveSession(token, { kind: 'shared', proof: 'proof' }, now)).toBe(true);
    expect(await under().other.findSession(token, now, true)).toEqual({ kind: 'shared', proof: 'proof' });
    await under().other.deleteSession(token);
    await under().other.deleteSession(token);
    expect(await under().store.findSession(token, now, true)).toBeNull();
  });

  it('[ACC8] what is over is forgotten, what is not stays', async () => {
    const account = await added();
    const [old, fresh] = [await signedIn(account), await signedIn(account, now + hourMs)];
    await under().store.purgeExpired(now + 12 * hourMs);
    // As if it had never been: the time is back before its end.
    expect(await under().store.findSession(old, now, false)).toBeNull();
    expect(await under().store.findSession(fresh, now + 12 * hourMs, false)).not.toBeNull();
  });

  it('[ACC9] the last admin keeps the role and the account where somebody has to', async () => {
    const [admin, viewer] = [await added({ role: 'admin' }), await added({ role: 'viewer' })];
    await onlyAdmins(admin.name);
    const guard = { at: now, keepAdmin: true };
    expect(await under().store.changeAccount(admin.name, { role: 'viewer' }, guard)).toBe('last-admin');
    expect(await under().store.deleteAccount(admin.name, guard)).toBe('last-admin');
    expect(await under().store.changeAccount(admin.name, { passwordHash: 'x' }, guard)).toBe('done');
    expect(await under().store.changeAccount(admin.name, { role: 'admin' }, guard)).toBe('done');
    expect(await under().store.changeAccount(viewer.name, { role: 'operator' }, guard)).toBe('done');
    expect(await under().store.deleteAccount(viewer.name, guard)).toBe('done');
    expect(await under().store.changeAccount(admin.name, { role: 'viewer' }, kept)).toBe('done');
    expect(await under().store.deleteAccount(admin.name, kept)).toBe('done');
  });

  it('[ACC9] of admins who demote and delete each other at once one remains', async () => {
    for (let round = 0; round < 5; round++) {
      const [one, two] = [await added({ role: 'admin' }), await added({ role: 'admin' })];
      await onlyAdmins(one.name, two.name);
      const guard = { at: now, keepAdmin: true };
      const outcomes = await Promise.all([
        under().store.changeAccount(one.name, { role: 'viewer' }, guard),
        under().other.deleteAccount(two.name, guard),
      ]);
      expect(outcomes.toSorted()).toEqual(['done', 'last-admin']);
    }
  });

  const entry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
    at: now,
    operator: 'local',
    action: 'unmask',
    subject: 'call call_1',
    detail: {},
    ...changes,
  });

  it('[AUD1] the log is read newest first, page by page, none twice and none left out', async () => {
    const operator = id();
    for (const at of [3, 1, 2, 5, 4]) await under().store.appendAudit(entry({ operator, at }));
    const first = await under().other.auditLog({ limit: 3, operator });
    const second = await under().other.auditLog({ limit: 3, operator, before: first.at(-1)?.id ?? 0 });
    expect(first.map(({ at }) => at)).toEqual([4, 5, 2]);
    expect(second.map(({ at }) => at)).toEqual([1, 3]);
    const { id: newest, ...whole } = (await under().other.auditLog({ limit: 1, operator }))[0] ?? { id: 0 };
    expect(whole).toEqual(entry({ operator, at: 4 }));
    expect(newest).toBe(first[0]?.id);
  });

  it('[AUD2] by how an operator begins, by action, and by both', async () => {
    const [dana, eve] = [id(), id()];
    for (const operator of [dana, eve])
      for (const action of ['unmask', 'sign-in']) await under().store.appendAudit(entry({ operator, action }));
    const found = async (page: { readonly operator?: string; readonly action?: string }) =>
      (await under().store.auditLog({ limit: 1000, ...page })).filter(({ operator }) => [dana, eve].includes(operator));
    expect(await found({ operator: dana })).toHaveLength(2);
    expect(await found({ operator: dana.slice(0, -1) })).toHaveLength(2);
    for (const other of [dana.slice(1), `${dana}x`, '%', `_${dana.slice(1)}`])
      expect(await found({ operator: other })).toHaveLength(0);
    expect(new Set((await found({ action: 'sign-in' })).map(({ action }) => action))).toEqual(new Set(['sign-in']));
    expect(await found({ action: 'sign' })).toHaveLength(0);
    expect(await found({ operator: eve, action: 'unmask' })).toHaveLength(1);
  });

  it('[AUD3] whatever stands in an entry is kept, less what no database keeps', async () => {
    const operator = id();
    const detail = { a: 'x\0y', b: 1, c: true, d: null, e: '\ud800z' };
    await under().store.appendAudit(entry({ operator, subject: 'line \0 \ud800a', detail }));
    const [found] = await under().store.auditLog({ limit: 1, operator });
    expect(found?.subject).toMatch(/^line .*a$/);
    expect(found?.detail).toMatchObject({ b: 1, c: true, d: null });
  });
}
