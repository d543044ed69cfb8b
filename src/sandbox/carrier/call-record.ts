import type { Parameters } from './sign-request.ts';
import { twilioDate } from './twilio-date.ts';

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

/** A call leg as Twilio's Calls resource has it. Times are epoch ms. */
export interface CallRecord {
  readonly sid: string;
  readonly accountSid: string;
  /** The leg that dialled this one. */
  readonly parentSid: string | null;
  readonly from: string;
  readonly to: string;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  /** Further voice parameters, e.g. ForwardedFrom or CallerName. */
  readonly extra: Readonly<Record<string, string>>;
  readonly createdAt: number;
  status: CallStatus;
  answeredAt: number | null;
  endedAt: number | null;
  /** From answer to end, of the call's own clock. */
  talkedMs: number;
  answeredBy: AnsweredBy | null;
  /** The last answer to the INVITE of a leg that goes out. */
  sipCode: number | null;
}

export type AnsweredBy = 'human' | 'machine_start' | 'machine_end_beep' | 'unknown';

/** The voice parameters every webhook of a call carries. */
export function voiceParameters(record: CallRecord): Parameters {
  return {
    CallSid: record.sid,
    ...(record.parentSid === null ? {} : { ParentCallSid: record.parentSid }),
    AccountSid: record.accountSid,
    From: record.from,
    To: record.to,
    Caller: record.from,
    Called: record.to,
    CallStatus: record.status,
    ApiVersion: '2010-04-01',
    Direction: record.direction,
    FromCountry: record.from.startsWith('+1') ? 'US' : '',
    ToCountry: record.to.startsWith('+1') ? 'US' : '',
    ...record.extra,
  };
}

export function callJson(record: CallRecord): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${record.accountSid}/Calls/${record.sid}`;
  return {
    sid: record.sid,
    account_sid: record.accountSid,
    parent_call_sid: record.parentSid,
    from: record.from,
    from_formatted: record.from,
    to: record.to,
    to_formatted: record.to,
    status: record.status,
    direction: record.direction,
    date_created: twilioDate(record.createdAt),
    date_updated: twilioDate(record.endedAt ?? record.answeredAt ?? record.createdAt),
    start_time: record.answeredAt === null ? null : twilioDate(record.answeredAt),
    end_time: record.endedAt === null ? null : twilioDate(record.endedAt),
    duration: record.endedAt === null ? null : String(durationSeconds(record)),
    answered_by: record.answeredBy,
    forwarded_from: record.extra.ForwardedFrom ?? null,
    caller_name: record.extra.CallerName ?? null,
    price: null,
    price_unit: 'USD',
    phone_number_sid: null,
    group_sid: null,
    trunk_sid: null,
    annotation: null,
    api_version: '2010-04-01',
    queue_time: '0',
    uri: `${uri}.json`,
    subresource_uris: { recordings: `${uri}/Recordings.json`, events: `${uri}/Events.json` },
  };
}

export const durationSeconds = (record: CallRecord): number => Math.round(record.talkedMs / 1000);

export const isOver = (status: CallStatus): boolean => !['queued', 'ringing', 'in-progress'].includes(status);

/** Only such legs take a REFER. */
export const isSipLeg = ({ from, to, direction }: CallRecord): boolean =>
  (direction === 'inbound' ? from : to).startsWith('sip:');
