import type { CallEvent, StoredCallEvent } from '../../domain/event.ts';
import { isReplaced } from '../../domain/replaced-answer.ts';
import { inSpokenOrder } from '../../domain/spoken-order.ts';
import type { TranscriptItem } from '../contract/call.ts';

type Said = Extract<TranscriptItem, { kind: 'said' }>;
type Tone = Extract<TranscriptItem, { kind: 'mark' }>['tone'];

/** The call as it was heard, from events whose texts are masked already where they are to be. */
export function transcriptOf(events: readonly StoredCallEvent[]): readonly TranscriptItem[] {
  const ordered = inSpokenOrder(events) as readonly StoredCallEvent[];
  return ordered.flatMap((event, index) => itemOf(event, index, ordered) ?? []);
}

function itemOf(event: StoredCallEvent, index: number, events: readonly StoredCallEvent[]): TranscriptItem | null {
  switch (event.type) {
    case 'session-started':
      return isGreetingTold(event.greeting, events) ? null : said(event, 'bot', { heard: event.greeting });
    case 'caller-said': {
      const { text, via, language = null, turn } = event;
      return said(event, 'caller', { heard: text, keys: via === 'dtmf', language, turn });
    }
    case 'bot-said':
      return isReplaced(event, untilSilence(events, index)) ? null : botSaid(event);
    case 'person-said':
      return said(event, event.speaker, { heard: event.text });
    default:
      return markOf(event);
  }
}

function botSaid(event: StoredCallEvent & { type: 'bot-said' }): TranscriptItem | null {
  const { text, heard, interrupted, turn, operator = null } = event;
  if (text === '' && heard === '') return null;
  return said(event, 'bot', { heard, unheard: unheardOf(text, heard), interrupted, turn, operator });
}

function said(event: StoredCallEvent, who: Said['who'], more: Partial<Said> & { heard: string }): Said | null {
  if (more.heard.trim() === '' && (more.unheard ?? '') === '') return null;
  const nothing = { unheard: '', interrupted: false, keys: false, language: null, turn: null, operator: null };
  return { kind: 'said', seq: event.seq, at: event.at, who, ...nothing, ...more };
}

/** What of the text comes after what was heard. Masked, the two need not begin alike to the end. */
export function unheardOf(text: string, heard: string): string {
  if (text.startsWith(heard)) return text.slice(heard.length).trim();
  let same = 0;
  while (same < heard.length && text[same] === heard[same]) same++;
  return text.slice(text.lastIndexOf(' ', same - 1) + 1).trim();
}

/** The greeting is told as said as well; where that was lost, the beginning of the session still tells it. */
const isGreetingTold = (greeting: string, events: readonly CallEvent[]): boolean =>
  greeting === '' || events.some((event) => event.type === 'bot-said' && event.text === greeting);

/** What is said after a silence is said anew, in the same words or not. */
function untilSilence(events: readonly CallEvent[], index: number): readonly CallEvent[] {
  const silence = events.findIndex((event, at) => at > index && event.type === 'silence');
  return events.slice(index + 1, silence === -1 ? events.length : silence);
}

const reasons: Readonly<Record<string, readonly [string, Tone]>> = {
  'caller-hung-up': ['The caller hung up', 'neutral'],
  'bot-ended': ['The bot ended the call', 'neutral'],
  'operator-ended': ['An operator ended the call', 'neutral'],
  silence: ['The bot ended the call: nothing was said any more', 'warn'],
  'time-limit': ['The longest time a call may take was over', 'warn'],
  'socket-lost': ['The connection with the voice was lost', 'bad'],
  protocol: ['The voice said something we do not understand', 'bad'],
  drained: ['This server was stopped', 'bad'],
  failed: ['Something broke on our side', 'bad'],
};

function markOf(event: StoredCallEvent): TranscriptItem | null {
  const words = wordsOf(event);
  if (words === null) return null;
  const [text, tone] = words;
  return { kind: 'mark', seq: event.seq, at: event.at, tone, text };
}

function wordsOf(event: CallEvent): readonly [string, Tone] | null {
  switch (event.type) {
    case 'silence':
      return ['Silence', 'neutral'];
    case 'language-switched':
      return [`The language is ${event.language} from here on`, 'neutral'];
    case 'handed-off':
      return [event.department === undefined ? 'Handed off to a person' : `Handed off: ${event.department}`, 'neutral'];
    case 'recording-consent':
      return event.agreed ? ['The caller agreed to be recorded', 'good'] : ['The caller is not to be recorded', 'warn'];
    case 'noticed':
      return [`The bot was told: ${event.text}`, 'neutral'];
    case 'relay-error':
      return [`The voice reported: ${event.description}`, 'bad'];
    case 'operator-command':
      return [`${event.operator}: ${event.kind}. ${event.outcome}`, event.status === 'done' ? 'neutral' : 'warn'];
    case 'session-started':
      return event.reconnect ? ['Connected again', 'good'] : null;
    case 'session-ended':
      return reasons[event.reason] ?? null;
    default:
      return agentWords(event);
  }
}

const ended: Readonly<Record<string, readonly [string, Tone]>> = {
  connected: ['talked with the caller', 'good'],
  'no-answer': ['did not answer', 'warn'],
  busy: ['was busy', 'warn'],
  failed: ['could not be reached', 'bad'],
  declined: ['did not take it', 'warn'],
  canceled: ['was rung until the caller hung up', 'warn'],
};

function agentWords(event: CallEvent): readonly [string, Tone] | null {
  switch (event.type) {
    case 'agent-dialed':
      return [event.method === 'bridge' ? `${event.target} is rung` : `Referred to ${event.target}`, 'neutral'];
    case 'agent-answered':
      return event.accepted ? [`${event.target} takes the call`, 'good'] : null;
    case 'agent-dial-ended': {
      const [text, tone] = ended[event.outcome] ?? [event.outcome, 'neutral'];
      return [`${event.target} ${text}`, tone];
    }
    case 'returned-to-bot':
      return ['Nobody took it: back to the bot', 'warn'];
    default:
      return null;
  }
}
