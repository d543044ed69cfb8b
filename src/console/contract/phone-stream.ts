import { z } from 'zod';

/**
 * `GET /api/phone/stream`: all that happens at the stand-in for the carrier, in one order. `event: restart` says that the
 * stand-in is another one and everything begins anew.
 */

const speech = { source: z.enum(['greeting', 'bot', 'say']) };
const at = { at: z.number() };

/** What happens on a leg, as far as a phone shows it. */
export const LegEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ringing'), from: z.string(), to: z.string(), ...at }),
  /** Whoever plays the one at the end takes the call, or does not. */
  z.object({ type: z.literal('awaits-hand'), ...at }),
  z.object({ type: z.literal('connected'), ...at }),
  /** Is going to be spoken; positions count the characters of all that ever was to be on the leg. */
  z.object({ type: z.literal('coming'), text: z.string(), from: z.number(), utterance: z.number(), ...speech, ...at }),
  z.object({ type: z.literal('speaking'), on: z.boolean(), ...speech, ...at }),
  /** Was heard. */
  z.object({ type: z.literal('spoken'), text: z.string(), ...speech, ...at }),
  z.object({ type: z.literal('media'), source: z.string(), ...at }),
  z.object({ type: z.literal('caller-speech'), text: z.string(), ...at }),
  z.object({ type: z.literal('caller-digits'), digits: z.string(), ...at }),
  z.object({ type: z.literal('unheard'), what: z.string(), why: z.string(), ...at }),
  z.object({ type: z.literal('interrupted'), heard: z.string(), ...at }),
  z.object({ type: z.literal('preempted'), heard: z.string(), ...at }),
  z.object({ type: z.literal('cut-by-end'), ...at }),
  z.object({ type: z.literal('language'), tts: z.string(), ...at }),
  z.object({ type: z.literal('session-started'), ...at }),
  z.object({ type: z.literal('session-ended'), ...at }),
  z.object({ type: z.literal('asked'), input: z.array(z.string()), ...at }),
  z.object({ type: z.literal('bridged'), who: z.string(), sid: z.string(), ...at }),
  z.object({
    type: z.literal('person'),
    who: z.string(),
    sid: z.string(),
    does: z.enum(['rings', 'picks-up', 'hears', 'presses', 'mutters', 'says', 'keys', 'ends']),
    text: z.string(),
    ...at,
  }),
  z.object({ type: z.literal('referred'), uri: z.string(), notifyCode: z.number().nullable(), ...at }),
  z.object({ type: z.literal('recording'), status: z.string(), ...at }),
  z.object({ type: z.literal('dialed'), targets: z.array(z.string()), outcome: z.string(), ...at }),
  z.object({ type: z.literal('error'), code: z.number(), message: z.string(), ...at }),
  z.object({ type: z.literal('ended'), by: z.enum(['caller', 'server', 'error']), status: z.string(), ...at }),
  z.object({ type: z.literal('finished'), ...at }),
]);
export type LegEvent = z.infer<typeof LegEvent>;

export const Leg = z.object({
  sid: z.string(),
  parentSid: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound-api', 'outbound-dial']),
  from: z.string(),
  to: z.string(),
  at: z.number(),
});
export type Leg = z.infer<typeof Leg>;

const sms = z.object({ medium: z.literal('sms'), at: z.number(), from: z.string(), to: z.string(), text: z.string() });
const email = z.object({
  medium: z.literal('email'),
  at: z.number(),
  from: z.string(),
  to: z.string(),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  replyTo: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.number() })),
});
export const Received = z.discriminatedUnion('medium', [sms, email]);
export type Received = z.infer<typeof Received>;
export type ReceivedEmail = z.infer<typeof email>;

/** A text somebody sent to one of the business's numbers. */
export const SentText = z.object({
  at: z.number(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  error: z.object({ code: z.number(), message: z.string() }).nullable(),
});
export type SentText = z.infer<typeof SentText>;

/** How far a script that is being played has come. */
export const Run = z.object({
  id: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  /** Of its call; null before it is placed. */
  sid: z.string().nullable(),
  state: z.enum(['running', 'passed', 'failed', 'stopped']),
  steps: z.array(
    z.object({
      what: z.string(),
      expects: z.array(z.string()),
      state: z.enum(['waiting', 'running', 'met', 'unmet']),
      unmet: z.array(z.string()),
    }),
  ),
  unmet: z.array(z.string()),
});
export type Run = z.infer<typeof Run>;

export const PhoneEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('leg'), leg: Leg }),
  z.object({ kind: z.literal('event'), sid: z.string(), event: LegEvent }),
  z.object({ kind: z.literal('inbox'), item: z.number(), received: Received }),
  z.object({ kind: z.literal('texted'), text: SentText }),
  z.object({ kind: z.literal('run'), run: Run }),
]);
export type PhoneEntry = z.infer<typeof PhoneEntry>;
