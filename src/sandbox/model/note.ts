import { asObject, asText, parseObject } from './dialogue.ts';
import { operatorsNote } from './operators-note.ts';
import type { Medium } from './scene.ts';

/** What a note of the server's tells, as far as the rules can use it. */
export type Note =
  /** How what the caller just said was heard: better than the stand-in's own ear. */
  | { readonly kind: 'heard'; readonly email: string | null; readonly phone: string | null }
  | { readonly kind: 'typed'; readonly address: string }
  /** An address could not be had by voice: a link to a form is to be offered, in these words. */
  | { readonly kind: 'offer-form'; readonly words: string }
  | { readonly kind: 'opted-out'; readonly medium: Medium; readonly again: boolean }
  /** A person was to be reached and nobody came: the caller has heard so, and something else is to be offered. */
  | { readonly kind: 'nobody-came' }
  /** `medium` null: a request of the business's own. */
  | { readonly kind: 'undelivered'; readonly medium: Medium | null }
  /** `asked`: the caller is to be told. */
  | { readonly kind: 'done'; readonly told: string; readonly asked: boolean }
  | { readonly kind: 'other' };

const address = /(?: \(data\))?["“<\s:]{1,3}([^\s"“”<>(),;@]{1,64}@[^\s"“”<>(),;@]{1,255})/i.source;
const heardAddress = new RegExp(`\\bheard as the e-?mail address${address}`, 'i');
const heardNumber = /\bheard as the (?:phone )?number["“<\s:]{1,3}(\+\d[\d ()-]{5,22}\d)/i;
const typedAddress = new RegExp(`\\btyped the (?:e-?mail )?address${address}`, 'i');
const optedOut = /\basked (not )?to be (texted|e-?mailed)\b/i;
const done = /\b(?:was delivered|has been (?:sent|delivered)|finished)\b/i;
const formOffer = /\bsay: "([^"]{1,200}\btext you a link\b[^"]{0,200}\?)"/i;
const nobodyCame = /\bnobody (?:\w+ )?took the call\b|\bnobody (?:can|could) be reached\b/i;
const dataMark = '(data)';

/** Reads a note by its own words; what stands in it as data says nothing. */
export function readNote(text: string): Note {
  if (operatorsNote(text) !== null) return { kind: 'other' };
  const mark = text.indexOf(dataMark);
  const words = mark === -1 ? text : text.slice(0, mark);
  const email = addressIn(heardAddress, text, words.length);
  const phone = heardNumber.exec(words)?.[1]?.replace(/[^\d+]/g, '') ?? null;
  if (email !== null || phone !== null) return { kind: 'heard', email, phone };
  const typed = addressIn(typedAddress, text, words.length);
  if (typed !== null) return { kind: 'typed', address: typed };
  const offer = formOffer.exec(words)?.[1];
  if (offer !== undefined) return { kind: 'offer-form', words: offer };
  const wish = optedOut.exec(words);
  if (wish !== null)
    return { kind: 'opted-out', medium: wish[2] === 'texted' ? 'sms' : 'email', again: wish[1] === undefined };
  if (nobodyCame.test(words)) return { kind: 'nobody-came' };
  if (/\bcould not be delivered\b/i.test(words)) return { kind: 'undelivered', medium: mediumIn(words) };
  if (/\bdid not succeed\b/i.test(words)) return { kind: 'undelivered', medium: null };
  if (!done.test(words)) return { kind: 'other' };
  const data = mark === -1 ? '' : text.slice(mark + dataMark.length).replace(/^\s*:?\s*/, '');
  return { kind: 'done', told: passOn(words, data), asked: /\btell the caller\b/i.test(words) };
}

/** The phrase has to stand before the data; the address may be it. */
function addressIn(pattern: RegExp, text: string, ownWords: number): string | null {
  const match = pattern.exec(text);
  if (match === null || match.index >= ownWords) return null;
  return match[1]?.replace(/[.!?:]+$/, '').toLowerCase() ?? null;
}

const mediumIn = (words: string): Medium => (/\be-?mail\b/i.test(words) ? 'email' : 'sms');

function passOn(words: string, data: string): string {
  if (!/\bfinished\b/i.test(words)) {
    const what = mediumIn(words) === 'email' ? 'e-mail' : 'text message';
    return `Your ${what} ${/\bdelivered\b/i.test(words) ? 'has arrived' : 'has been sent'}.`;
  }
  const answer = parseObject(data);
  const own = asText(answer.say);
  if (own !== '') return own.slice(0, longestAnswer);
  const facts = factsIn(answer).slice(0, mostFacts).join(', ');
  return facts === '' ? 'What you asked for is done now.' : `I have the answer now: ${facts.slice(0, longestAnswer)}.`;
}

const longestAnswer = 300;
const mostFacts = 4;

/** Its plain values with their names, one level deep. */
function factsIn(answer: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(answer).flatMap(([name, value]) => {
    const inner = Object.entries(asObject(value)).map(([key, one]) => fact(key, one));
    return [fact(name, value), ...inner].filter((one) => one !== '');
  });
}

const fact = (name: string, value: unknown): string =>
  ['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? `${name.replaceAll('_', ' ')} ${value}` : '';
