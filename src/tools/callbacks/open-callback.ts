import type { Callback } from '../../domain/callback.ts';
import { alreadyArranged, whenOf } from '../../domain/callback-words.ts';
import { lineZone } from '../../domain/line-in-force.ts';
import { refused, type ToolResult } from '../../domain/tool-result.ts';
import type { Execution, ToolContext } from '../tool.ts';

/** The open callback of a number on this line. `same`: it is the one this tool call has made already. */
export async function openCallbackOf(
  { store, call }: ToolContext,
  run: Execution,
  number: string,
): Promise<{ readonly callback: Callback; readonly same: boolean } | null> {
  const callback = await store.openCallback(call.siteId, call.lineId, number);
  if (callback === null) return null;
  return { callback, same: callback.callId === call.id && callback.toolCallId === run.toolCallId };
}

/** The number has a callback on this line: another is not made, this one can be moved. */
export function openAlready({ inForce: { site, line }, clock }: ToolContext, callback: Callback): ToolResult {
  const when = whenOf(callback, lineZone({ site, line }), clock.now());
  return { ...refused('already_booked', alreadyArranged(when)), callback: callback.id, when };
}
