import { expect, it } from 'vitest';
import type { Contact } from '../../src/domain/call.ts';
import { contactSearch } from '../../src/domain/contact-search.ts';
import type { ContactImport, ImportRow } from '../../src/ports/contact-store.ts';
import { id, now, type UnderTest } from './store-parts.ts';

export const newContact = (changes: Partial<Contact> = {}): Contact => ({
  id: `contact_${id()}`,
  siteId: id(),
  name: 'Dana Whitfield',
  callbackNumber: null,
  email: null,
  language: null,
  timeZone: null,
  notes: null,
  identifiers: [],
  ...changes,
});

const newImport = (siteId: string): ContactImport => ({
  id: `import_${id()}`,
  siteId,
  state: 'previewed',
  counts: { added: 1, changed: 0, unchanged: 0 },
  createdBy: 'operator',
  createdAt: now,
  appliedAt: null,
});

const added = (contact: Contact, line = 2): ImportRow => ({ line, change: 'added', contact, fields: [] });

/** Contacts as lists, changed one by one and by whole files. */
export function contactRules(under: UnderTest): void {
  const found = async (siteId: string, typed: string, country = 'US') => {
    const page = await under().other.contactPage(siteId, contactSearch(typed, country), { after: null, limit: 50 });
    return page.contacts.map(({ name }) => name);
  };

  it('[CTS1] a contact is found by the beginnings of the words of its name', async () => {
    const siteId = id();
    const names = ['Dana Whitfield', 'Danielle Ortega', "Sinéad O'Neil", '田中 太郎', null];
    await under().store.saveContacts(names.map((name) => newContact({ siteId, name })));
    expect(await found(siteId, 'dan')).toEqual(['Dana Whitfield', 'Danielle Ortega']);
    expect(await found(siteId, 'WHIT da')).toEqual(['Dana Whitfield']);
    expect(await found(siteId, 'neil')).toEqual(["Sinéad O'Neil"]);
    expect(await found(siteId, "o'neil")).toEqual(["Sinéad O'Neil"]);
    expect(await found(siteId, 'ana')).toEqual([]);
    expect(await found(siteId, '田中')).toEqual(['田中 太郎']);
    expect(await found(id(), 'dan')).toEqual([]);
  });

  it.each(["'", "a' & b:*", '!!!', '\\', '%', '_', '\0', '():*|&!', 'x'.repeat(5000), '💥 💥'])(
    '[CTS1] whatever is typed is only looked for: %s',
    async (typed) => {
      const siteId = id();
      await under().store.saveContacts([newContact({ siteId, identifiers: ['x@example.com'] })]);
      expect(await found(siteId, typed)).toEqual([]);
    },
  );

  it('[CTS2] by digits from the beginning or the end, and by address', async () => {
    const siteId = id();
    const contacts = [
      newContact({ siteId, name: 'US', identifiers: ['+14155550123', 'dana_w@example.com'] }),
      newContact({ siteId, name: 'DE', identifiers: ['+4917155501234', 'danaxw@example.org'] }),
    ];
    await under().store.saveContacts(contacts);
    for (const typed of [
      '+1 415 555',
      '(415) 555-01',
      '14155550123',
      '0123',
      '555-0123',
      'dana_w',
      'dana_w@ex',
      '@example.com',
    ])
      expect([typed, await found(siteId, typed)]).toEqual([typed, ['US']]);
    for (const typed of ['0171 555', '+49 171', '491715550', '1234', '.org'])
      expect([typed, await found(siteId, typed, 'DE')]).toEqual([typed, ['DE']]);
    for (const typed of ['12', '+2', '9999', 'example.com@'])
      expect([typed, await found(siteId, typed)]).toEqual([typed, []]);
  });

  it('[CTS3] page after page shows each once, by name, those without one last', async () => {
    const siteId = id();
    const names = ['b', 'A', 'c', null, 'B', 'b', null, 'd'];
    await under().store.saveContacts(names.map((name) => newContact({ siteId, name })));
    const seen: (string | null)[] = [];
    const ids = new Set<string>();
    for (let after: string | null = null; ; ) {
      const page: Awaited<ReturnType<ReturnType<UnderTest>['store']['contactPage']>> = await under().store.contactPage(
        siteId,
        null,
        { after, limit: 3 },
      );
      seen.push(...page.contacts.map(({ name }) => name));
      for (const contact of page.contacts) ids.add(contact.id);
      after = page.next;
      if (after === null) break;
      // What comes in before the place that was reached is not shown, and moves nothing.
      await under().other.saveContacts([newContact({ siteId, name: 'a0' })]);
    }
    expect(seen.map((name) => name?.toLowerCase() ?? null)).toEqual(['a', 'b', 'b', 'b', 'c', 'd', null, null]);
    expect(ids.size).toBe(8);
    expect(await under().store.countContacts(siteId)).toBe(10);
    const strange = await under().store.contactPage(siteId, null, { after: 'not of ours', limit: 3 });
    expect(strange.contacts.length).toBeLessThanOrEqual(3);
  });

  it('[CTS4] a contact is made once, changed if it is there, and takes nothing from another', async () => {
    const one = newContact({ identifiers: ['+14155550123', 'a@example.com'], notes: 'x\ny' });
    const { siteId } = one;
    expect(await under().store.putContact(one, 'update')).toEqual({ outcome: 'missing' });
    expect(await under().store.putContact(one, 'create')).toEqual({ outcome: 'saved' });
    expect(await under().other.putContact(one, 'create')).toEqual({ outcome: 'exists' });
    expect(await under().other.contactById(siteId, one.id)).toEqual(one);
    const two = newContact({ siteId, identifiers: ['+14155550123'] });
    const taken = { outcome: 'taken', identifier: '+14155550123', contactId: one.id };
    expect(await under().store.putContact(two, 'create')).toEqual(taken);
    expect(await under().store.contactById(siteId, two.id)).toBeNull();
    expect(await under().store.putContact({ ...one, identifiers: ['b@example.com'] }, 'update')).toEqual({
      outcome: 'saved',
    });
    expect(await under().store.putContact(two, 'create')).toEqual({ outcome: 'saved' });
    expect(await under().store.findContact(siteId, '+14155550123')).toMatchObject({ id: two.id });
    expect(await under().store.deleteContact(siteId, two.id)).toBe(true);
    expect(await under().store.deleteContact(siteId, two.id)).toBe(false);
    expect(await under().store.findContact(siteId, '+14155550123')).toBeNull();
    expect(await under().store.findContact(siteId, 'b@example.com')).toMatchObject({ id: one.id });
  });

  it('[CTS4] of many who make contacts with the same number at once one does', async () => {
    const siteId = id();
    const put = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? under().store : under().other).putContact(
          newContact({ siteId, identifiers: ['+1'] }),
          'create',
        ),
      ),
    );
    expect(put.filter(({ outcome }) => outcome === 'saved')).toHaveLength(1);
    expect(put.filter(({ outcome }) => outcome === 'taken')).toHaveLength(9);
  });

  it('[CTS5] every change raises the version of its site only', async () => {
    const [siteId, other] = [id(), id()];
    const versions: number[] = [await under().store.contactVersion(siteId)];
    const contact = newContact({ siteId });
    const changes = [
      () => under().store.saveContacts([contact]),
      () => under().store.putContact({ ...contact, name: 'x' }, 'update'),
      () => under().store.deleteContact(siteId, contact.id),
    ];
    for (const change of changes) {
      await change();
      versions.push(await under().other.contactVersion(siteId));
    }
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(4);
    expect(await under().store.contactVersion(other)).toBe(0);
  });

  it('[CTS6] an import is applied whole, as it was previewed, once', async () => {
    const siteId = id();
    const kept = newContact({ siteId, name: 'Kept', identifiers: ['k@example.com'] });
    const swapped = newContact({ siteId, name: 'Old', identifiers: ['+14155550101', 'old@example.com'], notes: 'n' });
    await under().store.saveContacts([kept, swapped]);
    const fresh = newContact({ siteId, name: 'New\0', identifiers: ['+14155550101'], callbackNumber: '+14155550101' });
    const next = { ...swapped, name: null, notes: null, identifiers: ['+14155550102'] };
    const one = newImport(siteId);
    const rows: ImportRow[] = [
      added(fresh, 2),
      { line: 4, change: 'changed', contact: next, fields: ['name'] },
      { line: 5, change: 'unchanged', contact: { ...kept, name: 'never written' }, fields: [] },
    ];
    await under().store.saveImport(one, await under().store.contactVersion(siteId), rows);
    expect(await under().other.findImport(one.id)).toEqual(one);
    expect(await under().store.countContacts(siteId)).toBe(2);
    expect(
      (await under().other.importRows(one.id, { change: null, afterLine: 2, limit: 9 })).map(({ line }) => line),
    ).toEqual([4, 5]);
    expect(await under().other.importRows(one.id, { change: 'changed', afterLine: 0, limit: 9 })).toEqual([rows[1]]);
    expect(await under().other.applyImport(one.id, now + 1)).toBe('applied');
    expect(await under().store.contactById(siteId, fresh.id)).toMatchObject({
      identifiers: ['+14155550101'],
      notes: null,
    });
    expect(await under().store.contactById(siteId, swapped.id)).toEqual(next);
    expect(await under().store.contactById(siteId, kept.id)).toEqual(kept);
    expect(await under().store.findContact(siteId, 'old@example.com')).toBeNull();
    expect(await under().store.findImport(one.id)).toMatchObject({ state: 'applied', appliedAt: now + 1 });
    expect(await under().store.applyImport(one.id, now + 2)).toBe('already');
    expect(await under().store.applyImport('import_none', now)).toBe('missing');
  });

  it('[CTS7] what has changed since the preview is not written over; of two at once one is applied', async () => {
    const siteId = id();
    const imports = [newImport(siteId), newImport(siteId), newImport(siteId)] as const;
    const base = await under().store.contactVersion(siteId);
    for (const one of imports) await under().store.saveImport(one, base, [added(newContact({ siteId, name: one.id }))]);
    const outcomes = await Promise.all([
      under().store.applyImport(imports[0].id, now),
      under().other.applyImport(imports[1].id, now),
    ]);
    expect(outcomes.toSorted()).toEqual(['applied', 'stale']);
    expect(await under().store.applyImport(imports[2].id, now)).toBe('stale');
    expect(await under().store.countContacts(siteId)).toBe(1);
  });

  it('[CTS8] a preview nobody applied is forgotten, one of later is not', async () => {
    const siteId = id();
    const [old, late] = [{ ...newImport(siteId), createdAt: now - 10 }, newImport(siteId)];
    for (const one of [old, late]) await under().store.saveImport(one, 0, [added(newContact({ siteId }))]);
    await under().other.forgetImports(now - 5);
    expect(await under().store.findImport(old.id)).toBeNull();
    expect(await under().store.importRows(old.id, { change: null, afterLine: 0, limit: 9 })).toEqual([]);
    expect(await under().store.importRows(late.id, { change: null, afterLine: 0, limit: 9 })).toHaveLength(1);
  });

  it('[CTS21] opt-outs are listed newest first, and lifted only if they are of the given source still', async () => {
    const siteId = id();
    const all = [
      ['sms', '+14155550101', 'spoken'],
      ['sms', '+14155550102', 'texted'],
      ['email', 'Dana@Example.com', 'operator'],
    ] as const;
    for (const [index, [medium, to, source]] of all.entries())
      await under().store.setOptOut(siteId, medium, to, true, now + index, source);
    const listed = await under().other.optOutPage(siteId, null, { before: null, limit: 9 });
    expect(listed.map(({ id: _id, ...one }) => one)).toEqual([
      { siteId, medium: 'email', destination: 'dana@example.com', at: now + 2, source: 'operator' },
      { siteId, medium: 'sms', destination: '+14155550102', at: now + 1, source: 'texted' },
      { siteId, medium: 'sms', destination: '+14155550101', at: now, source: 'spoken' },
    ]);
    const [mail, texted, spoken] = listed.map((one) => one.id);
    const page = await under().other.optOutPage(siteId, null, { before: texted ?? 0, limit: 9 });
    expect(page.map((one) => one.id)).toEqual([spoken]);
    expect(await under().other.optOutPage(siteId, '50102', { before: null, limit: 9 })).toHaveLength(1);
    expect(await under().other.findOptOut(mail ?? 0)).toEqual(listed[0]);
    expect(await under().store.liftOptOut(texted ?? 0, ['spoken', 'operator'])).toBe(false);
    expect(await under().store.liftOptOut(mail ?? 0, ['spoken', 'operator'])).toBe(true);
    expect(await under().store.liftOptOut(mail ?? 0, ['spoken', 'operator'])).toBe(false);
    expect(await under().store.isOptedOut(siteId, 'email', 'dana@example.com')).toBe(false);
    expect(await under().store.isOptedOut(siteId, 'sms', '+14155550102')).toBe(true);
  });

  it.each([
    ['operator', 'spoken', 'operator'],
    ['operator', 'texted', 'texted'],
    ['operator', 'carrier', 'carrier'],
    ['texted', 'operator', 'texted'],
    ['carrier', 'operator', 'carrier'],
    ['spoken', 'operator', 'operator'],
  ] as const)('[CTS22] %s, then %s: it counts as %s', async (first, second, counts) => {
    const siteId = id();
    for (const source of [first, second]) await under().store.setOptOut(siteId, 'sms', '+1', true, now, source);
    expect(await under().store.optOutPage(siteId, null, { before: null, limit: 9 })).toMatchObject([
      { source: counts },
    ]);
    await under().store.setOptOut(siteId, 'sms', '+1', false, now, 'spoken');
    expect(await under().store.isOptedOut(siteId, 'sms', '+1')).toBe(true);
    await under().store.setOptOut(siteId, 'sms', '+1', false, now, 'texted');
    expect(await under().store.isOptedOut(siteId, 'sms', '+1')).toBe(false);
  });
}
