import { judgeAgreement } from './agreement.ts';
import type { Contact } from './call.ts';
import { saysEmailAddress, saysMaskedAddress } from './consent-address.ts';
import { asksForIt, corrects, namesAnother } from './consent-correction.ts';
import {
  endsInQuestion,
  isOtherQuestion,
  lastQuestion,
  mediumAskedAbout,
  offersNumberOnFile,
  offersOwnNumber,
  saysOnFile,
} from './consent-offer.ts';
import { saysPhoneNumber } from './consent-phone.ts';
import type { CallEvent } from './event.ts';
import type { Medium } from './message.ts';
import { FORM_NOTICE } from './notice.ts';
import { spokenOptOut } from './opt-out-words.ts';
import { isReplaced } from './replaced-answer.ts';
import { addressReadOut } from './spoken-input/address-read-out.ts';

export type DestinationState = 'captured' | 'read_back' | 'confirmed';

/**
 * As the call's record takes it. `reset`: back to captured, by a no, a correction or another question. `opted_out`: the
 * caller wants no messages there any more; `opted_in`: again.
 */
export interface ConsentChange {
  readonly medium: Medium;
  readonly destination: string;
  readonly state: DestinationState | 'reset' | 'opted_out' | 'opted_in';
}

export interface ConsentOptions {
  /** E.164; null when withheld. */
  readonly callerNumber: string | null;
  readonly contact: Contact | null;
  /** BCP-47 tags of the line. */
  readonly languages: readonly string[];
  readonly defaultCountry: string;
}

interface Destination {
  readonly medium: Medium;
  readonly value: string;
  state: DestinationState;
  /** The turn in which it was last read back. */
  readBackTurn: number;
}

interface Utterance {
  readonly who: 'bot' | 'caller';
  readonly text: string;
  readonly turn: number;
  /** It may not have been heard: nothing in it is read back, but what it asked else the next yes answers. */
  readonly doubtful?: true;
}

/** More than a call has; a model that invents destinations without end gets no further ones tracked. */
const mostDestinations = 30;
const mostUtterances = 400;
const longestUtterance = 4000;
/**
 * What the caller has agreed to, in this call: unknown → captured → read back → confirmed. A destination is read back
 * when the caller HEARD it from the bot, and confirmed only when the caller agrees in a later turn. Decided from what
 * was said, by words: nothing a model claims counts. The whole talk is kept, so a destination the model names only
 * after the yes is judged by what was said before, and a lost session's is rebuilt from the call's events.
 */
export class Consent {
  readonly #options: ConsentOptions;
  readonly #destinations = new Map<string, Destination>();
  #talk: readonly Utterance[] = [];
  /** Found when a destination was named late; told with the next utterance. */
  #untold: ConsentChange[] = [];
  readonly #optedOut = new Set<string>();
  #failedAddresses = 0;

  constructor(options: ConsentOptions) {
    this.#options = options;
    for (const number of [options.callerNumber, this.#numberOnFile]) if (number !== null) this.#track('sms', number);
    const email = options.contact?.email ?? null;
    if (email !== null) this.#track('email', email.toLowerCase());
  }

  /** How often an address the caller gave was none, or was read back and was not right. The one on file is no try. */
  get failedAddresses(): number {
    return this.#failedAddresses;
  }

  /** The caller typed an address into the form: what went wrong by voice is over. */
  addressTyped(): void {
    this.#failedAddresses = 0;
  }

  /** An address was given that is none. */
  addressFailed(): void {
    this.#failedAddresses++;
  }

  /** Asked by a tool before it sends. `value`: E.164 or a lower-case address. Never confirms by itself. */
  require(medium: Medium, value: string, _turn: number): 'confirmed' | 'needs_confirmation' | 'opted_out' {
    this.#lookBack(medium, value);
    if (this.#optedOut.has(keyOf(medium, value))) return 'opted_out';
    return this.isConfirmed(medium, value) ? 'confirmed' : 'needs_confirmation';
  }

  /** The same before a call: a number is confirmed whatever it is for, and no more texts are not no call. */
  requireCall(number: string): 'confirmed' | 'needs_confirmation' {
    this.#lookBack('sms', number);
    return this.isConfirmed('sms', number) ? 'confirmed' : 'needs_confirmation';
  }

  /** A destination named only now is judged by all that was said before. */
  #lookBack(medium: Medium, value: string): void {
    if (this.#destinations.has(keyOf(medium, value)) || this.#destinations.size >= mostDestinations) return;
    const destination = this.#track(medium, value);
    this.#untold.push({ medium, destination: value, state: 'captured' });
    this.#talk.forEach((utterance, index) => {
      if (utterance.who === 'caller') this.#untold.push(...this.#optOuts(utterance.text, [destination]));
      this.#untold.push(...this.#apply(destination, utterance, this.#talk.slice(0, index)));
    });
  }

  isConfirmed(medium: Medium, value: string): boolean {
    return this.#destinations.get(keyOf(medium, value))?.state === 'confirmed';
  }

  /** What the caller heard of the bot's speech; never what was cut off. */
  botSaid(heard: string, turn: number): ConsentChange[] {
    this.#noteReadBack(heard.slice(0, longestUtterance));
    return this.#said({ who: 'bot', text: heard.slice(0, longestUtterance), turn });
  }

  callerSaid(text: string, turn: number): ConsentChange[] {
    const said = text.slice(0, longestUtterance);
    return [...this.#optOuts(said, this.#destinations.values()), ...this.#said({ who: 'caller', text: said, turn })];
  }

  /** An address the bot reads out by itself is followed like one a tool named, so that a "no" to it counts as a try. */
  #noteReadBack(heard: string): void {
    const address = addressReadOut(heard);
    if (address !== null) this.#know('email', address);
  }

  /** "Stop texting me": the number the caller is calling from, and those they had confirmed. */
  #optOuts(text: string, among: Iterable<Destination>): ConsentChange[] {
    const wish = spokenOptOut(text, this.#options.languages);
    if (wish === null) return [];
    const { medium } = wish;
    const meant = [...among].filter(
      (one) => one.medium === medium && (this.#isTheirOwn(one) || one.state === 'confirmed'),
    );
    return meant.map(({ value }) => {
      if (wish.wish === 'stop') this.#optedOut.add(keyOf(medium, value));
      else this.#optedOut.delete(keyOf(medium, value));
      return { medium, destination: value, state: wish.wish === 'stop' ? 'opted_out' : 'opted_in' };
    });
  }

  /** The number they are calling from, or the address on file. */
  #isTheirOwn({ medium, value }: Destination): boolean {
    return value === (medium === 'sms' ? this.#options.callerNumber : this.#options.contact?.email?.toLowerCase());
  }

  /** All destinations named so far, for the record and the console. */
  snapshot(): readonly { readonly medium: Medium; readonly destination: string; readonly state: DestinationState }[] {
    return [...this.#destinations.values()].map(({ medium, value, state }) => ({ medium, destination: value, state }));
  }

  /** Goes through what was said in the call's earlier sessions. What may have been lost with the socket is not heard. */
  restore(events: readonly CallEvent[]): void {
    const lastCaller = events.findLastIndex((event) => event.type === 'caller-said');
    const talk = events.slice(0, lastCaller + 1);
    // Named before, so that what is said of it from now on is recorded too.
    for (const event of events) if (event.type === 'destination-changed') this.#know(event.medium, event.destination);
    talk.forEach((event, index) => {
      if (event.type === 'caller-said') this.callerSaid(event.text, event.turn);
      if (isFormNotice(event)) this.addressTyped();
      if (event.type === 'bot-said' && !isReplaced(event, talk.slice(index + 1))) this.botSaid(event.heard, event.turn);
    });
    for (const event of events.slice(lastCaller + 1)) {
      if (isFormNotice(event)) this.addressTyped();
      if (event.type === 'bot-said')
        this.#said({ who: 'bot', text: event.text.slice(0, longestUtterance), turn: event.turn, doubtful: true });
    }
  }

  #know(medium: Medium, value: string): void {
    if (this.#destinations.has(keyOf(medium, value)) || this.#destinations.size >= mostDestinations) return;
    this.#track(medium, value);
  }

  #said(utterance: Utterance): ConsentChange[] {
    const before = this.#talk;
    const changes = [...this.#destinations.values()].flatMap((one) => this.#apply(one, utterance, before));
    this.#talk = [...before, utterance].slice(-mostUtterances);
    return [...this.#untold.splice(0), ...changes];
  }

  #track(medium: Medium, value: string): Destination {
    const destination: Destination = { medium, value, state: 'captured', readBackTurn: -1 };
    this.#destinations.set(keyOf(medium, value), destination);
    return destination;
  }

  #apply(destination: Destination, utterance: Utterance, before: readonly Utterance[]): ConsentChange[] {
    const state =
      utterance.who === 'bot'
        ? this.#afterBot(destination, utterance)
        : this.#afterCaller(destination, utterance, before);
    if (utterance.doubtful && !(destination.state === 'read_back' && state === 'captured')) return [];
    if (utterance.who === 'bot' && state === 'read_back')
      destination.readBackTurn = this.#readBackTurn(destination, utterance);
    if (state === destination.state) return [];
    if (utterance.who === 'caller' && destination.state === 'read_back' && state === 'captured')
      this.#wasWrong(destination);
    destination.state = state;
    const { medium, value } = destination;
    return [{ medium, destination: value, state: state === 'captured' ? 'reset' : state }];
  }

  #wasWrong(destination: Destination): void {
    if (destination.medium === 'email' && !this.#isTheirOwn(destination)) this.#failedAddresses++;
  }

  #readBackTurn(destination: Destination, { text, turn }: Utterance): number {
    return this.#readsBack(destination, text) ? turn : destination.readBackTurn;
  }

  #afterBot(destination: Destination, { text }: Utterance): DestinationState {
    if (destination.state === 'confirmed') return 'confirmed';
    const question = lastQuestion(text);
    const asksElse = question !== '' && this.#asksElse(destination, question);
    if (this.#readsBack(destination, text)) return asksElse ? 'captured' : 'read_back';
    if (destination.state !== 'read_back' || question === '') return destination.state;
    return asksElse || this.#offersAnother(destination, text) ? 'captured' : 'read_back';
  }

  /** What is asked in the end is something else, or about something else: the next yes answers that. */
  #asksElse(destination: Destination, question: string): boolean {
    if (this.#readsBack(destination, question)) return false;
    const about = mediumAskedAbout(question);
    if (isOtherQuestion(question) || (about !== null && about !== destination.medium)) return true;
    return namesAnother(destination, question);
  }

  /** "Shall I text it to this number?" after another was read back: a yes to that is none to the other. */
  #offersAnother(destination: Destination, text: string): boolean {
    const others = [...this.#destinations.values()].filter((one) => one !== destination);
    return namesAnother(destination, text) || others.some((one) => this.#readsBack(one, text));
  }

  #readsBack({ medium, value }: Destination, text: string): boolean {
    if (medium === 'sms') return saysPhoneNumber(text, value) || this.#offersKnown(value, text);
    const known = this.#options.contact?.email?.toLowerCase() === value;
    return saysEmailAddress(text, value) || (known && saysMaskedAddress(text, value));
  }

  /** The numbers we know are not read out: the one they are calling from, and another one on file. */
  #offersKnown(number: string, text: string): boolean {
    const onFile = this.#numberOnFile;
    if (number === onFile) return offersNumberOnFile(text, number, this.#options.callerNumber);
    if (number !== this.#options.callerNumber || (onFile !== null && saysOnFile(text))) return false;
    return offersOwnNumber(text, number);
  }

  /** Another number of the contact's than the one they are calling from. */
  get #numberOnFile(): string | null {
    const number = this.#options.contact?.callbackNumber ?? null;
    return number === this.#options.callerNumber ? null : number;
  }

  #afterCaller(destination: Destination, { text, turn }: Utterance, before: readonly Utterance[]): DestinationState {
    const { state, readBackTurn } = destination;
    if (corrects(destination, text)) return 'captured';
    const lastSaid = before.findLast((utterance) => utterance.who === 'bot')?.text ?? '';
    if (state === 'confirmed') return this.#takesBack(destination, text, lastSaid) ? 'captured' : state;
    if (state !== 'read_back' || turn <= readBackTurn) return state;
    const agreement = judgeAgreement(text, this.#options.languages, endsInQuestion(lastSaid));
    if (agreement === 'no') return 'captured';
    return agreement === 'yes' || asksForIt(destination.medium, text, this.#options.languages) ? 'confirmed' : state;
  }

  /** Read back once more, and this time the answer is no. */
  #takesBack(destination: Destination, text: string, lastSaid: string): boolean {
    if (!this.#readsBack(destination, lastSaid)) return false;
    return judgeAgreement(text, this.#options.languages, endsInQuestion(lastSaid)) === 'no';
  }
}

const isFormNotice = (event: CallEvent): boolean => event.type === 'noticed' && event.noticeId.startsWith(FORM_NOTICE);

const keyOf = (medium: Medium, value: string): string => `${medium}:${value}`;
