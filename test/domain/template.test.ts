import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJson, renderTemplate, type TemplateValues } from '../../src/domain/template.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'<>%=&"\'/\\?#.;:@{}$`( )\r\n\t~-_+it.x\u2028\ud800'), maxLength: 40 }),
  fc.constantFrom(
    '<%= it.secret %>',
    '<script>',
    '..',
    '.',
    '../..',
    '%2e%2e',
    '%2F',
    '?a=b',
    '&x=1',
    '//evil.example',
  ),
);

describe('templates', () => {
  it('[TPL2] a tag outside the grammar is refused and never run', () => {
    const ran = globalThis as { ran?: boolean };
    for (const template of ['<% globalThis.ran = true %>', '<%= globalThis.ran = true %>', 'a <%~ it.a %>', '<%= it.a'])
      for (const as of ['text', 'html', 'url'] as const)
        expect(() => renderTemplate(template, { a: 'b' }, as)).toThrow(
          expect.objectContaining({ code: 'config_invalid' }),
        );
    expect(() => renderJson({ deep: ['<% globalThis.ran = true %>'] }, {})).toThrow();
    expect(ran.ran).toBeUndefined();
  });

  it('[TPL3] values stand where their tags were', () => {
    const values = { name: 'Jane & Co', count: 3, ok: false, none: null, call: { number: '+1', by: { way: 'x' } } };
    const template =
      '<%= it.name %>|<%=it.count%>|<%= it.ok %>|<%= it.none %>|<%= it.call.number %>|<%= it.call.by.way %>';
    expect(renderTemplate(template, values, 'text')).toBe('Jane & Co|3|false||+1|x');
    expect(renderTemplate(template, values, 'html')).toBe('Jane &amp; Co|3|false||+1|x');
    expect(renderTemplate(template, values, 'url')).toBe('Jane%20%26%20Co|3|false||%2B1|x');
  });

  it('[TPL3] what is missing or an object leaves nothing, also behind a value', () => {
    const template = '[<%= it.a %><%= it.b.c.d %><%= it.call %><%= it.name.length %><%= it.name.at %>]<%= it.name %>';
    expect(renderTemplate(template, { call: { number: 'n' }, name: 'x' }, 'text')).toBe('[]x');
  });

  it('[TPL3] the text around the tags stays byte for byte', () => {
    const text = fc.string({ unit: fc.constantFrom(...' \n\r\t\\\'"`${}%>a<é\u2028\u2029\u0000'), maxLength: 30 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        fc.pre(!`${a}${b}${c}`.includes('<%') && !/<$/.test(`${a}`) && !/<$/.test(b));
        const template = `${a}<%= it.x %>${b}<%= it.y %>${c}`;
        for (const as of ['text', 'html', 'url'] as const)
          expect(renderTemplate(template, { x: 'X', y: 'Y' }, as)).toBe(`${a}X${b}Y${c}`);
      }),
      { seed: 2, numRuns: 300 },
    );
    expect(renderTemplate('a\r\n<%= it.x %>\r\n\r\n  <%= it.x %>\n', { x: '1' }, 'text')).toBe('a\r\n1\r\n\r\n  1\n');
  });

  it.each(['__proto__', 'constructor', 'toString', '__proto__.polluted', 'constructor.name', 'a.constructor.name'])(
    '[TPL4] it.%s is nothing unless it was given',
    (name) => {
      expect(renderTemplate(`<%= it.${name} %>`, { a: { b: 'c' } }, 'text')).toBe('');
      expect(renderJson(`<%= it.${name} %>`, { a: { b: 'c' } })).toBeNull();
    },
  );

  it('[TPL4] a name a JavaScript object has is a value like any other where it was given', () => {
    const values = JSON.parse('{"__proto__":{"x":"1"},"constructor":"2","a":{"toString":"3"}}') as TemplateValues;
    const template = '<%= it.__proto__.x %><%= it.constructor %><%= it.a.toString %>';
    expect(renderTemplate(template, values, 'text')).toBe('123');
    expect(({} as { x?: string }).x).toBeUndefined();
  });

  it('[TPL5] no value adds a tag or markup', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const values = { value, secret: 'SECRET' };
        expect(renderTemplate('<b><%= it.value %></b>', values, 'text')).toBe(`<b>${value}</b>`);
        const html = renderTemplate('<b title="<%= it.value %>"><%= it.value %></b>', values, 'html');
        expect(html.match(/[<>"']/g)?.join('')).toBe('<""><>');
        expect(html).not.toContain('SECRET');
        const text = html.slice(html.indexOf('>') + 1, -4).replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => {
          return { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }[name] ?? '?';
        });
        expect(text).toBe(value);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('[TPL6] no value changes the shape of a URL', () => {
    const template =
      'https://api.example.com/v1/<%= it.a %>/x/p<%= it.b %>/end?q=<%= it.c %>&r=<%= it.a %>#<%= it.b %>';
    fc.assert(
      fc.property(hostile, hostile, hostile, (a, b, c) => {
        const url = new URL(renderTemplate(template, { a, b, c }, 'url'));
        expect(url.origin).toBe('https://api.example.com');
        const parts = url.pathname.split('/');
        expect([parts.length, parts[1], parts[3], parts[5]]).toEqual([6, 'v1', 'x', 'end']);
        expect([...url.searchParams.keys()]).toEqual(['q', 'r']);
        if (!/^\.{1,2}$/.test(c)) expect(url.searchParams.get('q')).toBe(c.toWellFormed());
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('[TPL6] two values side by side do not make a way out', () => {
    const url = renderTemplate('https://a.example/v1/<%= it.a %><%= it.b %>/end', { a: '.', b: '.' }, 'url');
    expect(new URL(url).pathname).toBe('/v1//end');
  });

  it('[TPL7] a JSON tree keeps the type of a value that stands alone', () => {
    const tree = {
      a: '<%= it.n %>',
      b: ['<%=it.t%>', 'x<%= it.n %>', ' <%= it.n %>', 7, true, null],
      c: { d: '<%= it.z %>' },
    };
    const values = { n: 4.5, t: true, z: null, o: { p: 's' } };
    expect(renderJson(tree, values)).toEqual({ a: 4.5, b: [true, 'x4.5', ' 4.5', 7, true, null], c: { d: null } });
    expect(renderJson('<%= it.missing %>', values)).toBeNull();
    expect(renderJson('<%= it.o %>', values)).toBeNull();
    expect(renderJson('<%= it.o.p %>', values)).toBe('s');
  });

  it('[TPL7] a value is data in it: no quote gets out, no key is filled in or lost', () => {
    const tree = JSON.parse('{"__proto__":"<%= it.v %>","<%= it.v %>":"say <%= it.v %>"}') as unknown;
    fc.assert(
      fc.property(hostile, (v) => {
        const written = JSON.parse(JSON.stringify(renderJson(tree, { v }))) as Record<string, unknown>;
        expect(Object.entries(written)).toEqual([
          ['__proto__', v],
          ['<%= it.v %>', `say ${v}`],
        ]);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
