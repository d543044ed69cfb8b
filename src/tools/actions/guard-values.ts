import type { Action } from '../../domain/action.ts';
import { findForbiddenLink } from '../../domain/link-guard.ts';
import { findSensitive } from '../../domain/sensitive-text.ts';
import type { ToolResult } from '../../domain/tool-result.ts';
import { guardText, linkRefusal, ownAddresses, sensitiveRefusal } from '../guard-text.ts';
import type { ToolContext } from '../tool.ts';

/** What the model gave goes into a template: it may bring neither links nor secrets with it. */
export function guardValues(
  action: Action,
  input: Readonly<Record<string, unknown>>,
  context: ToolContext,
): ToolResult | null {
  const names = action.parameters.filter(({ type }) => type === 'string').map(({ name }) => name);
  for (const name of [...names, 'summary']) {
    const value = input[name];
    if (typeof value !== 'string') continue;
    if (findForbiddenLink(value, context.inForce.line, ownAddresses(context)) !== null) return linkRefusal;
    if (findSensitive(value) !== null) return sensitiveRefusal;
  }
  return null;
}

/** A rendered text for the caller: its parts may make a link together that none of them is. */
export const guardRendered = (text: string, context: ToolContext, addresses: readonly string[]): ToolResult | null =>
  guardText(text, context, addresses);
