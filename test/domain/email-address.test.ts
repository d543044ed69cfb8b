import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmailAddress } from '../../src/domain/email-address.ts';

describe('e-mail addresses', () => {
  it('[ADR1] exactly one address, lower case', () => {
    expect(parseEmailAddress(' Jane.Doe+x@Example.com ')).toBe('jane.doe+x@example.com');
  });

  it.each([
    'a@x.com\r\nBcc: evil@x.com',
    'a@x.com, evil@x.com',
    'a@x.com;evil@x.com',
    'Jane <a@x.com>',
    'group: a@x.com;',
    '"a b"@x.com',
    'a@x',
    'a@@x.com',
    '',
    'contact',
    `${'a'.repeat(250)}@x.com`,
    'a@x.com\u0000',
    'a@x.com evil@x.com',
  ])('[ADR2] %j is none', (raw) => {
    expect(parseEmailAddress(raw)).toBeNull();
  });

  it('[ADR2] whatever is accepted has one @, no space, no comma and no control character', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('a', '@', '.', ',', ';', ':', '<', '>', '\r', '\n', ' ', '"', 'x.com', '%', '\u0000', 'é'),
    });
    fc.assert(
      fc.property(nasty, (raw) => {
        const address = parseEmailAddress(raw);
        if (address !== null) expect(address).toMatch(/^[^\s@,;:<>"\p{Cc}]+@[a-z0-9.-]+$/u);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});
