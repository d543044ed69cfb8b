import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleAnswer } from '../../src/domain/visible-answer.ts';

const json = 'application/json';
const order = {
  order: { status: 'sent', id: 7, open: false, note: null },
  items: [{ name: 'Chair', tags: ['a', 'b'] }, { name: 'Desk', tags: [] }, { price: 3 }],
  secret: 's3cret',
};
const see = (value: unknown, paths: readonly string[] = [], limit = 4000): unknown =>
  visibleAnswer(JSON.stringify(value), json, paths, limit);
const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

describe('JSON', () => {
  it.each<[string, unknown]>([
    ['order.status', 'sent'],
    ['order.id', 7],
    ['order.open', false],
    ['order.note', null],
    ['order', order.order],
    ['items.0.name', 'Chair'],
    ['items.2.name', null],
    ['items.3', null],
    ['items.00', null],
    ['items.-1', null],
    ['items.length', null],
    ['items.name', null],
    ['order.status.length', null],
    ['order.status.0', null],
    ['order..status', null],
    ['order.', null],
    ['', null],
    ['nothing.at.all', null],
  ])('[VIS1] at %j', (path, value) => {
    expect(see(order, [path])).toEqual({ [path]: value });
  });

  it('[VIS1] at several paths, in their order, and nothing else', () => {
    const seen = see(order, ['items.1.name', 'order.status', 'missing']);
    expect(JSON.stringify(seen)).toBe('{"items.1.name":"Desk","order.status":"sent","missing":null}');
  });

  it.each([order, [1, 'a'], 'text', 0, true, null, {}])('[VIS1] whole, without paths: %j', (value) => {
    expect(see(value)).toEqual(value);
  });

  it('[VIS1] a value that is no object has nothing at a path', () => {
    for (const value of ['text', 7, null, true])
      expect(see(value, ['a', '0', 'length'])).toEqual({ a: null, 0: null, length: null });
  });

  it('[VIS2] * is each item', () => {
    expect(see(order, ['items.*.name', 'items.*.tags.*', 'items.*.tags.0', 'order.*', 'secret.*'])).toEqual({
      'items.*.name': ['Chair', 'Desk', null],
      'items.*.tags.*': [['a', 'b'], [], null],
      'items.*.tags.0': ['a', null, null],
      'order.*': null,
      'secret.*': null,
    });
    expect(see([{ a: 1 }, { a: 2 }], ['*.a', '*'])).toEqual({ '*.a': [1, 2], '*': [{ a: 1 }, { a: 2 }] });
  });

  it('[VIS3] shows nothing inherited', () => {
    const paths = [
      'constructor',
      'toString',
      '__proto__.x',
      'a.constructor.name',
      'a.hasOwnProperty',
      'list.map',
      'a.prototype',
    ];
    const seen = see({ a: {}, list: [] }, paths) as Record<string, unknown>;
    expect(Object.keys(seen)).toEqual(paths);
    expect(Object.values(seen).every((value) => value === null)).toBe(true);
  });

  it('[VIS3] shows no __proto__ of the server either', () => {
    const body = '{"a":{"__proto__":{"admin":true},"b":1},"__proto__":{"c":2}}';
    expect(JSON.stringify(visibleAnswer(body, json, [], 4000))).toBe('{"a":{"b":1}}');
    expect(visibleAnswer(body, json, ['a.admin', 'c', 'a.__proto__.admin'], 4000)).toEqual({
      'a.admin': null,
      c: null,
      'a.__proto__.admin': null,
    });
    expect(JSON.stringify(visibleAnswer(body, json, ['__proto__'], 4000))).toBe('{}');
    expect(JSON.stringify(visibleAnswer('{"_\\u200b_proto__":1}', json, [], 4000))).toBe('{}');
  });

  it.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/problem+json',
    'text/json',
    'text/plain',
    'text/html',
    '',
  ])('[VIS4] is read as such from %j', (type) => {
    expect(visibleAnswer(' {"a":1}', type, ['a'], 100)).toEqual({ a: 1 });
  });

  it('[VIS7] keeps the digits of a large number', () => {
    const body = '{"id":12345678901234567890,"n":-9007199254740993,"safe":9007199254740991,"part":1.5,"huge":1e400}';
    expect(visibleAnswer(body, json, [], 4000)).toEqual({
      id: '12345678901234567890',
      n: '-9007199254740993',
      safe: 9007199254740991,
      part: 1.5,
      huge: null,
    });
  });
});

describe('what is not JSON', () => {
  it.each([
    ['Sent yesterday.', 'text/plain', 'Sent yesterday.'],
    ['<b>Sent</b>', 'text/html; charset=utf-8', '<b>Sent</b>'],
    ['{"a":', 'text/plain', '{"a":'],
    ['42', 'text/plain', '42'],
    ['', 'text/plain', ''],
    ['{"a":', json, null],
    ['Sent yesterday.', json, null],
    ['Sent yesterday.', '', null],
    ['{"a":1}', 'application/octet-stream', null],
    ['%PDF-1.7', 'application/pdf', null],
    ['x', 'application/textual', null],
  ])('[VIS4] %j as %s is %j', (body, type, seen) => {
    expect(visibleAnswer(body, type, [], 100)).toBe(seen);
  });

  it('[VIS4] is hidden where paths say what may be seen', () => {
    expect(visibleAnswer('Error: user jane@example.org', 'text/plain', ['status'], 100)).toBe(null);
  });
});

describe('too much', () => {
  it.each<[unknown, number, unknown]>([
    ['abcdefgh', 10, 'abcdefgh'],
    ['abcdefghi', 10, 'abcde…'],
    ['éééééé', 10, 'éé…'],
    ['a"b"c"d"', 10, 'a"b…'],
    ['😀😀😀', 10, '😀…'],
    ['abcd', 5, '…'],
    ['abc', 4, null],
    [123456, 6, 123456],
    [1234567, 6, null],
    [[1, 2, 3, 4], 7, [1, 2, 3]],
    [[1, [2, 'abcdef'], 3], 14, [1, [2, 'a…']]],
    [['abcdefghij', 1], 11, ['abcd…']],
    [{ a: 1, b: 2 }, 13, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, 12, { a: 1 }],
    [{ a: 1, b: { c: 2 }, d: 4 }, 18, { a: 1, b: {} }],
    [{ a: 1, long: 'x'.repeat(50), b: 2 }, 30, { a: 1, long: 'xxxxxxxxxx…' }],
    [{ a: 'x' }, 1, null],
    [[], 0, null],
    [[[1, 22222], 3], 9, [[1]]],
    [{ a: [1, 22222222], b: 3 }, 17, { a: [1] }],
  ])('[VIS5] %j in %i bytes is %j', (value, limit, seen) => {
    expect(see(value, [], limit)).toEqual(seen);
  });

  it('[VIS5] text that is not JSON alike, by what it takes as JSON', () => {
    expect(visibleAnswer('line\nline\nline', 'text/plain', [], 12)).toBe('line\nl…');
    expect(visibleAnswer('x'.repeat(1_000_000), 'text/plain', [], 100)).toHaveLength(96);
  });

  it('[VIS5] the values of the first paths stay', () => {
    expect(see({ a: 'first', b: 'x'.repeat(99), c: 'last' }, ['a', 'b', 'c'], 30)).toEqual({
      a: 'first',
      b: 'xxxxxxx…',
    });
  });

  it('[VIS6] control characters go, from keys too', () => {
    const value = { 'a\u0000b': 'x\u0007y\u202ez\r\n1', list: ['\u001b[31mred'] };
    expect(see(value)).toEqual({ ab: 'xyz\n1', list: ['[31mred'] });
    expect(visibleAnswer('a\u0000b', 'text/plain', [], 100)).toBe('ab');
  });

  it('[VIS6] deeper than twenty levels is null', () => {
    const nested = (levels: number, inside: unknown): unknown =>
      levels === 0 ? inside : { a: nested(levels - 1, inside) };
    expect(see(nested(20, 'in'))).toEqual(nested(20, 'in'));
    expect(see(nested(20, {}))).toEqual(nested(20, null));
    expect(see(nested(500, 1))).toEqual(nested(20, null));
    const body = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(() => visibleAnswer(body, json, ['0.0', '*.*'], 4000)).not.toThrow();
  });
});

describe('anything', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', '0', '"', '\\', '\n', '\t', ' ', 'é', '…', '😀', '\ud800', '\u0000', '\u2028', '\u007f'),
    maxLength: 20,
  });
  const key = fc.oneof(word, fc.constantFrom('a', '0', '*', '__proto__', 'constructor', 'length'));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(word, fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  }));
  const path = fc.array(key, { maxLength: 4 }).map((parts) => parts.join('.'));

  it('[VIS8] is shown as JSON within the limit', () => {
    fc.assert(
      fc.property(value, fc.array(path, { maxLength: 4 }), fc.integer({ min: 4, max: 200 }), (answer, paths, limit) => {
        const body = JSON.stringify(answer);
        const whole = see(answer, paths, 1_000_000);
        const seen = visibleAnswer(body, json, paths, limit);
        expect(bytes(seen)).toBeLessThanOrEqual(limit);
        expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
        expect(JSON.stringify(seen)).not.toMatch(/[\u0000-\u001f\u007f\u2028]|[{,]"__proto__":|\\ud/);
        // The limit cuts only where it has to.
        if (bytes(whole) <= limit) expect(seen).toEqual(whole);
        else expect(bytes(seen)).toBeLessThan(bytes(whole));
      }),
      { seed: 3, numRuns: 3000 },
    );
  });

  it('[VIS8] shows nothing where the limit is none', () => {
    for (const limit of [Number.NaN, -1, 0]) expect(visibleAnswer('abcdefgh', 'text/plain', [], limit)).toBe(null);
  });

  it('[VIS8] never throws, whatever is said', () => {
    const type = fc.oneof(fc.constantFrom(json, 'text/plain', '', ';', 'text/'), word);
    const limit = fc.oneof(fc.integer(), fc.double());
    fc.assert(
      fc.property(
        fc.oneof(
          word,
          fc.string(),
          value.map((answer) => JSON.stringify(answer).slice(0, -1)),
        ),
        type,
        fc.array(path),
        limit,
        (body, type, paths, limit) => {
          const seen = visibleAnswer(body, type, paths, limit);
          expect(seen).not.toBe(undefined);
          expect(bytes(seen)).toBeLessThanOrEqual(Math.max(4, limit || 0));
        },
      ),
      { seed: 4, numRuns: 2000 },
    );
  });
});
