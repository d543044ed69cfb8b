import type { Callback } from '../../domain/callback.ts';
import { alreadyArranged, whenOf } from '../../domain/callback-words.ts';
import { refused, type ToolResult } from '../../domain/tool-result.ts';
import type { ToolContext } from '../tool.ts';

/** The number has a callback on this line: another is not made, this one can be moved. */
export function openAlready({ inForce: { site, line }, clock }: ToolContext, callback: Callback): ToolResult {
  const when = whenOf(callback, line.hours?.time_zone ?? site.time_zone, clock.now());
  return { ...refused('already_booked', alreadyArranged(when)), callback: callback.id, when };
}
