/** Everything in <% %>, and an opening <% that is never closed. */
const anyTag = /<%[\s\S]*?(?:%>|$)/g;
/** Names follow `it.` and each other by dots. No character can be read in two ways, so the match is linear. */
const valueTag = /^<%= *it\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*) *%>$/;

/** What a template asks for: each name once, in order, and each tag that is none of ours. */
export interface TemplateNames {
  /** Dotted paths, e.g. `results.find_slot`. */
  readonly names: readonly string[];
  readonly bad: readonly string[];
}

/**
 * The grammar of templates in a site file: a tag is exactly `<%= it.name %>` or, for a value inside another,
 * `<%= it.call.number %>`. No code, no conditions, nothing else in <% %>.
 */
export function templateNames(template: string): TemplateNames {
  const tags = template.match(anyTag) ?? [];
  const names = tags.map(nameInTag);
  return {
    names: [...new Set(names.filter((name) => name !== null))],
    bad: [...new Set(tags.filter((_, index) => names[index] === null))],
  };
}

/** The dotted path where the text is one tag and nothing else, else null. */
export function nameInTag(text: string): string | null {
  return valueTag.exec(text)?.[1] ?? null;
}
