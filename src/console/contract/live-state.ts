import type { CallEvent } from '../../domain/event.ts';
import type { FeedCall } from './feed.ts';
import type { Doing, LiveCall } from './live.ts';
import { withLine } from './live-lines.ts';

/*
 * A CALL IN PROGRESS, from its events alone: the server makes it of those that are in the log, the page goes on with
 * those that come. Both apply each event once, by its number in the call.
 *
 *   connecting ─session─▶ greeting ─said─▶ listening ◀─────── said, or cut off ───────┐
 *        │                                    │ caller's words, or a turn of its own  │
 *        │ (no greeting)                      ▼                                       │
 *        └──────────────────────────────▶ thinking ◀─▶ tool                           │
 *                                             │ first words                           │
 *                                             ▼                                       │
 *                                         speaking ───────────────────────────────────┘
 *   handing-off ─▶ ringing ─▶ bridged      nobody: ─▶ returning ─session─▶ listening
 *   a lost connection: reconnecting        the bot or the caller ends it: closing ─▶ ended
 *
 * An event that says nothing of what is going on leaves it as it is, and so does one of a turn that is over.
 */

/** A call of which nothing has happened yet. */
export function newLiveCall(call: Omit<LiveCall, 'doing' | 'since' | 'lastAt' | 'seq' | 'turn' | 'lines'>): LiveCall {
  const at = call.startedAt;
  return { ...call, doing: { kind: 'connecting' }, since: at, lastAt: at, seq: 0, turn: 0, lines: [] };
}

/** The call after this event; the same object when the event is in it already. */
export function afterEvent(call: LiveCall, event: CallEvent, seq: number): LiveCall {
  if (seq <= call.seq) return call;
  const doing = doingAfter(call, event);
  const turn = 'turn' in event ? Math.max(call.turn, event.turn) : call.turn;
  const next = { ...call, seq, turn, lastAt: Math.max(call.lastAt, event.at) };
  const changed = doing === null || isSame(doing, call.doing) ? next : { ...next, doing, since: event.at };
  return withLine(changed, event, seq);
}

/** The call a stream tells of first; null: this is not its beginning. */
export function fromStart({ callId, siteId, lineId, event }: FeedCall): LiveCall | null {
  if (event.type !== 'call-started') return null;
  const outbound = event.callback !== undefined;
  const caller = outbound ? event.to : event.from;
  return newLiveCall({ callId, siteId, lineId, caller, outbound, startedAt: event.at });
}

const minuteMs = 60_000;

/** So long a call says nothing at most while all is well with it (ms). */
const quietMs = (doing: Doing): number => {
  if (doing.kind === 'bridged') return 4 * 60 * minuteMs;
  return doing.kind === 'ringing' ? 10 * minuteMs : 6 * minuteMs;
};

/** Nothing was heard of it for so long that its process must have died. */
export const isLost = ({ doing, lastAt }: LiveCall, now: number): boolean => now - lastAt > quietMs(doing);

/** The bot has the caller: it can be made to say something. */
export const isWithBot = ({ doing }: Pick<LiveCall, 'doing'>): boolean =>
  ['connecting', 'greeting', 'listening', 'thinking', 'tool', 'speaking', 'returning', 'reconnecting'].includes(
    doing.kind,
  );

const isSame = (one: Doing, other: Doing): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Null: as before. */
function doingAfter({ doing, turn }: LiveCall, event: CallEvent): Doing | null {
  switch (event.type) {
    case 'session-started':
      return { kind: event.greeting === '' ? 'listening' : 'greeting' };
    case 'caller-said':
    case 'turn-began':
      return event.turn > turn ? { kind: 'thinking' } : null;
    case 'tool-called':
      return event.turn >= turn ? { kind: 'tool', name: event.name } : null;
    case 'tool-returned':
      return event.turn >= turn && doing.kind === 'tool' ? { kind: 'thinking' } : null;
    case 'speaking-began':
      return event.turn >= turn ? { kind: 'speaking' } : null;
    case 'speaking-ended':
      return event.turn >= turn ? { kind: 'listening' } : null;
    case 'bot-said':
      return event.interrupted && event.turn >= turn ? { kind: 'listening' } : null;
    default:
      return passedOn(doing, event);
  }
}

/** Beyond the talk with the bot. */
function passedOn(doing: Doing, event: CallEvent): Doing | null {
  switch (event.type) {
    case 'handed-off':
      return { kind: 'handing-off' };
    case 'agent-dialed':
      return { kind: 'ringing', target: event.target };
    case 'agent-answered':
      return event.accepted ? { kind: 'bridged', target: event.target } : null;
    case 'agent-dial-ended':
      return { kind: event.outcome === 'connected' ? 'closing' : 'handing-off' };
    case 'returned-to-bot':
      return { kind: 'returning' };
    case 'session-ended':
      return afterSession(doing, event.reason);
    case 'relay-ended':
      return event.status === 'failed' ? { kind: 'reconnecting' } : null;
    case 'call-ended':
      return { kind: 'ended', status: event.status };
    default:
      return null;
  }
}

function afterSession(doing: Doing, reason: (CallEvent & { type: 'session-ended' })['reason']): Doing | null {
  switch (reason) {
    case 'handed-off':
      return doing.kind === 'ringing' || doing.kind === 'bridged' ? null : { kind: 'handing-off' };
    case 'socket-lost':
    case 'protocol':
    case 'drained':
    case 'failed':
      return { kind: 'reconnecting' };
    default:
      return { kind: 'closing' };
  }
}
