import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactFileSteps, importContacts, readContactFile } from '../../src/domain/contact-import.ts';

const header = 'id,name,phone,callback_number,email,language,time_zone,notes,other_phones,other_emails';
const site = { siteId: 'site', defaultCountry: 'US' };
const read = (...rows: string[]) => importContacts([header, ...rows].join('\n'), site);

describe('the import of contacts', () => {
  it('[STO29] numbers become E.164, addresses are recognised in lower case, and all of them find the contact', () => {
    const row =
      '7,Ann,(415) 555-2671,+14155552672,Ann@Example.com,en-US,America/New_York,"a, b",415-555-2673,x@example.com;y@example.com';
    expect(read(row)).toMatchObject({
      ok: true,
      value: [
        {
          id: '7',
          siteId: 'site',
          name: 'Ann',
          callbackNumber: '+14155552672',
          notes: 'a, b',
          identifiers: [
            '+14155552671',
            '+14155552672',
            '+14155552673',
            'ann@example.com',
            'x@example.com',
            'y@example.com',
          ],
        },
      ],
    });
  });

  it('[STO30] one bad row and nothing is imported; every problem is told with its line', () => {
    const imported = read('1,Ann,(415) 555-2671,,,,,,,', ',Bo,nonsense,,nope,english!,Mars,,,');
    expect(imported).toMatchObject({ ok: false });
    const lines = imported.ok ? [] : imported.failure;
    expect(lines.map((error) => error.line)).toEqual([3, 3, 3, 3, 3]);
  });

  it('[STO31] what is no CSV is an error with its line, not a crash', () => {
    expect(read('1,"Ann')).toMatchObject({ ok: false });
    expect(read('1,Ann,too,few')).toMatchObject({ ok: false, failure: [{ line: 2 }] });
  });
});

describe('a file of contacts, row by row', () => {
  const file = (csv: string) => readContactFile(csv, site);

  it('[CTS10] each row has its own errors, by line and column; good rows are read all the same', () => {
    const { rows, errors } = file(
      `${header}\n1,Ann,(415) 555-2671,,,,,,,\n,Bo,x,y,z,e!,M,,"a;b",c\n3,Cy,,,cy@example.com,,,,,\n`,
    );
    expect(rows.map(({ line, contact }) => [line, contact.id])).toEqual([
      [2, '1'],
      [3, ''],
      [4, '3'],
    ]);
    expect(errors.map(({ line, column }) => `${line} ${column}`).toSorted()).toEqual(
      [
        'id',
        'phone',
        'callback_number',
        'email',
        'language',
        'time_zone',
        'other_phones',
        'other_phones',
        'other_emails',
      ]
        .map((column) => `3 ${column}`)
        .toSorted(),
    );
  });

  it('[CTS10] the same contact, number or address twice is told with both lines', () => {
    const { errors } = file('id,phone,email\n1,+14155552671,A@example.com\n2,,a@EXAMPLE.com\n1,(415) 555-2671,\n');
    expect(errors).toEqual([
      { line: 3, column: 'email', message: 'shares a number or address with line 2' },
      { line: 4, column: 'id', message: 'is the same contact as line 2' },
      { line: 4, column: 'phone', message: 'shares a number or address with line 2' },
    ]);
  });

  it('[CTS11] long files are read in small steps, and lines counted through quoted line breaks', () => {
    const count = 5000;
    const lines = Array.from(
      { length: count },
      (_, index) => `${index},"two\r\nlines, ""quoted""",+1415${5_550_000 + index}`,
    );
    const csv = `\ufeffid,notes,phone\r\n${lines.join('\r\n')}\r\n`;
    const steps = contactFileSteps(csv, site);
    let taken = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) taken += 1;
    const { rows, errors } = step.value;
    expect(errors).toEqual([]);
    expect(taken).toBeGreaterThan(5);
    expect(rows).toHaveLength(count);
    expect(rows[0]).toMatchObject({ line: 3, contact: { id: '0', notes: 'two\nlines, "quoted"' } });
    expect(rows.at(-1)).toMatchObject({ line: 1 + 2 * count, contact: { id: `${count - 1}` } });
  });

  it('[CTS11] it does not matter where a file is taken apart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary', maxLength: 200 })), { maxLength: 400 }),
        (cells) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const csv = `id,notes\n${cells.map(([name, notes], index) => `${index}${quoted('').slice(2)},${quoted(name + notes)}`).join('\n')}\n`;
          const { rows } = file(csv);
          expect(rows.map(({ contact }) => contact.id)).toEqual(cells.map((_, index) => `${index}`));
          expect(rows.map(({ contact }) => contact.notes ?? '')).toEqual(
            cells.map(([name, notes]) => (name + notes).trim()),
          );
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });

  it('[CTS12] spreadsheets of any country are read, and a row without cells is none', () => {
    for (const delimiter of [',', ';', '\t']) {
      const csv = ['id', 'name', 'other_emails']
        .join(delimiter)
        .concat('\n\n', ['1', 'Ann', '"a@example.com;b@example.com"'].join(delimiter), '\n');
      const { rows, errors, columns, unknownColumns } = file(csv);
      expect([errors, unknownColumns, columns]).toEqual([[], [], ['id', 'name', 'other_emails']]);
      expect(rows).toMatchObject([{ contact: { id: '1', identifiers: ['a@example.com', 'b@example.com'] } }]);
    }
  });
});
