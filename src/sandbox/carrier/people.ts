import { z } from 'zod';

const ring = { ringMs: z.number().min(0).max(600_000).default(2000) };
const lines = z.array(z.string().min(1).max(1000)).max(50);

/** How somebody takes a call. Times are ms of the call's own clock. */
export const Person = z.discriminatedUnion('does', [
  /** Picks up, hears out what is said, presses `key` when asked for one, and talks. */
  z.strictObject({
    does: z.literal('accepts'),
    ...ring,
    key: z
      .string()
      .regex(/^[0-9*#]$/)
      .default('1'),
    /** Said line by line to whoever they are connected with. */
    says: lines.default(['Hello, how can I help you?']),
    /** So long after being connected they hang up; null: never. */
    talkMs: z.number().min(0).nullable().default(30_000),
  }),
  /** Picks up and will not talk: presses 2 when asked, or hangs up as soon as something is said. */
  z.strictObject({ does: z.literal('declines'), ...ring, by: z.enum(['key', 'hanging-up']).default('key') }),
  /** Picks up, presses nothing, says nothing, and stays. */
  z.strictObject({ does: z.literal('listens'), ...ring }),
  /** A machine: talks, beeps, presses nothing, and stays until it is hung up on. */
  z.strictObject({
    does: z.literal('machine'),
    ...ring,
    greeting: z.string().min(1).max(1000).default('Nobody is here. Please leave a message after the tone.'),
  }),
  /** Rings until whoever plays them takes the call, or does not; then they talk and press keys as they are told to. */
  z.strictObject({ does: z.literal('by-hand') }),
  z.strictObject({ does: z.literal('no-answer') }),
  z.strictObject({ does: z.literal('busy') }),
  /** Cannot be reached at all. */
  z.strictObject({ does: z.literal('failed'), sipCode: z.int().min(400).max(699).default(404) }),
]);
export type Person = z.infer<typeof Person>;
export type PersonInput = z.input<typeof Person>;

/** What becomes of a ringing phone. */
export type PickUp = 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/**
 * Everybody who can be called: by number or SIP URI. Who is not known picks up, so that a demonstration works; while
 * somebody is there to play them, their phones ring there.
 */
export class People {
  readonly #known = new Map<string, Person>();
  #players = 0;

  /** Null: they take calls as everybody does. */
  set(address: string, behaviour: PersonInput | null): void {
    if (behaviour === null) this.#known.delete(addressOf(address));
    else this.#known.set(addressOf(address), Person.parse(behaviour));
  }

  at(address: string): Person {
    return this.#known.get(addressOf(address)) ?? Person.parse({ does: this.isPlayed ? 'by-hand' : 'accepts' });
  }

  /** Somebody is there to play whoever is not known. */
  get isPlayed(): boolean {
    return this.#players > 0;
  }

  /** From now on somebody plays whoever is not known; the answer ends that. */
  play(): () => void {
    this.#players += 1;
    let playing = true;
    return () => {
      if (playing) this.#players -= 1;
      playing = false;
    };
  }
}

/** A SIP URI without parameters and headers; a number as it is. */
export const addressOf = (address: string): string =>
  address
    .trim()
    .replace(/[;?].*$/, '')
    .toLowerCase();

/** How a phone rings: for how long at most, and what ends it. */
export interface Ringing {
  readonly afterMs: number;
  readonly pickUp: PickUp;
  /** Of the answer to the INVITE. */
  readonly sipCode: number;
  /** Whoever plays them says when. */
  readonly byHand?: true;
}

const BUSY_MS = 1000;
const FAILED_MS = 500;

export function ringingOf(person: Person): Ringing {
  switch (person.does) {
    case 'by-hand':
      return { afterMs: Number.POSITIVE_INFINITY, pickUp: 'no-answer', sipCode: 487, byHand: true };
    case 'no-answer':
      return { afterMs: Number.POSITIVE_INFINITY, pickUp: 'no-answer', sipCode: 487 };
    case 'busy':
      return { afterMs: BUSY_MS, pickUp: 'busy', sipCode: 486 };
    case 'failed':
      return { afterMs: FAILED_MS, pickUp: 'failed', sipCode: person.sipCode };
    default:
      return { afterMs: person.ringMs, pickUp: 'answered', sipCode: 200 };
  }
}
