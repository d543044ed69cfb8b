import type { Medium } from './message.ts';
import { speakEmailAddress } from './spoken/email-address.ts';
import { speakMaskedAddress, speakMaskedNumber } from './spoken/masked.ts';
import { speakPhoneNumber } from './spoken/phone-number.ts';

/** What a tool tells the model to say: short, for a caller's ears, without codes and URLs. */

/** `own`: the number the caller is calling from. */
export function confirmNumber(e164: string, own: boolean): string {
  const last = [...e164.slice(-4)].join(' ');
  if (own) return `Shall I text that to the number you're calling from, ending in ${last}?`;
  return `I have the number ${speakPhoneNumber(e164)}. Is that right?`;
}

/**
 * `known`: the address on file, which is said masked. Any other is spelled; `tries`: how often that was not right so far,
 * for then letters that sound alike get code words.
 */
export function confirmAddress(address: string, known: boolean, tries = 0): string {
  if (known) return `Shall I e-mail that to the address we have on file, ${speakMaskedAddress(address)}?`;
  const spoken = speakEmailAddress(address, tries > 0 ? { codeWords: true } : { spell: true });
  return `I have the address ${spoken}. Is that right?`;
}

/** `what`: as in "the message", "the link to the booking page". */
export function wasSent(medium: Medium, what: string, to: string): string {
  if (medium === 'sms') return `I've just texted ${what} to ${speakMaskedNumber(to)}.`;
  return `I've just e-mailed ${what} to ${speakMaskedAddress(to)}.`;
}

export function isOnItsWay(medium: Medium, what: string): string {
  return medium === 'sms'
    ? `I'm sending ${what} now; the text may take a few minutes to arrive.`
    : `I'm sending ${what} now; the e-mail may take a few minutes to arrive.`;
}

export function couldNotSend(medium: Medium, alternatives: string): string {
  const what =
    medium === 'sms'
      ? "I'm sorry, the text could not be sent to that number."
      : "I'm sorry, the e-mail could not be sent to that address.";
  return `${what}${alternatives}`;
}

/** `cap`: the code of the limit that is reached. */
export function capReached(medium: Medium, cap: string, alternatives: string): string {
  const messages = medium === 'sms' ? 'text messages' : 'e-mails';
  if (cap === 'cap_conversation')
    return `I'm sorry, I've already sent as many ${messages} as I can in one call.${alternatives}`;
  if (cap === 'cap_destination_day')
    return `I'm sorry, I've already sent as many ${messages} there as I can in one day.${alternatives}`;
  if (cap === 'cap_country_day')
    return `I'm sorry, I can't send any more ${messages} to that country today.${alternatives}`;
  if (cap === 'cap_spend_day') return `I'm sorry, I can't send any more ${messages} today.${alternatives}`;
  return `I'm sorry, I can't send any more ${messages} right now.${alternatives}`;
}

export function optedOut(medium: Medium, alternatives: string): string {
  const what =
    medium === 'sms' ? 'that number has asked not to get texts' : 'that address has asked not to get e-mails';
  return `I'm sorry, ${what} from us, so I can't send one there.${alternatives}`;
}

/** What is left of the ways to be of help, as a sentence of its own; empty when there is none. */
export function otherWays(ways: readonly string[]): string {
  if (ways.length === 0) return '';
  const listed = ways.length === 1 ? ways[0] : `${ways.slice(0, -1).join(', ')} or ${ways.at(-1)}`;
  return ` I could ${listed} instead.`;
}
