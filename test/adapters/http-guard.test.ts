import { BlockList, isIPv4 } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mayReach } from '../../src/adapters/address-guard.ts';
import { createHttpRequester } from '../../src/adapters/http-requester.ts';
import type { HttpRequest, HttpRequester } from '../../src/ports/http-requester.ts';
import { type Dialled, type HttpTestServer, internetAt, startHttpServer } from '../support/http-test-server.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let server: HttpTestServer;
let dialled: Dialled[];
let lookups: string[];
let requester: HttpRequester;
/** What a name resolves to: the first answer first, the last one for good. */
let names: Record<string, string[][]>;

beforeEach(async () => {
  server = await startHttpServer((_, response) => response.setHeader('connection', 'close').end('fine'));
  dialled = internetAt(server.port);
  lookups = [];
  names = {};
  requester = createHttpRequester({ clock: new VirtualClock(), lookup });
});
afterEach(async () => {
  await requester.close();
  await server.close();
  vi.restoreAllMocks();
});

async function lookup(host: string): Promise<readonly string[]> {
  lookups.push(host);
  const answers = names[host] ?? [];
  return (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
}

const asked = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  body: null,
  timeoutMs: 5000,
  allowedHosts: ['api.example.com', '*.shop.example'],
  privateHosts: [],
  maximumBytes: 1000,
  ...more,
});

const refused = {
  ok: false,
  failure: { reached: false, certain: true, retryable: false, code: 'host_not_allowed', retryAfterMs: null },
};

describe('a host', () => {
  it.each([
    'https://api.example.com/',
    'HTTPS://API.Example.COM:443/',
    'https://a.shop.example/',
    'https://a.b.shop.example/',
  ])('[HTR2] that is listed is asked: %s', async (url) => {
    for (const host of ['api.example.com', 'a.shop.example', 'a.b.shop.example']) names[host] = [['8.8.8.8']];
    expect(await requester.request(asked(url))).toMatchObject({ ok: true, value: { body: 'fine' } });
    expect(dialled).toMatchObject([{ host: new URL(url).hostname, port: 443, addresses: ['8.8.8.8'] }]);
  });

  it.each([
    'https://other.example.com/',
    'https://example.com/',
    'https://shop.example/',
    'https://notshop.example/',
    'https://api.example.com.evil.example/',
    'https://api.example.com./',
    'https://a.shop.example./',
    'https://.shop.example/',
    'https://api.example.com@evil.example/',
    'https://user@api.example.com/',
    'https://:secret@api.example.com/',
    'https://api.example.com:8443/',
    'https://api.example.com:80/',
    'http://api.example.com/',
    'http://api.example.com:443/',
    'ftp://api.example.com/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'https:\\\\api.example.com/',
    'https://api.example.com\\@evil.example/',
    'https://api.exa\nmple.com/',
    'https://api.example.com/a\r\nX: y',
    'https://аpi.example.com/',
    '//api.example.com/',
    'api.example.com',
    '',
    'https://',
  ])('[HTR2] %j is refused', async (url) => {
    expect(await requester.request(asked(url))).toMatchObject(refused);
    expect([lookups, dialled]).toEqual([[], []]);
  });

  it('[HTR2] of the house has to be listed as allowed too; then it may be http with a port', async () => {
    const url = `http://erp.local:${server.port}/`;
    names['erp.local'] = [['127.0.0.1']];
    expect(await requester.request(asked(url, { privateHosts: ['erp.local'] }))).toMatchObject(refused);
    expect(await requester.request(asked(url, { allowedHosts: ['erp.local'] }))).toMatchObject(refused);
    expect(server.seen).toHaveLength(0);
    const both = { allowedHosts: ['ERP.local'], privateHosts: ['*.local'] };
    expect(await requester.request(asked(url, both))).toMatchObject({ ok: true });
  });

  it('[HTR2] is no address because a pattern ends like one', async () => {
    const allowedHosts = ['*.0.0.1', '*.8.8.8', '*.'];
    for (const url of ['https://127.0.0.1/', 'https://8.8.8.8/', 'https://api.example.com./'])
      expect(await requester.request(asked(url, { allowedHosts, privateHosts: ['*.0.0.1'] }))).toMatchObject(refused);
  });
});

/** What may not be reached, told independently of the library that is used: the registries of special addresses. */
const special = new BlockList();
for (const subnet of `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
  192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15
  198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`.split(/\s+/)) {
  const [address = '', prefix = ''] = subnet.split('/');
  special.addSubnet(address, Number(prefix));
}
const hex = (number: number, digits = 1): string => number.toString(16).padStart(digits, '0');
const words = (o: readonly number[]): string => `${hex(o[0]! * 256 + o[1]!)}:${hex(o[2]! * 256 + o[3]!)}`;
const whole = (o: readonly number[]): number => o.reduce((sum, octet) => sum * 256 + octet, 0);

/** The same IPv4 address in the ways a URL may write it. */
const notations: readonly ((o: readonly number[]) => string)[] = [
  (o) => o.join('.'),
  (o) => `${o.join('.')}.`,
  (o) => String(whole(o)),
  (o) => `0x${hex(whole(o))}`,
  (o) => `0${whole(o).toString(8)}`,
  (o) => o.map((octet) => `0${octet.toString(8)}`).join('.'),
  (o) => o.map((octet) => `0X${hex(octet, 4)}`).join('.'),
  (o) => `${o[0]}.${o[1]}.${o[2]! * 256 + o[3]!}`,
  (o) => `${o[0]}.0x${hex(whole(o.slice(1)))}`,
  (o) => o.join('。'),
  (o) => o.join('.').replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (o) => o.join('.').replace(/\d/g, (digit) => `%3${digit}`),
  (o) => `[::ffff:${o.join('.')}]`,
  (o) => `[0:0:0:0:0:FFFF:${words(o)}]`,
  (o) => `[64:ff9b::${o.join('.')}]`,
  (o) => `[2002:${words(o)}::1]`,
];
/** Forms in which no address may be reached, whatever it carries. */
const deadNotations: typeof notations = [
  (o) => `[::${words(o)}]`,
  (o) => `[::ffff:0:${words(o)}]`,
  (o) => `[64:ff9b:1::${words(o)}]`,
  (o) => `[2001:0:${words(o)}::1]`,
  (o) => `[fe80::${words(o)}]`,
  (o) => `[fd00::${words(o)}]`,
  (o) => `[ff02::${words(o)}]`,
  (o) => `[fec0::${words(o)}]`,
  (o) => `[2001:db8::${words(o)}]`,
  (o) => `[4000::${words(o)}]`,
];
const octet = fc.integer({ min: 0, max: 255 });
const octets = fc.oneof(
  fc.tuple(octet, octet, octet, octet),
  fc.tuple(fc.constantFrom(0, 8, 10, 100, 127, 169, 172, 192, 198, 203, 224, 255), octet, octet, octet),
  fc.constantFrom(
    [127, 0, 0, 1],
    [169, 254, 169, 254],
    [172, 16, 0, 1],
    [172, 32, 0, 1],
    [192, 168, 1, 1],
    [0, 0, 0, 0],
  ),
  fc.constantFrom([100, 64, 0, 1], [100, 63, 255, 255], [8, 8, 8, 8], [11, 0, 0, 0], [255, 255, 255, 255]),
);

describe('an address', () => {
  it('[HTR3] is judged by what it means, in any notation', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(octets, fc.constantFrom(...notations), async (o, notation) => {
        const url = `https://${notation(o)}/`;
        const host = new URL(url).hostname;
        dialled.length = 0;
        const outcome = await requester.request(asked(url, { allowedHosts: [host] }));
        if (special.check(o.join('.'))) {
          expect(outcome).toMatchObject(refused);
          expect(dialled).toEqual([]);
        } else {
          expect(outcome).toMatchObject({ ok: true });
          expect(dialled).toMatchObject([{ host: host.replace(/^\[|\]$/g, '') }]);
        }
        expect(lookups).toEqual([]);
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it('[HTR3] in a form that leads nowhere public is refused, whatever it carries', async () => {
    await fc.assert(
      fc.asyncProperty(octets, fc.constantFrom(...deadNotations), async (o, notation) => {
        const url = `https://${notation(o)}/`;
        expect(await requester.request(asked(url, { allowedHosts: [new URL(url).hostname] }))).toMatchObject(refused);
      }),
      { seed: 6, numRuns: 200 },
    );
    expect(dialled).toEqual([]);
  });

  it('[HTR3] is no address when it is not written as one', () => {
    for (const text of [
      '',
      'localhost',
      '127.1',
      '0x8080808',
      '8.8.8',
      '8.8.8.8/8',
      ' 8.8.8.8',
      '[::1]',
      '2606:4700::1%lo',
    ])
      expect(isIPv4(text) || mayReach(text, 'public')).toBe(text.endsWith('%lo'));
    expect(mayReach('2606:4700::1111', 'public')).toBe(true);
    expect(mayReach('fe80::1%lo', 'private')).toBe(false);
  });

  it('[HTR4] found by a name is judged alike', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(octets, fc.constantFrom('v4', 'mapped', 'nat64', '6to4'), async (o, form) => {
        const plain = o.join('.');
        const address = {
          v4: plain,
          mapped: `::ffff:${plain}`,
          nat64: `64:ff9b::${plain}`,
          '6to4': `2002:${words(o)}::1`,
        }[form];
        names['api.example.com'] = [[address]];
        dialled.length = 0;
        const outcome = await requester.request(asked('https://api.example.com/'));
        expect(outcome.ok).toBe(!special.check(plain));
        if (!outcome.ok) expect(outcome).toMatchObject(refused);
        expect(dialled.map(({ addresses }) => addresses)).toEqual(outcome.ok ? [[address]] : []);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it.each([
    [['8.8.8.8', '127.0.0.1']],
    [['::1', '8.8.8.8']],
    [['2606:4700::1111', 'fd00::1']],
    [['8.8.8.8', 'nonsense']],
  ])('[HTR4] beside a public one is refused: %j', async (addresses) => {
    names['api.example.com'] = [addresses];
    expect(await requester.request(asked('https://api.example.com/'))).toMatchObject(refused);
    expect(dialled).toEqual([]);
  });

  it("[HTR4] of the house is reached only by a host of the house, the machine's credentials by none", async () => {
    const allowedHosts = ['erp.local', '169.254.169.254', '[::1]'];
    const privateHosts = allowedHosts;
    for (const address of ['10.1.2.3', '127.0.0.1', '192.168.0.9', '100.64.0.1', 'fd00::1', '::1', '8.8.8.8']) {
      names['erp.local'] = [[address]];
      expect(await requester.request(asked('https://erp.local/', { allowedHosts }))).toMatchObject(
        address === '8.8.8.8' ? { ok: true } : refused,
      );
      expect(await requester.request(asked('https://erp.local/', { allowedHosts, privateHosts }))).toMatchObject({
        ok: true,
      });
    }
    for (const address of [
      '169.254.169.254',
      'fe80::1',
      '0.0.0.0',
      '::',
      '224.0.0.1',
      '255.255.255.255',
      '::ffff:169.254.169.254',
    ]) {
      names['erp.local'] = [[address]];
      expect(await requester.request(asked('https://erp.local/', { allowedHosts, privateHosts }))).toMatchObject(
        refused,
      );
    }
    expect(await requester.request(asked('https://169.254.169.254/', { allowedHosts, privateHosts }))).toMatchObject(
      refused,
    );
    expect(await requester.request(asked('https://[::1]/', { allowedHosts, privateHosts }))).toMatchObject({
      ok: true,
    });
  });
});
