import { callingLineOf } from '../../domain/callback-line.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import { mailPreset } from '../../domain/mail-sender.ts';
import { retentionOf } from '../../domain/retention.ts';
import { slotPlanOf } from '../../domain/slots.ts';
import type { Voice } from '../../domain/voice.ts';
import type { LineDetail } from '../contract/lines.ts';
import type { Shown } from '../unmask.ts';

type Facts = LineDetail['voice'];
type Values = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What has a value, in words. */
const facts = (values: Values): Facts =>
  Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === null || value === ''
      ? []
      : [{ name, value: typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value) }],
  );

export const voiceFacts = (voice: Voice): Facts =>
  facts({
    'Speaks with': `${voice.ttsProvider}${voice.voice === undefined ? '' : `, ${voice.voice}`}`,
    'Hears with': `${voice.transcriptionProvider}${voice.speechModel === undefined ? '' : `, ${voice.speechModel}`}`,
    'Listens for': voice.hints.join(', '),
    'Can be interrupted by': voice.interruptible,
    'Greeting can be interrupted by': voice.welcomeGreetingInterruptible,
    'Ignores "mm-hm"': voice.ignoreBackchannel,
    'Takes keys': voice.dtmfDetection,
  });

export function transferFacts({ line }: LineInForce, shown: Shown): Facts {
  const { transfer, fallback_number: fallback } = line;
  const last = { 'When the bot cannot answer': fallback === undefined ? null : shown.number(fallback) };
  if (transfer === undefined) return facts(last);
  return facts({
    'Connects by': transfer.method === 'bridge' ? 'bridging the call' : 'SIP REFER',
    'Shows the agent': transfer.caller_id === 'line' ? "the line's number" : "the caller's number",
    'Tells the agent what it is about': transfer.whisper,
    Records: { off: 'no', announce: 'yes, after an announcement', ask: 'only if the caller agrees' }[
      transfer.recording
    ],
    Transcribes: transfer.transcription,
    'Writes notes to': transfer.wrap_up?.mail_to.map((address) => shown.address(address)).join(', '),
    ...last,
  });
}

export function callbackFacts(inForce: LineInForce): Facts {
  const line = callingLineOf(inForce)?.line;
  if (line === undefined) return [];
  const { callbacks } = line;
  const plan = slotPlanOf(inForce);
  const { from, to } = callbacks.quiet_hours;
  return facts({
    'Rings first': callbacks.order === 'agent_first' ? 'the agent' : 'the customer',
    Attempts: `${callbacks.attempts}, ${callbacks.retry_minutes} min apart`,
    'Never rings': from === to ? null : `${from} to ${to} at the customer`,
    Conversation: plan === null ? null : `${plan.durationMinutes} min`,
    'At the same time': plan?.capacity,
    'Booked ahead': plan === null ? null : `${plan.noticeMinutes} min to ${plan.horizonDays} days`,
    'Confirmed by': callbacks.confirmation,
    'Reminders before': callbacks.reminder_minutes_before.map(minutesInWords).join(', '),
  });
}

const minutesInWords = (minutes: number): string =>
  minutes % 1440 === 0 ? `${minutes / 1440} d` : minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;

export function sendingFacts({ site, line }: LineInForce, shown: Shown): Facts {
  const preset = mailPreset({ site, line });
  const from = line.sms_from ?? line.numbers[0] ?? '';
  return facts({
    'Texts come from': from,
    'Texts go to': (line.sms_countries ?? [site.country]).join(', '),
    'E-mails come from': preset === null ? null : shown.address(preset.preset.from.address),
    'Links by text': line.link_delivery.sms,
    'Links by e-mail': line.link_delivery.email,
    'Other medium when one fails': line.delivery.other_medium,
    'Texts wait': `${line.quiet_hours.from} to ${line.quiet_hours.to} at the recipient, unless asked for in the call`,
  });
}

export function limitFacts({ site, line }: LineInForce): Facts {
  const { limits } = line;
  const { keep, days } = retentionOf(site, line);
  const kept = {
    everything: 'everything',
    no_personal_data: 'all but personal data',
    metadata: 'metadata only',
  };
  return facts({
    'Longest call': `${limits.max_call_minutes} min`,
    'Silence before it asks': `${limits.silence_seconds} s`,
    'Tokens per call': limits.tokens_per_call.toLocaleString('en'),
    'Knowledge in the prompt': `${limits.knowledge_tokens.toLocaleString('en')} tokens`,
    Keeps: `${kept[keep]}, ${days === 'forever' ? 'for ever' : `${days} days`}`,
    'Keys are masked': line.sensitive_dtmf,
    Model: line.model.name,
  });
}
