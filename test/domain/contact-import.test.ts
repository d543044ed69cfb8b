import { describe, expect, it } from 'vitest';
import { importContacts } from '../../src/domain/contact-import.ts';

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
