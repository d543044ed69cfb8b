import { z } from 'zod';

/**
 * The frames of ConversationRelay, both ways (https://www.twilio.com/docs/voice/conversationrelay/websocket-messages).
 * Inbound parsing is tolerant: Twilio adds fields and types without a version, and most fields may be missing.
 */
const text = z.string().catch('');
const number = z.coerce.number().nonnegative().catch(0);

const Setup = z.object({
  type: z.literal('setup'),
  sessionId: text,
  callSid: text,
  from: text,
  to: text,
  callStatus: text,
  customParameters: z.record(z.string(), z.unknown()).catch({}),
});
const Prompt = z.object({
  type: z.literal('prompt'),
  voicePrompt: z.string().max(20_000),
  lang: z.string().max(40).optional().catch(undefined),
  last: z.boolean().catch(true),
});
const Dtmf = z.object({ type: z.literal('dtmf'), digit: z.string().regex(/^[0-9*#A-D]$/) });
const Interrupt = z.object({
  type: z.literal('interrupt'),
  utteranceUntilInterrupt: text,
  durationUntilInterruptMs: number,
});
const Info = z.object({ type: z.literal('info'), name: text, value: text });
const RelayError = z.object({ type: z.literal('error'), description: text });

const Inbound = z.discriminatedUnion('type', [Setup, Prompt, Dtmf, Interrupt, Info, RelayError]);
export type InboundFrame = z.infer<typeof Inbound>;
const known = new Set(['setup', 'prompt', 'dtmf', 'interrupt', 'info', 'error']);

export type ParsedFrame =
  | { readonly kind: 'frame'; readonly frame: InboundFrame }
  /** A type we do not know: to be ignored. */
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Reads one text frame. Never throws. */
export function parseFrame(raw: string): ParsedFrame {
  const json = parseJson(raw);
  if (typeof json !== 'object' || json === null || !('type' in json) || typeof json.type !== 'string') {
    return { kind: 'malformed', reason: 'not a JSON object with a type' };
  }
  if (!known.has(json.type)) return { kind: 'unknown', type: json.type.slice(0, 40) };
  const parsed = Inbound.safeParse(json);
  if (parsed.success) return { kind: 'frame', frame: parsed.data };
  return { kind: 'malformed', reason: parsed.error.issues[0]?.message ?? 'invalid' };
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

/** What may be sent. Nothing else is valid: anything more is answered with error 64107. */
export type OutboundFrame =
  | { readonly type: 'text'; readonly token: string; readonly last: boolean }
  | { readonly type: 'language'; readonly ttsLanguage: string; readonly transcriptionLanguage: string }
  | { readonly type: 'end'; readonly handoffData?: string };
