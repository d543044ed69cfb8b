import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findForbiddenLink, type LinkPolicy, resolveLink } from '../../src/domain/link-guard.ts';

const policy: LinkPolicy = {
  links: [{ id: 'booking', title: 'the booking page', url: 'https://www.acme.example/book?a=b,c' }],
  allowed_link_hosts: ['help.acme.example', '*.cdn.example'],
};

describe('links', () => {
  it('[LNK1] a link is one of the line by id or URL, or an https URL on an allowed host', () => {
    expect(resolveLink('booking', policy)).toEqual({
      url: 'https://www.acme.example/book?a=b,c',
      title: 'the booking page',
    });
    expect(resolveLink('https://www.acme.example/book?a=b,c', policy)?.title).toBe('the booking page');
    expect(resolveLink('https://HELP.acme.example/a', policy)?.url).toBe('https://help.acme.example/a');
    expect(resolveLink('https://x.cdn.example/', policy)?.url).toBe('https://x.cdn.example/');
  });

  it.each([
    'Booking',
    'https://evil.com',
    'http://help.acme.example',
    'https://u@help.acme.example',
    'https://help.acme.example@evil.com',
    'https:help.acme.example',
    'https://help.acme.example:8443',
    'https://cdn.example',
    'https://x.cdn.example.evil.com',
    'https://www.acme.example/other',
    'https://hеlp.acme.example',
    'javascript:alert(1)',
    'https://help.acme.example\\@evil.com',
    '',
    'https://',
    'https://help.acme.example\n.evil.com',
    '//help.acme.example',
  ])('[LNK2] %j is none', (named) => {
    expect(resolveLink(named, policy)).toBeNull();
  });

  it.each([
    'We open at 9 a.m. It costs $3.50, e.g. for 2.4 hours.',
    'Book: https://www.acme.example/book?a=b,c.',
    'See www.acme.example',
    '(https://help.acme.example/x)',
    'Call 415.555.0123',
    'Write to info@help.acme.example',
    'Hello! How are you?',
    'Dr. Smith, St. Louis',
  ])('[LNK3] %j may be sent', (text) => {
    expect(findForbiddenLink(text, policy)).toBeNull();
  });

  it.each([
    'see evil.com',
    'EVIL．com',
    'evil。com',
    'http://help.acme.example/',
    'https://help.acme.example@evil.com/',
    'https://hеlp.acme.example/',
    'x@evil.com',
    'today.Thanks',
    't.co/x',
    '//evil.com',
    'https://help.acme.example,https://evil.com',
    'xn--80ak6aa92e.com',
    '1.2.3.4',
    'https://localhost/',
    'tel:+19005551234',
    'javascript:alert(1)',
    'ftp://help.acme.example',
    'cdn.example',
    'evil.shop!',
    '[evil](evil.click)',
    'a@b@evil.com',
    'https:evil.com',
    'www.acme.example/other',
  ])('[LNK4] %j may not', (text) => {
    expect(findForbiddenLink(text, policy)).not.toBeNull();
  });

  it('[LNK4] an address of the business may be named', () => {
    expect(findForbiddenLink('Write to office@acme.test', policy, ['office@acme.test'])).toBeNull();
  });

  it('[LNK5] no text with a foreign host passes, whatever stands around it', () => {
    const around = fc.string({
      unit: fc.constantFrom(' ', ',', '(', ')', '"', "'", '!', '?', '\n', 'a', 'É', '/', '<', '-', '*'),
      maxLength: 8,
    });
    const host = fc.constantFrom(
      'evil.com',
      'www.evil.org',
      'https://evil.net',
      'http://evil.co.uk/x',
      'sub.help.acme.example',
      'help.acme.example.evil.io',
      'evil.xyz/help.acme.example',
    );
    fc.assert(
      fc.property(around, host, around, (before, evil, after) => {
        expect(findForbiddenLink(`${before} ${evil}${after}`, policy)).not.toBeNull();
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  it('[LNK5] what resolves is https, on a listed host or a listed URL, without credentials', () => {
    const hosts = fc.constantFrom(
      'help.acme.example',
      'evil.com',
      'x.cdn.example',
      'cdn.example',
      'HELP.ACME.EXAMPLE',
      'help.acme.example.',
      'hеlp.acme.example',
    );
    const url = fc.tuple(
      fc.constantFrom('https://', 'http://', '//', 'https:/', 'https:\\\\', ''),
      fc.constantFrom('', 'u@', 'u:p@', 'help.acme.example@', 'help.acme.example\\'),
      hosts,
      fc.constantFrom('', ':443', ':80', '/a', '#@evil.com', '?x=@evil.com', '@evil.com', '%2f@evil.com'),
    );
    fc.assert(
      fc.property(url, (parts) => {
        const resolved = resolveLink(parts.join(''), policy);
        if (resolved === null) return;
        const { protocol, hostname, username, password } = new URL(resolved.url);
        expect([protocol, username, password]).toEqual(['https:', '', '']);
        expect(hostname === 'help.acme.example' || hostname === 'x.cdn.example').toBe(true);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });
});
