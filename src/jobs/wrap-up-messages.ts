import type { Callback } from '../domain/callback.ts';
import { escapeHtml } from '../domain/escape-html.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import { mailSender } from '../domain/mail-sender.ts';
import type { EmailContent, HttpContent } from '../domain/message.ts';
import type { WrapUpNotes } from '../domain/wrap-up-notes.ts';
import type { StoredCall } from '../ports/store.ts';

/** A call that was written up, with what the business's own system wants to know of it. */
export interface WrittenUp {
  readonly stored: StoredCall;
  readonly inForce: Pick<LineInForce, 'site' | 'line'>;
  readonly notes: WrapUpNotes;
  /** The target that spoke with the caller; null: nobody did. */
  readonly agent: string | null;
  readonly recordingIds: readonly string[];
  /** The one the call was placed for, or else one that was asked for in it. */
  readonly callback: Callback | null;
}

const webhookTimeoutMs = 10_000;
const longestSubject = 150;

/** The notes for the business's own system; the full number, since it is theirs. Null: the line has none. */
export function notesRequest(writtenUp: WrittenUp): HttpContent | null {
  const webhook = writtenUp.inForce.line.transfer?.wrap_up?.webhook;
  if (webhook === undefined) return null;
  const { hostname } = new URL(webhook.url);
  return {
    medium: 'http',
    to: hostname,
    method: 'POST',
    url: webhook.url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(bodyOf(writtenUp)),
    allowedHosts: [hostname],
    privateHosts: [],
    timeoutMs: webhookTimeoutMs,
    resultPaths: [],
    resultLimitBytes: 100,
    behind: true,
    signWith: webhook.secret,
    repeatable: true,
  };
}

function bodyOf({ stored, inForce, notes, agent, recordingIds, callback }: WrittenUp) {
  const { call, endedAt } = stored;
  return {
    type: 'call_notes',
    call_id: call.id,
    call_sid: call.callSid,
    site: inForce.site.id,
    line: inForce.line.id,
    direction: call.direction,
    started_at: new Date(call.startedAt).toISOString(),
    ended_at: endedAt === null ? null : new Date(endedAt).toISOString(),
    caller: callerOf({ stored, callback }),
    agent,
    callback_id: callback?.id ?? null,
    recording_ids: recordingIds,
    notes,
  };
}

/** E.164 or a SIP URI; null: withheld. Who a callback was for, also where the agent's phone was called. */
function callerOf({ stored: { call }, callback }: Pick<WrittenUp, 'stored' | 'callback'>): string | null {
  if (call.direction === 'outbound' && callback !== null) return callback.phone;
  if (call.from.kind === 'phone') return call.from.number;
  return call.from.kind === 'sip' ? call.from.uri : null;
}

/** The notes for the team; null: nobody is to get them, or the site has no mail to send them by. */
export function notesEmail(writtenUp: WrittenUp): EmailContent | null {
  const { inForce, notes } = writtenUp;
  const [to, ...alsoTo] = [...new Set(inForce.line.transfer?.wrap_up?.mail_to ?? [])];
  const sender = mailSender(inForce);
  if (to === undefined || sender === null) return null;
  const parts = partsOf(writtenUp);
  return {
    medium: 'email',
    ...sender,
    to,
    ...(alsoTo.length > 0 && { alsoTo }),
    subject: `Call notes, ${inForce.line.name}: ${notes.disposition}`.slice(0, longestSubject),
    text: `${parts.map(asText).join('\n\n')}\n`,
    html: `<!doctype html>\n<html><body>\n${parts.map(asHtml).join('\n')}\n</body></html>\n`,
  };
}

interface Part {
  readonly title: string;
  readonly items: readonly string[];
}

function partsOf({ stored, inForce, notes, agent, callback, recordingIds }: WrittenUp): readonly Part[] {
  const { call } = stored;
  const at = new Intl.DateTimeFormat('en-US', {
    timeZone: inForce.site.time_zone,
    dateStyle: 'full',
    timeStyle: 'short',
  });
  const parts: readonly Part[] = [
    { title: 'Call', items: [`${at.format(call.startedAt).replace(/\s/g, ' ')}, ${call.id}`] },
    { title: 'Caller', items: [callerOf({ stored, callback }) ?? 'number withheld'] },
    { title: 'Spoke with', items: [agent ?? 'nobody'] },
    { title: 'Summary', items: [notes.summary] },
    { title: 'Outcome', items: [notes.outcome] },
    { title: 'Promised', items: notes.promises },
    { title: 'To do', items: notes.follow_ups },
    { title: 'Sentiment', items: [notes.sentiment] },
    { title: 'Disposition', items: [notes.disposition] },
    { title: 'Recordings', items: recordingIds },
  ];
  return parts.filter(({ items }) => items.length > 0);
}

function asText({ title, items }: Part): string {
  const [only, ...more] = items;
  return more.length === 0 ? `${title}: ${only}` : `${title}:\n${items.map((item) => `- ${item}`).join('\n')}`;
}

function asHtml({ title, items }: Part): string {
  const [only, ...more] = items.map(escapeHtml);
  const list = more.length === 0 ? only : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
  return `<h3>${escapeHtml(title)}</h3>\n<div>${list}</div>`;
}
