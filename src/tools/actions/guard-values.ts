import type { Action } from '../../domain/action.ts';
import type { ToolResult } from '../../domain/tool-result.ts';
import { guardText } from '../guard-text.ts';
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
    const refusal = typeof value === 'string' ? guardText(value, context) : null;
    if (refusal !== null) return refusal;
  }
  return null;
}
