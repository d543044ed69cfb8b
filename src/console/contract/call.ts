import { z } from 'zod';
import { WrapUpNotes } from '../../domain/wrap-up-notes.ts';
import { CallRow } from './calls.ts';

const at = z.number();
const when = z.number().nullable();

/** What was said, or (`mark`) what happened between. */
export const TranscriptItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('said'),
    /** The event it is from. */
    seq: z.number(),
    at,
    who: z.enum(['bot', 'caller', 'agent']),
    /** What was heard of it. */
    heard: z.string(),
    /** What was to be said after that and was not heard. */
    unheard: z.string(),
    interrupted: z.boolean(),
    /** Pressed, not spoken. */
    keys: z.boolean(),
    language: z.string().nullable(),
    turn: z.number().nullable(),
    /** The operator who had the bot say it. */
    operator: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('mark'),
    seq: z.number(),
    at,
    tone: z.enum(['neutral', 'good', 'warn', 'bad']),
    text: z.string(),
  }),
]);
export type TranscriptItem = z.infer<typeof TranscriptItem>;

export const ToolView = z.object({
  toolCallId: z.string(),
  turn: z.number(),
  name: z.string(),
  /** Epoch ms of the call; null where only the answer is known. */
  at: when,
  /** Null: it never came back. */
  durationMs: z.number().nullable(),
  status: z.string().nullable(),
  code: z.string().nullable(),
  /** What the bot may tell of it, or why not. */
  say: z.string().nullable(),
  /** JSON as the model wrote it, which may be none. */
  argumentsJson: z.string(),
  resultJson: z.string().nullable(),
});
export type ToolView = z.infer<typeof ToolView>;

/** One answer: epoch ms of each stage, null where it did not happen. */
export const TurnView = z.object({
  turn: z.number(),
  outcome: z.string(),
  model: z.string(),
  promptAt: at,
  requestAt: when,
  firstDeltaAt: when,
  firstSentAt: when,
  lastSentAt: when,
  interruptedAt: when,
  endedAt: at,
  inputTokens: z.number(),
  cachedTokens: z.number(),
  outputTokens: z.number(),
  tools: z.array(ToolView),
});
export type TurnView = z.infer<typeof TurnView>;

export const HandOffView = z.object({
  /** Counts the hand-offs of the call, from 1. */
  dial: z.number(),
  at: when,
  reason: z.string(),
  summary: z.string(),
  department: z.string().nullable(),
  returnedAt: when,
  legs: z.array(
    z.object({
      target: z.string(),
      method: z.enum(['bridge', 'sip_refer']),
      dialedAt: when,
      answeredAt: when,
      accepted: z.boolean().nullable(),
      endedAt: when,
      /** Null while it rings or they talk. */
      outcome: z.string().nullable(),
      durationSeconds: z.number().nullable(),
      sipCode: z.string().nullable(),
    }),
  ),
});
export type HandOffView = z.infer<typeof HandOffView>;

export const CallMessageView = z.object({
  id: z.string(),
  tool: z.string(),
  medium: z.enum(['sms', 'email', 'http']),
  audience: z.string(),
  to: z.string(),
  subject: z.string().nullable(),
  text: z.string().nullable(),
  status: z.string(),
  attempts: z.number(),
  errorCode: z.string().nullable(),
  createdAt: at,
  updatedAt: at,
  steps: z.array(
    z.object({ at, status: z.string(), vendorStatus: z.string().nullable(), errorCode: z.string().nullable() }),
  ),
});
export type CallMessageView = z.infer<typeof CallMessageView>;

export const RecordingView = z.object({
  id: z.string(),
  state: z.enum(['reported', 'stored', 'absent', 'lost', 'removing', 'deleted']),
  durationSeconds: z.number().nullable(),
  channels: z.number(),
  bytes: z.number().nullable(),
  deletedAtCarrier: z.boolean(),
  createdAt: at,
  /** Where it can be heard, once it is in our keeping. */
  url: z.string().nullable(),
});
export type RecordingView = z.infer<typeof RecordingView>;

/** About what it cost, in US dollars; see `domain/call-cost.ts`. */
export const CostView = z.object({
  /** The month the prices are of. */
  asOf: z.string(),
  /** Stand-ins did the work: nothing was charged. */
  sandbox: z.boolean(),
  total: z.number(),
  parts: z.array(z.object({ what: z.string(), detail: z.string(), amount: z.number().nullable() })),
});
export type CostView = z.infer<typeof CostView>;

/** `GET /api/calls/:id`, by our id or the carrier's. */
export const CallDetail = CallRow.extend({
  siteVersion: z.string(),
  /** IANA; null: the line is no longer known. */
  timeZone: z.string().nullable(),
  transcript: z.array(TranscriptItem),
  turnList: z.array(TurnView),
  toolList: z.array(ToolView),
  handOffs: z.array(HandOffView),
  recordings: z.array(RecordingView),
  /** Once it is written up. */
  notes: WrapUpNotes.nullable(),
  messages: z.array(CallMessageView),
  callbacks: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['now', 'scheduled']),
      state: z.string(),
      startsAt: at,
      phone: z.string(),
      reason: z.string(),
      createdAt: at,
    }),
  ),
  /** What the caller agreed to and took back. */
  consents: z.array(z.object({ at, text: z.string() })),
  notices: z.array(z.object({ at, text: z.string() })),
  cost: CostView,
  /** All of it, masked like the rest. */
  events: z.array(z.looseObject({ seq: z.number(), at, type: z.string() })),
});
export type CallDetail = z.infer<typeof CallDetail>;

/** `GET /api/calls/:id/script`: the caller's side, to be played again. */
export const CallerScript = z.object({
  /** site/line */
  line: z.string(),
  from: z.string(),
  steps: z.array(
    z.object({
      /** Since the step before, or the beginning of the call. */
      after_ms: z.number(),
      say: z.string().optional(),
      press: z.string().optional(),
      hang_up: z.literal(true).optional(),
    }),
  ),
});
export type CallerScript = z.infer<typeof CallerScript>;
