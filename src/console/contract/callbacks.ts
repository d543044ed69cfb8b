import { z } from 'zod';
import type { CallbackActor, CallbackAttempt, CallbackEvent, CallbackState } from '../../domain/callback.ts';
import { MessageSummary } from './messages.ts';

export const callbackStates = [
  'requested',
  'scheduled',
  'due',
  'dialing',
  'connected',
  'retry_wait',
  'completed',
  'missed',
  'expired',
  'exhausted',
  'cancelled',
  'blocked',
] as const satisfies readonly CallbackState[];

/** Times are epoch ms; numbers, addresses and free text masked unless the request says otherwise. */
export const CallbackSummary = z.object({
  id: z.string(),
  siteId: z.string(),
  lineId: z.string(),
  callId: z.string(),
  kind: z.enum(['now', 'scheduled']),
  phone: z.string(),
  callerName: z.string().nullable(),
  reason: z.string(),
  state: z.enum(callbackStates),
  /** It is not over. */
  open: z.boolean(),
  startsAt: z.number(),
  durationMinutes: z.number(),
  wall: z.object({ local: z.string(), zone: z.string() }).nullable(),
  /** IANA, that the line plans its callbacks in. */
  zone: z.string(),
  confirmedAt: z.number().nullable(),
  /** Tries begun, each a round through the agents. */
  tries: z.number(),
  note: z.string().nullable(),
  nextAt: z.number().nullable(),
  createdAt: z.number(),
});
export type CallbackSummary = z.infer<typeof CallbackSummary>;

/** `GET /api/callbacks`. `next`: the cursor of the page after this one. */
export const CallbackList = z.object({ callbacks: z.array(CallbackSummary), next: z.string().nullable() });
export type CallbackList = z.infer<typeof CallbackList>;

const Attempt = z.object({
  number: z.number(),
  round: z.number(),
  first: z.enum(['agent', 'customer'] satisfies readonly CallbackAttempt['first'][]),
  /** The agent as named in the site file. */
  targetId: z.string(),
  state: z.enum(['placing', 'ringing', 'answered', 'accepted', 'connected', 'ended']),
  callSid: z.string().nullable(),
  outcome: z.string().nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** What it came to, and why it failed. */
  words: z.string(),
});

const Happened = z.object({
  type: z.custom<CallbackEvent['type']>((value) => typeof value === 'string'),
  actor: z.enum(['caller', 'bot', 'agent', 'system', 'operator'] satisfies readonly CallbackActor[]),
  at: z.number(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  words: z.string(),
});

/** `GET /api/callbacks/:id`. */
export const CallbackDetail = CallbackSummary.extend({
  email: z.string().nullable(),
  language: z.string(),
  callerZone: z.string().nullable(),
  /** Goes back with every command: what it was when the operator looked. */
  sequence: z.number(),
  reminded: z.array(z.number()),
  attempts: z.array(Attempt),
  events: z.array(Happened),
  /** The one it was asked for in; null: deleted. */
  call: z.object({ callSid: z.string(), startedAt: z.number(), endedAt: z.number().nullable() }).nullable(),
  messages: z.array(MessageSummary),
  /** What may be done with it: null, or why not and what to do instead. */
  choices: z.object({
    callNow: z.object({
      refusal: z.string().nullable(),
      /** Refused for the agents' hours only: may be done all the same, on a second confirmation. */
      anyway: z.boolean(),
    }),
    move: z.string().nullable(),
    cancel: z.string().nullable(),
  }),
});
export type CallbackDetail = z.infer<typeof CallbackDetail>;

const DaySlot = z.object({
  id: z.string(),
  startsAt: z.number(),
  endsAt: z.number(),
  /** Seats booked and seats held for a running call, of `capacity`. */
  booked: z.number(),
  held: z.number(),
  /** It has begun, or is too near to be booked. */
  closed: z.boolean(),
  callbacks: z.array(CallbackSummary),
});

/** `GET /api/callbacks/day`. A day on the wall clock of `zone`. */
export const CallbackDay = z.object({
  siteId: z.string(),
  lineId: z.string(),
  zone: z.string(),
  date: z.string(),
  today: z.string(),
  previous: z.string(),
  next: z.string(),
  /** Agents per slot; null: the line takes no bookings. */
  capacity: z.number().nullable(),
  /** The last day that can be booked. */
  until: z.string().nullable(),
  slots: z.array(DaySlot),
  /** Those of the day that stand in none of its slots. */
  others: z.array(CallbackSummary),
});
export type CallbackDay = z.infer<typeof CallbackDay>;

/** `GET /api/callbacks/:id/slots`: the times it may be moved to, by day on the wall clock of `zone`. */
export const CallbackSlots = z.object({
  zone: z.string(),
  days: z.array(z.object({ date: z.string(), slots: z.array(z.object({ id: z.string(), startsAt: z.number() })) })),
});
export type CallbackSlots = z.infer<typeof CallbackSlots>;

const sequence = z.number().int().min(0);
/** `POST /api/callbacks/:id/call-now`. `anyway`: outside the agents' hours; never in quiet hours. */
export const CallNow = z.object({ sequence, anyway: z.boolean().default(false) });
/** `POST /api/callbacks/:id/move`. */
export const MoveCallback = z.object({ sequence, slot: z.string().min(1).max(40) });
/** `POST /api/callbacks/:id/cancel`. */
export const CancelCallback = z.object({ sequence });

/** What became of a command. `told`: by what the caller hears of it; null: by nothing. */
export const CallbackChanged = z.object({ callback: CallbackDetail, told: z.enum(['sms', 'email']).nullable() });
export type CallbackChanged = z.infer<typeof CallbackChanged>;
