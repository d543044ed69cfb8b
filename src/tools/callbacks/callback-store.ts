import { AttendantError } from '../../domain/errors.ts';
import { failed } from '../../domain/tool-result.ts';
import { alternatives } from '../alternatives.ts';
import type { ToolContext, ToolOutcome } from '../tool.ts';

/** Runs what reads or writes callbacks; a store that is away is an answer. */
export async function withStore(
  context: ToolContext,
  tool: string,
  work: () => Promise<ToolOutcome>,
): Promise<ToolOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AttendantError) || error.code !== 'store_unavailable') throw error;
    context.log.error('a callback could not be stored', { tool, error });
    const say = `I'm sorry, I can't arrange a call back at the moment.${alternatives(context, 'callback')}`;
    return { result: failed('store_unavailable', say) };
  }
}
