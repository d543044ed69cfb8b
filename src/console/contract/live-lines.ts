import type { CallEvent, DialResult } from '../../domain/event.ts';
import type { LiveCall, LiveLine } from './live.ts';

/** So much of a long call is kept: the whole of it is on the call's own page. */
const longest = 300;

const dialWords: Readonly<Record<DialResult, string>> = {
  connected: 'has hung up',
  'no-answer': 'did not answer',
  busy: 'was busy',
  failed: 'could not be reached',
  declined: 'did not take the call',
  canceled: 'was not waited for',
};
const commandWords = { say: 'Say', note: 'Note to the bot', transfer: 'Transfer', end: 'End the call' } as const;

/** The call with what this event adds to its transcript. */
export function withLine(call: LiveCall, event: CallEvent, seq: number): LiveCall {
  const line = lineOf(event);
  if (line === null) return endsSpeaking.has(event.type) ? allDone(call) : call;
  const replaced = event.type === 'bot-said' ? replacedBy(call.lines, event) : -1;
  if (replaced !== -1) {
    const heard = event.type === 'bot-said' ? event.heard : null;
    const lines = call.lines.map((one, index) => (index === replaced ? { ...one, heard, done: true } : one));
    return { ...call, lines };
  }
  const key = 'turn' in event ? `${seq}:${event.turn}` : `${seq}`;
  const done = event.type !== 'bot-said' || event.interrupted;
  const full: LiveLine = { heard: null, operator: null, ...line, key, at: event.at, done };
  return { ...call, lines: [...allDone(call).lines.slice(1 - longest), full] };
}

const endsSpeaking: ReadonlySet<CallEvent['type']> = new Set([
  'speaking-ended',
  'turn-began',
  'handed-off',
  'session-ended',
]);

/** Whatever was being said has been said. */
function allDone(call: LiveCall): LiveCall {
  if (call.lines.every(({ done }) => done)) return call;
  return { ...call, lines: call.lines.map((line) => (line.done ? line : { ...line, done: true })) };
}

/** An answer is told whole when it is sent and once more when the caller cut in: the later word holds. -1: a new one. */
function replacedBy(lines: readonly LiveLine[], { turn, text }: CallEvent & { type: 'bot-said' }): number {
  return lines.findLastIndex((line) => line.who === 'bot' && line.text === text && line.key.endsWith(`:${turn}`));
}

type Words = Pick<LiveLine, 'who' | 'text'> & Partial<Pick<LiveLine, 'heard' | 'operator'>>;

function lineOf(event: CallEvent): Words | null {
  switch (event.type) {
    case 'caller-said':
      return { who: 'caller', text: event.text };
    case 'bot-said':
      return botLine(event);
    case 'person-said':
      return { who: event.speaker, text: event.text };
    case 'operator-command':
      return commandLine(event);
    default: {
      const text = eventText(event);
      return text === null ? null : { who: 'event', text };
    }
  }
}

function botLine({ text, heard, interrupted, operator }: CallEvent & { type: 'bot-said' }): Words | null {
  if (text.trim() === '') return null;
  return { who: 'bot', text, heard: interrupted && heard !== text ? heard : null, operator: operator ?? null };
}

/** A sentence that was said is in the transcript itself. */
function commandLine({
  kind,
  text,
  operator,
  status,
  outcome,
}: CallEvent & { type: 'operator-command' }): Words | null {
  if (kind === 'say' && status === 'done') return null;
  const what = text === '' ? commandWords[kind] : `${commandWords[kind]}: ${text}`;
  return { who: 'event', text: `${operator}: ${what}. ${status === 'refused' ? 'Refused. ' : ''}${outcome}` };
}

function eventText(event: CallEvent): string | null {
  switch (event.type) {
    case 'tool-returned':
      return `${event.name}: ${event.result.status.replaceAll('_', ' ')}`;
    case 'agent-dialed':
      return event.method === 'bridge'
        ? `${event.target} is being rung`
        : `The call is being passed to ${event.target}`;
    case 'agent-answered':
      return event.accepted ? `${event.target} has taken the call` : null;
    case 'agent-dial-ended':
      return `${event.target} ${dialWords[event.outcome]}`;
    case 'returned-to-bot':
      return 'Nobody took the call; the bot goes on';
    case 'silence':
      return 'The caller is silent';
    case 'call-ended':
      return 'The call has ended';
    default:
      return null;
  }
}
