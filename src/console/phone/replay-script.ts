import type { Call } from '../../domain/call.ts';
import type { StoredCallEvent } from '../../domain/event.ts';

/** A call script, as the phones of the sandbox play it. */
export interface ReplayScript {
  readonly name: string;
  readonly from: string;
  readonly steps: readonly ReplayStep[];
}

export type ReplayStep =
  | { readonly listen: true }
  | { readonly say: string }
  | { readonly press: string }
  | { readonly interrupt_after_ms: number; readonly say: string }
  | { readonly wait_ms: number }
  | { readonly hangup: true };

/** The rate the stand-in speaks at: so long after its beginning the bot was cut short. */
const CHARACTERS_PER_SECOND = 15;
/** The caller stays on the line so long, for whatever still comes. */
const STAYS_MS = 60_000;
const MAX_STEPS = 300;

/** What the caller of a past call said and pressed, to be done again; null: they did nothing. */
export function replayScript(call: Call, events: readonly StoredCallEvent[]): ReplayScript | null {
  const said = events.filter((event) => event.type === 'caller-said').slice(0, MAX_STEPS);
  if (said.length === 0) return null;
  const cut = cutAnswers(events);
  const acts = said.map((event) => stepOf(event.text, event.via, cut.get(event.turn) ?? null));
  const first: readonly ReplayStep[] = 'interrupt_after_ms' in (acts[0] ?? {}) ? [] : [{ listen: true }];
  return {
    name: `Replay of the call …${call.callSid.slice(-6)}`,
    from: callerOf(call),
    steps: [...first, ...acts, lastStep(events)],
  };
}

/** How much of the bot's words was heard before a turn that broke into them, by that turn. */
function cutAnswers(events: readonly StoredCallEvent[]): ReadonlyMap<number, string> {
  const cut = new Map<number, string>();
  for (const event of events) if (event.type === 'bot-said' && event.interrupted) cut.set(event.turn + 1, event.heard);
  return cut;
}

function stepOf(text: string, via: 'speech' | 'dtmf', heard: string | null): ReplayStep {
  const digits = via === 'dtmf' ? text.replace(/[^0-9*#]/g, '') : '';
  if (digits !== '') return { press: digits.slice(0, 32) };
  const say = text.trim() === '' ? '…' : text.slice(0, 1000);
  if (heard === null) return { say };
  return { interrupt_after_ms: Math.max(300, Math.round((heard.length / CHARACTERS_PER_SECOND) * 1000)), say };
}

function lastStep(events: readonly StoredCallEvent[]): ReplayStep {
  const handedOn = events.some(({ type }) => type === 'handed-off');
  const byCaller = events.some((event) => event.type === 'session-ended' && event.reason === 'caller-hung-up');
  return byCaller && !handedOn ? { hangup: true } : { wait_ms: STAYS_MS };
}

/** A caller without a number is one again. */
function callerOf({ direction, from, to }: Call): string {
  if (direction === 'outbound') return to;
  if (from.kind === 'phone') return from.number;
  return from.kind === 'sip' ? from.uri : ANONYMOUS;
}

/** As carriers write a withheld number: ANONYMOUS on the keypad. */
export const ANONYMOUS = '+266696687';
