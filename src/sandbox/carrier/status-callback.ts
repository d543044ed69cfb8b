import type { Clock } from '../real-clock.ts';
import { type CallRecord, durationSeconds, voiceParameters } from './call-record.ts';
import { requestWebhook, type WebhookSender } from './request-webhook.ts';
import { twilioDate } from './twilio-date.ts';

/** Reports a call's progress to its StatusCallback, as far as it subscribed to it. Best effort. */
export function statusCallback(sender: WebhookSender, clock: Clock, url: string | null, events: readonly string[]) {
  let sequence = 0;
  return async (record: CallRecord, event: string): Promise<void> => {
    const number = sequence++;
    if (url === null || !URL.canParse(url) || !events.includes(event)) return;
    const over = event === 'completed';
    const parameters = {
      ...voiceParameters(record),
      ...(event === 'initiated' ? { CallStatus: 'initiated' } : {}),
      ...(over ? { CallDuration: String(durationSeconds(record)) } : {}),
      ...(over ? { Duration: String(Math.ceil(durationSeconds(record) / 60)) } : {}),
      Timestamp: twilioDate(clock.now()),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(number),
    };
    await requestWebhook(sender, { url, method: 'POST', parameters });
  };
}
