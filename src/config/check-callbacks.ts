import type { Line } from '../domain/line.ts';
import { findForbiddenLink } from '../domain/link-guard.ts';
import { countryOf } from '../domain/phone-number.ts';
import type { Site } from '../domain/site.ts';
import { hasRoom, type SlotPlan, slotPlanOf } from '../domain/slots.ts';
import { type Finding, type Path, warning } from './problem.ts';

const minutesPerDay = 24 * 60;

/** Times that can be booked: some have to fit into the hours, and into the days ahead. */
export function slotFindings(site: Site, line: Line, at: Path): readonly Finding[] {
  const plan = slotPlanOf({ site, line });
  if (plan === null) return [];
  const path = [...at, 'callbacks', 'slots'];
  return [...roomFindings(plan, path), ...noticeFindings(plan, path)];
}

function roomFindings(plan: SlotPlan, path: Path): readonly Finding[] {
  const { time_zone: _, closed_dates: __, ...days } = plan.hours;
  const spans = Object.values(days).flat();
  if (spans.length === 0 || hasRoom(plan)) return [];
  const message = `no time can be booked: every span of the hours is shorter than ${plan.durationMinutes} minutes`;
  return [warning([...path, 'duration_minutes'], message)];
}

function noticeFindings({ noticeMinutes, horizonDays }: SlotPlan, path: Path): readonly Finding[] {
  if (noticeMinutes < horizonDays * minutesPerDay) return [];
  const message = 'no time can be booked: the notice is as long as horizon_days; raise that or lower this';
  return [warning([...path, 'minimum_notice_minutes'], message)];
}

/** What text_contact and email_contact send: something, that can be sent and used. */
export function contactDetailFindings(line: Line, at: Path): readonly Finding[] {
  const { contact_details: details, escalation } = line;
  const path = [...at, 'contact_details'];
  const switched = (['text_contact', 'email_contact'] as const).filter((name) => escalation[name]);
  if (details === undefined)
    return switched.map((name) =>
      warning(
        [...at, 'escalation', name],
        'there is nothing to send; add contact_details with a number, email or text',
      ),
    );
  const { number, email, text } = details;
  return [
    ...(switched.length === 0 ? [warning(path, 'has no effect: text_contact and email_contact are off')] : []),
    ...(number === undefined && email === undefined && text === undefined
      ? [warning(path, 'is empty; add a number, an email or a text')]
      : []),
    ...(number !== undefined && countryOf(number) === null
      ? [warning([...path, 'number'], 'this is a number of no country; write one that callers can dial')]
      : []),
    ...(text !== undefined && findForbiddenLink(text, line, email === undefined ? [] : [email.toLowerCase()]) !== null
      ? [warning([...path, 'text'], 'no message with this link will be sent; add its host to allowed_link_hosts')]
      : []),
  ];
}
