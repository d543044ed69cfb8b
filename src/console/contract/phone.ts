import { z } from 'zod';
import { FeedCall } from './feed.ts';

/** What a suggestion leads to. */
export const suggestionKinds = ['sms', 'email', 'transfer', 'callback', 'booking'] as const;

/** `GET /api/phone`: whom the phone can call, and as whom. 404 where no sandbox runs. */
export const PhoneSetup = z.object({
  lines: z.array(
    z.object({
      siteId: z.string(),
      lineId: z.string(),
      site: z.string(),
      name: z.string(),
      number: z.string(),
      /** Of the site, two letters: how a number is read that is written without +. */
      country: z.string(),
      language: z.string(),
      /** Somebody is there to take a call now. */
      open: z.boolean(),
      /** Who is rung when the line connects with people: their number or SIP URI, and what they are called. */
      people: z.array(z.object({ address: z.string(), name: z.string() })),
      /** What to say to see something happen, of what the line offers now. */
      suggestions: z.array(z.object({ kind: z.enum(suggestionKinds), say: z.string() })),
    }),
  ),
  /** Known callers with a number; the number is masked. */
  contacts: z.array(z.object({ id: z.string(), siteId: z.string(), name: z.string(), number: z.string() })),
});
export type PhoneSetup = z.infer<typeof PhoneSetup>;

/** Who calls. */
export const CallingAs = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('contact'), id: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('number'), number: z.string().min(1).max(40) }),
  z.strictObject({ kind: z.literal('anonymous') }),
  z.strictObject({
    kind: z.literal('sip'),
    /** Before the @. */
    user: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'write a name of letters, digits, dots and dashes'),
  }),
]);
export type CallingAs = z.infer<typeof CallingAs>;

const line = { siteId: z.string().min(1).max(200), lineId: z.string().min(1).max(200) };

/** `POST /api/phone/calls` */
export const PlaceCall = z.strictObject({ ...line, as: CallingAs });
export type PlaceCall = z.infer<typeof PlaceCall>;
export const PlacedCall = z.object({ sid: z.string(), from: z.string(), to: z.string() });
export type PlacedCall = z.infer<typeof PlacedCall>;

/** `POST /api/phone/texts`: the caller texts the line. */
export const SendText = z.strictObject({ ...line, as: CallingAs, body: z.string().trim().min(1).max(1600) });
export type SendText = z.infer<typeof SendText>;

/** A position among all that was ever to be spoken on the leg, in characters. */
const heard = { heard: z.int().min(0).max(100_000_000).optional() };

/** `POST /api/phone/calls/:sid/…`: what the one at the end of a leg does. */
export const phoneActs = {
  say: z.strictObject({ text: z.string().trim().min(1).max(1000), ...heard }),
  press: z.strictObject({ digits: z.string().regex(/^[0-9*#]{1,32}$/), ...heard }),
  /** A noise that cuts the bot short. */
  interrupt: z.strictObject({ ...heard }),
  /** Where the reading aloud is; null: nothing is read any more. */
  heard: z.strictObject({ position: z.int().min(0).max(100_000_000).nullable() }),
  answer: z.strictObject({}),
  decline: z.strictObject({}),
  hangup: z.strictObject({}),
} as const;
export type PhoneAct = keyof typeof phoneActs;

/** `GET /api/phone/scripts` */
export const SavedScripts = z.object({
  scripts: z.array(
    z.object({
      file: z.string(),
      name: z.string(),
      about: z.string(),
      line: z.string().nullable(),
      steps: z.array(z.string()),
      expectations: z.number(),
      problem: z.string().nullable(),
    }),
  ),
});
export type SavedScripts = z.infer<typeof SavedScripts>;

/** `POST /api/phone/runs`: a saved script by its file, or what the caller said and pressed in a past call. */
export const StartRun = z.union([
  z.strictObject({ file: z.string().min(1).max(200) }),
  z.strictObject({ replay: z.string().min(1).max(200) }),
]);
export type StartRun = z.infer<typeof StartRun>;
export const StartedRun = z.object({ id: z.string() });

/** `GET /api/phone/calls/:sid/record`: what our own log says of the call, masked; it goes on in the tab's feed. */
export const PhoneRecord = z.object({
  callId: z.string(),
  events: z.array(FeedCall.pick({ seq: true, event: true })),
});
export type PhoneRecord = z.infer<typeof PhoneRecord>;
