import type { Request } from 'express';
import { z } from 'zod';
import { Optional, Sid, VoiceForm } from './form-fields.ts';

export const ReferEndedForm = VoiceForm.extend({
  ReferCallStatus: Optional,
  ReferSipResponseCode: Optional,
  NotifySipResponseCode: Optional,
});
export type ReferEndedForm = z.infer<typeof ReferEndedForm>;

/** Asked on the agent's leg. What is known of the call belongs to the caller's, so that one stands in `CallSid` here. */
const AgentLeg = z.object({ ParentCallSid: Sid, Digits: Optional });
export const AgentLegForm = AgentLeg.transform(({ ParentCallSid, Digits }) => ({ CallSid: ParentCallSid, Digits }));
export type AgentLegForm = z.output<typeof AgentLegForm>;

export const ConsentForm = VoiceForm.extend({ Digits: Optional, SpeechResult: Optional });
export type ConsentForm = z.infer<typeof ConsentForm>;

const LONGEST_WORDS = 4000;
/** The words of one utterance, within `TranscriptionData`. */
export const Transcript = z.object({ transcript: z.string().transform((text) => text.slice(0, LONGEST_WORDS).trim()) });

export const TranscriptionForm = z.object({
  CallSid: Sid,
  TranscriptionSid: Sid,
  TranscriptionEvent: Optional,
  SequenceId: Optional,
  Track: Optional,
  Final: Optional,
  TranscriptionData: Optional,
  TranscriptionErrorCode: Optional,
  TranscriptionError: Optional,
});
export type TranscriptionForm = z.infer<typeof TranscriptionForm>;

/** Which hand-off of the call, and which person, a URL of ours was about. */
export interface DialReference {
  readonly dial: number | null;
  readonly target: string | null;
}

const Query = z.object({
  dial: z.coerce.number().int().min(1).max(10_000).nullable().catch(null),
  target: z.string().min(1).max(100).nullable().catch(null),
});

export const dialReference = ({ query }: Pick<Request, 'query'>): DialReference => Query.parse(query);
