import type { Clock } from '../real-clock.ts';
import type { StatusReports } from './call-context.ts';
import { type CallRecord, durationSeconds, voiceParameters } from './call-record.ts';
import type { WebhookRequest } from './request-webhook.ts';
import { twilioDate } from './twilio-date.ts';

/** Reports a call's progress, as far as it is subscribed to, one report after the other. Best effort. */
export function statusCallback(send: (request: WebhookRequest) => Promise<unknown>, clock: Clock, to: StatusReports) {
  let sequence = 0;
  let earlier: Promise<unknown> = Promise.resolve();
  return (record: CallRecord, event: string): Promise<unknown> => {
    const number = sequence++;
    const { url, method, events } = to;
    if (url === null || !URL.canParse(url) || !events.includes(event)) return earlier;
    const parameters = reportOf(record, event, number, clock.now());
    earlier = earlier.then(() => send({ url, method, parameters }));
    return earlier;
  };
}

function reportOf(record: CallRecord, event: string, sequence: number, now: number) {
  const over = event === 'completed';
  return {
    ...voiceParameters(record),
    ...(event === 'initiated' ? { CallStatus: 'initiated' } : {}),
    ...(over ? { CallDuration: String(durationSeconds(record)) } : {}),
    ...(over ? { Duration: String(Math.ceil(durationSeconds(record) / 60)) } : {}),
    ...(over && record.sipCode !== null ? { SipResponseCode: String(record.sipCode) } : {}),
    ...(record.answeredBy === null ? {} : { AnsweredBy: record.answeredBy }),
    Timestamp: twilioDate(now),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(sequence),
  };
}
