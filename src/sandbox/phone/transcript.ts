import type { CallEvent, PersonAct } from '../carrier/call-event.ts';
import type { InboxItem } from '../carrier/inbox.ts';

/**
 * What a call looks like on paper: `bot:`, `caller:`, `keys:`, `text:`, `sms:`, `e-mail:`, `call:` and `error:` lines;
 * `person:` for those at the ends of other legs, `phone:` for calls that come in afterwards.
 */
export class Transcript {
  readonly lines: string[] = [];
  readonly arrivals = { sms: 0, email: 0 };
  #spoken = '';
  #listener: (line: string) => void = () => {};

  /** Told of every line once it is complete. */
  onLine(listener: (line: string) => void): void {
    this.#listener = listener;
  }

  hear(event: CallEvent): void {
    if (event.type === 'spoken') this.#spoken += event.text;
    else if (event.type === 'speaking' && !event.on) this.#closeSpeech('');
    else if (event.type === 'interrupted') this.#closeSpeech(' –');
    else this.#note(event);
  }

  receive(item: InboxItem): void {
    this.arrivals[item.medium] += 1;
    const text = item.text.trim().replaceAll(/\s*\n\s*/g, ' / ');
    if (item.medium === 'sms') return this.#add(`sms: to ${item.to}: ${text}`);
    const names = attachmentNames(item);
    const attached = names === '' ? '' : ` [attached: ${names}]`;
    this.#add(`e-mail: to ${item.to}: ${item.subject}: ${text}${attached}`);
  }

  /** The caller texts the line. */
  text(body: string): void {
    this.#add(`text: ${body}`);
  }

  /** What happens at another end. */
  tell(line: string): void {
    this.#add(line);
  }

  problem(message: string): void {
    this.#add(`error: ${message.replaceAll(/\s*\n\s*/g, ' ')}`);
  }

  /** The lines from index `from` on, with what the bot is just saying. */
  since(from: number): string {
    const open = this.#spoken.trim() === '' ? [] : [`bot: ${this.#spoken.trim()}`];
    return [...this.lines.slice(from), ...open].join('\n');
  }

  #note(event: CallEvent): void {
    const line = noteOf(event);
    if (line === null) return;
    // Whoever talks or presses keys while the bot is still speaking breaks into its sentence.
    this.#closeSpeech(event.type === 'caller-speech' || event.type === 'caller-digits' ? ' –' : '');
    this.#add(line);
  }

  #closeSpeech(mark: string): void {
    const text = this.#spoken.trim();
    this.#spoken = '';
    if (text !== '') this.#add(`bot: ${text}${mark}`);
  }

  #add(line: string): void {
    this.lines.push(line);
    this.#listener(line);
  }
}

/** "+14155550111 hears: Call from Ann." */
export function personNote({ who, does, text }: Extract<CallEvent, { type: 'person' }>): string {
  return `${who} ${words[does]}${text === '' ? '' : does === 'ends' ? ` (${text})` : `: ${text}`}`;
}

const words: Readonly<Record<PersonAct, string>> = {
  rings: 'rings',
  'picks-up': 'picks up',
  hears: 'hears',
  presses: 'presses',
  mutters: 'says, unheard',
  says: 'says',
  keys: 'presses',
  ends: 'ends',
};

/** Of the files that came with an e-mail; one without a name by its type. */
export const attachmentNames = (item: InboxItem): string =>
  item.medium === 'sms' ? '' : item.attachments.map(({ name, type }) => name || type).join(', ');

function noteOf(event: CallEvent): string | null {
  switch (event.type) {
    case 'caller-speech':
      return `caller: ${event.text}`;
    case 'caller-digits':
      return `keys: ${event.digits}`;
    case 'unheard':
      return `unheard: ${event.what} (${event.why})`;
    case 'media':
      return `plays: ${event.source}`;
    case 'person':
      return `person: ${personNote(event)}`;
    case 'bridged':
      return `call: connected with ${event.who}`;
    case 'referred':
      return `call: referred to ${event.uri}: ${event.notifyCode ?? event.referCode}`;
    case 'recording':
      return `call: recording ${event.status}`;
    case 'dialed':
      return `call: dialled ${event.targets.join(', ')}: ${event.outcome}`;
    case 'ended':
      return `call: ended by the ${event.by} (${event.status})`;
    case 'error':
      return `error: ${event.code} ${event.message}`;
    default:
      return null;
  }
}
