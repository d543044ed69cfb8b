import type { CallEvent } from '../carrier/call-event.ts';

/** Puts into lines what happens at one end of a leg that is not the phone's own call: `phone: hears: …`. */
export class LegNotes {
  readonly #who: string;
  readonly #tell: (line: string) => void;
  #heard = '';

  constructor(who: string, tell: (line: string) => void) {
    this.#who = who;
    this.#tell = tell;
  }

  hear(event: CallEvent): void {
    if (event.type === 'spoken') this.#heard += event.text;
    else if (event.type === 'speaking' && !event.on) this.#closeSpeech();
    const note = noteOf(event);
    if (note === null) return;
    this.#closeSpeech();
    this.#tell(`${this.#who} ${note}`);
  }

  #closeSpeech(): void {
    const text = this.#heard.trim();
    this.#heard = '';
    if (text !== '') this.#tell(`${this.#who} hears: ${text}`);
  }
}

function noteOf(event: CallEvent): string | null {
  switch (event.type) {
    case 'ringing':
      return `rings, from ${event.from}`;
    case 'connected':
      return 'picks up';
    case 'bridged':
      return `is connected with ${event.who}`;
    case 'caller-speech':
      return `says: ${event.text}`;
    case 'caller-digits':
      return `presses ${event.digits}`;
    case 'error':
      return `error: ${event.code} ${event.message}`;
    case 'ended':
      return `ends (${event.status})`;
    default:
      return null;
  }
}
