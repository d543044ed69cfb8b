import { z } from 'zod';

/** A form as parsed: a parameter that came twice is a list. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

const LONGEST = 16_000;
/** Of several values the first; without control characters, which no database takes; never endless. */
const Field = z
  .preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string())
  .transform((text) => text.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, LONGEST));
export const Optional = Field.optional().catch(undefined);
export const Sid = Field.pipe(z.string().regex(/^[\x21-\x7e]{1,64}$/));

/** What every voice webhook carries. Other and new fields are ignored. */
export const VoiceForm = z.object({
  CallSid: Sid,
  From: Optional,
  To: Optional,
  CallStatus: Optional,
  Direction: Optional,
  CallDuration: Optional,
  SipCallId: Optional,
  SipDomainSid: Optional,
});
export type VoiceForm = z.infer<typeof VoiceForm>;

export const RelayEndedForm = VoiceForm.extend({
  SessionId: Optional,
  SessionStatus: Optional,
  SessionDuration: Optional,
  HandoffData: Optional,
  ErrorCode: Optional,
  ErrorMessage: Optional,
});
export type RelayEndedForm = z.infer<typeof RelayEndedForm>;

export const DialEndedForm = VoiceForm.extend({
  DialCallStatus: Optional,
  DialBridged: Optional,
  DialCallDuration: Optional,
  DialSipResponseCode: Optional,
});
export type DialEndedForm = z.infer<typeof DialEndedForm>;

/** Of a callback's call and the legs dialled from it. */
export const CallbackForm = DialEndedForm.extend({
  ParentCallSid: Sid.optional().catch(undefined),
  DialCallDuration: Optional,
  Digits: Optional,
  SpeechResult: Optional,
  AnsweredBy: Optional,
});
export type CallbackForm = z.infer<typeof CallbackForm>;

export const MessageStatusForm = z.object({ MessageSid: Sid, MessageStatus: Sid, ErrorCode: Optional });

/** `OptOutType` comes where the Messaging Service has Advanced Opt-Out. */
export const IncomingTextForm = z.object({
  MessageSid: Sid,
  From: Optional,
  To: Optional,
  Body: Optional,
  OptOutType: Optional,
  MessagingServiceSid: Optional,
});

/** Seconds as Twilio sends them, as text; null when missing or not a number. */
export function secondsOf(text: string | undefined): number | null {
  const seconds = Number.parseInt(text ?? '', 10);
  return Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : null;
}

/** Whether the caller is still there. Twilio always says; where it did not, we go on talking. */
export const isRunning = (callStatus: string | undefined): boolean =>
  callStatus === undefined || ['queued', 'initiated', 'ringing', 'in-progress'].includes(callStatus);

/** Whether the leg came in by SIP: only such a leg can be referred. */
export const isSipLeg = ({ From, To, SipCallId, SipDomainSid }: VoiceForm): boolean =>
  [From, To].some((party) => /^sips?:/i.test(party?.trim() ?? '')) || Boolean(SipCallId) || Boolean(SipDomainSid);
