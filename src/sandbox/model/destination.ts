import type { Understood } from './intent.ts';
import { writeDigits, writePhone } from './phrase.ts';
import type { Destination, Medium, Setting } from './scene.ts';

/** The destination an utterance names; for e-mail an address, for a text or call a number. */
export function namedDestination(heard: Understood, medium: Medium): Destination | null {
  if (medium === 'email') return heard.email === null ? null : { kind: 'email', address: heard.email };
  if (heard.phone !== null) return { kind: 'phone', number: heard.phone };
  return heard.thisNumber ? { kind: 'caller' } : null;
}

/** What can be offered without asking: the number calling, the address on file. */
export function knownDestination({ briefing }: Setting, medium: Medium): Destination | null {
  if (medium === 'email') return briefing.caller.email === null ? null : { kind: 'contact' };
  return briefing.caller.numberKnown ? { kind: 'caller' } : null;
}

/** How the tools take it. */
export function destinationValue(to: Destination): string {
  switch (to.kind) {
    case 'caller':
      return 'caller';
    case 'contact':
      return 'contact';
    case 'phone':
      return to.number;
    case 'email':
      return to.address;
  }
}

/** Reads a destination back, as a question that a yes answers. */
export function askConsent(to: Destination, { briefing }: Setting, verb: 'text' | 'e-mail' | 'call'): string {
  switch (to.kind) {
    case 'caller':
      return `Shall I ${verb === 'call' ? 'have you called back on' : `${verb} that to`} ${callingFrom(briefing.caller.numberEnding)}?`;
    case 'contact':
      return `Shall I e-mail that to the address we have on file, ${briefing.caller.email}?`;
    case 'phone':
      return `I'll ${verb === 'call' ? 'have you called back on' : `${verb} that to`} ${writePhone(to.number)}. Is that right?`;
    case 'email':
      return `I'll e-mail that to ${to.address}. Is that right?`;
  }
}

function callingFrom(ending: string | null): string {
  return `the number you're calling from${ending === null ? '' : `, ending in ${writeDigits(ending)}`}`;
}

export const askDestination = (medium: Medium): string =>
  medium === 'email' ? 'Which e-mail address should I send it to?' : 'Which phone number should I use?';
