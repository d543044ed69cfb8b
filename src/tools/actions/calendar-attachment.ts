import type { EmailAction } from '../../domain/action.ts';
import { calendarFile } from '../../domain/calendar-file.ts';
import { lineZone } from '../../domain/line-in-force.ts';
import { localToEpoch } from '../../domain/local-time.ts';
import type { EmailAttachment } from '../../domain/message.ts';
import { renderTemplate } from '../../domain/template.ts';
import { oneLine } from '../email-content.ts';
import type { Execution, ToolContext } from '../tool.ts';
import { messageValues } from './action-values.ts';

/** The calendar file of an appointment; null where the action has none, or the time was not given. */
export function calendarAttachment(
  action: EmailAction,
  input: Readonly<Record<string, unknown>>,
  context: ToolContext,
  run: Execution,
  { from, to }: { readonly from: { readonly name: string; readonly address: string }; readonly to: string },
): EmailAttachment | null {
  const { calendar } = action;
  const given = calendar === undefined ? null : input[calendar.start];
  if (calendar === undefined || typeof given !== 'string') return null;
  const { site, line } = context.inForce;
  const start = localToEpoch(given, lineZone({ site, line }));
  if (start === null) return null;
  const values = messageValues(action, input, context, run);
  const file = calendarFile({
    id: `${context.call.id}-${run.toolCallId}`,
    start,
    durationMinutes: calendar.duration_minutes,
    title: oneLine(renderTemplate(calendar.title, values, 'text')),
    ...(calendar.location !== undefined && { location: oneLine(renderTemplate(calendar.location, values, 'text')) }),
    organizer: from,
    attendee: to,
    sequence: 0,
    method: 'PUBLISH',
    stamp: context.clock.now(),
  });
  return { kind: 'text', ...file };
}
