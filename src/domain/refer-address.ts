import type { TransferTarget } from './escalation.ts';

/** Of the URI before its headers, and of the headers (twilio.com/docs/voice/twiml/refer). */
const longestUri = 254;
const longestHeaders = 1023;
const longestCaller = 100;

/** What goes along with a referred call, as `X-…` headers. */
export interface ReferHeaders {
  readonly callId: string;
  readonly caller: string;
  readonly reason: string;
  readonly summary: string;
}

/** The URI of a person for a REFER: given whole, or their number at the line's domain. Null: they cannot be referred to. */
export function referUri(target: TransferTarget, domain: string | undefined): string | null {
  const uri = target.sip_uri ?? (target.number && domain ? `sip:${target.number}@${domain}` : null);
  return uri === null || withoutHeaders(uri).length > longestUri ? null : uri;
}

/**
 * The URI with the headers behind it. What does not fit is cut: the summary first, then the reason; a header nothing is
 * left of is not written.
 */
export function withReferHeaders(uri: string, { callId, caller, reason, summary }: ReferHeaders): string {
  const base = withoutHeaders(uri);
  const parts = uri.length > base.length + 1 ? [uri.slice(base.length + 1)] : [];
  const headers = [
    ['X-Call-Id', callId],
    ['X-Caller', caller.slice(0, longestCaller)],
    ['X-Reason', reason],
    ['X-Summary', summary],
  ] as const;
  for (const [name, value] of headers) {
    const part = header(name, value, longestHeaders - parts.join('&').length - 1);
    if (part !== '') parts.push(part);
  }
  return parts.length === 0 ? base : `${base}?${parts.join('&')}`;
}

const withoutHeaders = (uri: string): string => uri.split('?', 1)[0] ?? uri;

/** `name=value`, escaped, in at most `room` characters. A character that would have to be cut in two is left out. */
function header(name: string, value: string, room: number): string {
  const escaped = [
    ...value
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .toWellFormed(),
  ].map(encodeURIComponent);
  let text = '';
  for (const character of escaped) {
    if (name.length + 1 + text.length + character.length > room) break;
    text += character;
  }
  return text === '' ? '' : `${name}=${text}`;
}
