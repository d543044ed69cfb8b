import { z } from 'zod';
import type { Line } from '../domain/line.ts';
import { ADDRESS_FORM } from '../domain/tool-names.ts';
import { refused, type ToolResult } from '../domain/tool-result.ts';

/** The `link` argument: the line's link ids with their titles, and the hosts other links may be on. */
export function linkArgument(line: Line, form = false): z.ZodString {
  const ours = form ? [`"${ADDRESS_FORM}" (a page where the caller types an e-mail address)`] : [];
  const links = line.links.map(({ id, title }) => `"${id}" (${title})`);
  const hosts = line.allowed_link_hosts.length === 0 ? [] : [`an https URL on ${line.allowed_link_hosts.join(', ')}`];
  return z.string().describe(`One of: ${[...links, ...hosts, ...ours].join('; ')}.`);
}

export function linkNotAllowed(line: Line): ToolResult {
  const titles = line.links.map(({ title }) => title);
  const instead = titles.length === 0 ? '' : ` I can send you ${titles.join(' or ')}.`;
  return refused('link_not_allowed', `I'm sorry, I can't send that link.${instead}`);
}
