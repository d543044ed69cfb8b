import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameInTag, templateNames } from '../../src/domain/template-tags.ts';

describe('template tags', () => {
  it('[TPL1] each name is found once, in order', () => {
    const template = 'Hi <%= it.name %>, <%=it.call.number%> <%=  it.results.some_tool.a1  %> <%= it.name %>%>';
    expect(templateNames(template)).toEqual({ names: ['name', 'call.number', 'results.some_tool.a1'], bad: [] });
    expect(templateNames('no tag: < % it.name % >')).toEqual({ names: [], bad: [] });
  });

  it.each([
    '<% it.name %>',
    '<%~ it.name %>',
    '<%- it.name %>',
    '<%_= it.name %>',
    '<%= it.name -%>',
    '<%= it.name _%>',
    '<%= it %>',
    '<%= it.1 %>',
    '<%= it.a..b %>',
    '<%= it.a. %>',
    '<%= it.a.1 %>',
    '<%= it?.a %>',
    '<%= it.a-b %>',
    '<%= it["name"] %>',
    '<%= it.name() %>',
    '<%= it.name + it.name %>',
    '<%= name %>',
    '<%= it.naïve %>',
    '<%=\nit.name %>',
    '<%= it.name %',
    '<%= it.name',
    '<%',
    '<%%>',
    '<%= <%= it.name %>',
  ])('[TPL1] %j is no tag of ours', (tag) => {
    expect(templateNames(`a ${tag}`).bad).toEqual([tag]);
    expect(nameInTag(tag)).toBeNull();
  });

  it('[TPL1] good and bad tags of one template are told apart, however they stand', () => {
    const good = fc.constantFrom('<%= it.a %>', '<%= it.b.c %>');
    const bad = fc.constantFrom('<% x %>', '<%~ it.a %>', '<%= it.a() %>');
    const text = fc.string({ unit: fc.constantFrom('a', '%', '>', ' ', '\n', '=', "'", 'é'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.oneof(good, bad, fc.constant('')))), (parts) => {
        const { names, bad: refused } = templateNames(parts.flat().join(''));
        const tags = new Set(parts.map(([, tag]) => tag).filter((tag) => tag !== ''));
        const expected = [...tags].filter((tag) => nameInTag(tag) !== null).map((tag) => tag.slice(7, -3));
        expect(names).toEqual(expected);
        expect(refused).toEqual([...tags].filter((tag) => nameInTag(tag) === null));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('[TPL1] a long text is read in time that grows with it only', () => {
    const started = performance.now();
    templateNames('<%= it.'.repeat(50_000));
    templateNames(`<%= it.${'a.'.repeat(100_000)} %>`);
    templateNames(`<%= it.${'a'.repeat(200_000)}`);
    templateNames(`<%=${' '.repeat(200_000)}x %>`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
