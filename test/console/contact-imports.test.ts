import { describe, expect, inject, it } from 'vitest';
import { ImportApplied, ImportPreview, ImportRows } from '../../src/console/contract/contacts.ts';
import { newContact } from '../contract/store-contacts.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { openTables } from '../support/open-tables.ts';
import { type PeopleBench, type Problem, peopleBench } from './people-bench.ts';

const header = 'id,name,phone,callback_number,email,language,time_zone,notes,other_phones,other_emails';
const preview = async ({ ask }: PeopleBench, csv: string) => {
  const answer = await ask<unknown>('POST', '/contact-imports?site=testers', csv);
  expect([200, 201]).toContain(answer.status);
  return ImportPreview.parse(answer.body);
};
const apply = ({ ask }: PeopleBench, id: string | null) => ask<Problem>('POST', `/contact-imports/${id}/apply`, {});

describe('files of contacts', () => {
  it('[CTS19] are looked at first, then applied as they were looked at', async () => {
    const store = new MemoryStore();
    const bench = await peopleBench(store);
    bench.as('operator');
    await store.saveContacts([
      newContact({
        id: '1',
        siteId: 'testers',
        name: 'Ann',
        notes: 'old',
        identifiers: ['+14155550101', '+14155550109'],
      }),
      newContact({ id: '2', siteId: 'testers', name: 'Bo', identifiers: ['bo@example.com'], email: 'bo@example.com' }),
    ]);
    const seen = await preview(
      bench,
      'id,name,phone,email\n1,Anna,+14155550101,\n2,Bo,,bo@example.com\n3,Cy,,cy@example.com\n',
    );
    expect(seen).toMatchObject({ state: 'previewed', counts: { added: 1, changed: 1, unchanged: 1 }, errorCount: 0 });
    expect(seen.rows).toEqual([
      { line: 2, change: 'changed', id: '1', name: 'Anna', fields: ['name', 'callbackNumber'] },
      { line: 4, change: 'added', id: '3', name: 'Cy', fields: [] },
    ]);
    expect(store.contacts.size).toBe(2);
    const unchanged = ImportRows.parse(
      (await bench.ask('GET', `/contact-imports/${seen.id}/rows?change=unchanged`)).body,
    );
    expect(unchanged).toMatchObject({ rows: [{ line: 3, id: '2' }], next: null });
    expect(ImportApplied.parse((await apply(bench, seen.id)).body).counts).toEqual(seen.counts);
    // What the file has no column for stays.
    expect(await store.contactById('testers', '1')).toMatchObject({
      name: 'Anna',
      notes: 'old',
      identifiers: ['+14155550101', '+14155550109'],
    });
    expect(store.contacts.size).toBe(3);
    expect(store.audit).toMatchObject([
      { action: 'import-contacts', subject: `import ${seen.id}`, detail: { added: 1, changed: 1 } },
    ]);
    expect(await apply(bench, seen.id)).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('already') },
    });
  });

  it('[CTS19] with an error in a row nothing can be applied', async () => {
    const bench = await peopleBench();
    const seen = await preview(
      bench,
      `${header}\n1,Ann,nonsense,,nope,english!,Mars,,,\n2,Bo,+14155550101,,,,,,,\n,Cy,+14155550101,,,,,,,\n`,
    );
    expect(seen).toMatchObject({ id: null, state: 'refused', errorCount: 6 });
    expect(seen.errors).toEqual([
      { line: 2, column: 'language', message: 'language is not a BCP-47 tag such as en-US' },
      { line: 2, column: 'time_zone', message: 'time_zone is not an IANA zone such as Europe/Paris' },
      { line: 2, column: 'phone', message: '"nonsense" is not a phone number' },
      { line: 2, column: 'email', message: '"nope" is not an e-mail address' },
      { line: 4, column: 'id', message: 'id is missing' },
      { line: 4, column: 'phone', message: 'shares a number or address with line 3' },
    ]);
    expect((await apply(bench, 'import_1')).status).toBe(404);
  });

  it('[CTS14] a number of a contact the file says nothing of is not moved; of one it does it is', async () => {
    const store = new MemoryStore();
    const bench = await peopleBench(store);
    await store.saveContacts([newContact({ id: 'old', siteId: 'testers', identifiers: ['+14155550101'] })]);
    const refused = await preview(bench, 'id,phone\nnew,+14155550101\n');
    expect(refused.errors).toEqual([
      { line: 2, column: 'phone', message: 'leads to the contact old already, who is not in this file' },
    ]);
    const swapped = await preview(bench, 'id,phone\nnew,+14155550101\nold,+14155550102\n');
    expect((await apply(bench, swapped.id)).status).toBe(200);
    expect(await store.findContact('testers', '+14155550101')).toMatchObject({ id: 'new' });
    expect(await store.contactById('testers', 'old')).toMatchObject({ identifiers: ['+14155550102'] });
  });

  it('[CTS12] a formula stays text, and files of any program are read', async () => {
    const store = new MemoryStore();
    const bench = await peopleBench(store);
    const files = [
      '\ufeffid,name,email\r\na1,"=HYPERLINK(""http://x"")",a@example.com\r\n',
      'id;name;other_emails\na2;"+SUM(1;2)";"b@example.com;c@example.com"\n',
      'id\tname\tnotes\na3\t@cmd\t"two\nlines"\n',
      'ID , Name ,NOTES\n a4 , "-2+3" ,<script>alert(1)</script>\n\n',
    ];
    for (const file of files) {
      const seen = await preview(bench, file);
      expect([seen.errors, seen.counts.added]).toEqual([[], 1]);
      expect((await apply(bench, seen.id)).status).toBe(200);
    }
    expect(await store.contactById('testers', 'a1')).toMatchObject({
      name: '=HYPERLINK("http://x")',
      identifiers: ['a@example.com'],
    });
    expect(await store.contactById('testers', 'a2')).toMatchObject({
      name: '+SUM(1;2)',
      identifiers: ['b@example.com', 'c@example.com'],
    });
    expect(await store.contactById('testers', 'a3')).toMatchObject({ name: '@cmd', notes: 'two\nlines' });
    expect(await store.contactById('testers', 'a4')).toMatchObject({
      name: '-2+3',
      notes: '<script>alert(1)</script>',
    });
  });

  it.each([
    ['an unclosed quotation mark', 'id,name\n1,"Ann\n2,Bo', 'never closed'],
    ['a quotation mark inside a cell', 'id,name\n1,"A"nn"\n', 'quotation mark'],
    ['too many cells', 'id,name\n1,Ann,more\n', 'more or fewer cells'],
    ['a huge cell', `id,notes\n1,${'x'.repeat(20_000)}\n`, 'longer than 4000 characters'],
    ['a huge row', `id,notes\n1,"${'x'.repeat(200_000)}"\n`, 'longer than 65536 characters'],
    ['a control character', 'id,name\n1,A\u0007nn\n', 'control character'],
    ['a NUL', 'id,name\n1,A\u0000nn\n', 'control character'],
    [
      'too many numbers',
      `id,other_phones\n1,${Array.from({ length: 25 }, (_, index) => `+14155550${100 + index}`).join(';')}\n`,
      'more than 20',
    ],
    ['a column twice', 'id,name,name\n1,a,b\n', 'twice'],
    ['no column of ids', 'name,phone\nAnn,1\n', 'has to be id'],
    ['another encoding', 'id,name\n1,M\ufffdller\n', 'UTF-8'],
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR', 'has to be id'],
  ])('[CTS13] %s is an error in words', async (_name, csv, words) => {
    const bench = await peopleBench();
    const seen = await preview(bench, csv);
    expect(seen).toMatchObject({ id: null, state: 'refused' });
    expect(seen.errors.map(({ message }) => message).join('\n')).toContain(words);
  });

  it('[CTS13] too large a file, an empty one and one of another kind are refused', async () => {
    const bench = await peopleBench();
    const large = await bench.ask<Problem>('POST', '/contact-imports', `id\n${'x'.repeat(5 * 1024 * 1024)}`);
    expect(large).toMatchObject({ status: 413, body: { error: expect.stringContaining('5 MB') } });
    for (const csv of ['', ' \n', 'id,name\n'])
      expect((await bench.ask('POST', '/contact-imports', csv)).status).toBe(400);
    expect((await bench.ask('POST', '/contact-imports', { id: 1 })).status).toBe(400);
    const many = await preview(bench, `id\n${Array.from({ length: 50_001 }, (_, index) => index).join('\n')}\n`);
    expect(many.errors.at(0)?.message).toContain('50000 rows');
  });

  it.skipIf(inject('postgresUrl') === null)('[CTS7] of two at once on a real database one is applied', async () => {
    const { store } = await openTables(inject('postgresUrl'));
    const bench = await peopleBench(store);
    const previews = [await preview(bench, 'id\na\n'), await preview(bench, 'id\nb\n')];
    const applied = await Promise.all(previews.map(({ id }) => apply(bench, id)));
    expect(applied.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(applied.find(({ status }) => status === 409)?.body.error).toContain('changed since this preview');
    expect(await store.countContacts('testers')).toBe(1);
  });

  it.skipIf(inject('postgresUrl') === null)(
    '[CTS6] 5,000 rows are read, compared and applied while requests are answered',
    async () => {
      const { store } = await openTables(inject('postgresUrl'));
      const bench = await peopleBench(store);
      const rows = Array.from(
        { length: 5_000 },
        (_, index) => `${index},Name ${index},+1415${5_550_000 + index},a${index}@example.com`,
      );
      let isReading = true;
      const reading = preview(bench, `id,name,phone,email\n${rows.join('\n')}`).finally(() => (isReading = false));
      let answered = 0;
      while (isReading) {
        await bench.ask('GET', '/retention');
        answered++;
      }
      const seen = await reading;
      expect(seen.counts).toEqual({ added: 5_000, changed: 0, unchanged: 0 });
      expect(answered).toBeGreaterThan(1);
      expect((await apply(bench, seen.id)).status).toBe(200);
      expect(await store.findContact('testers', 'a4999@example.com')).toMatchObject({
        id: '4999',
        name: 'Name 4999',
      });
      const again = await preview(bench, `id,name,phone,email\n${rows.join('\n')}`);
      expect(again.counts).toEqual({ added: 0, changed: 0, unchanged: 5_000 });
    },
    120_000,
  );
});
