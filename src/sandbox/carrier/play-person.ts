import { pause } from '../real-clock.ts';
import type { Leg } from './call-context.ts';
import type { CallEvent } from './call-event.ts';
import type { Person } from './people.ts';

/** From the end of a question to the key. */
const REACTION_MS = 900;
/** Of silence before one goes on talking. */
const PATIENCE_MS = 4000;
const GREETING_MS = 400;

/** Plays who is at the end of a leg, from their answer to its end. */
export function playPerson(leg: Leg, person: Person): void {
  const stop = leg.log.subscribe((event) => react(leg, person, event), leg.log.events.length);
  leg.context.ended.addEventListener('abort', stop, { once: true });
}

function react(leg: Leg, person: Person, event: CallEvent): void {
  if (person.does === 'machine' && event.type === 'connected') void greet(leg, person.greeting);
  if (person.does === 'declines') decline(leg, person.by, event);
  if (person.does !== 'accepts') return;
  if (event.type === 'asked') void answer(leg, event.input.includes('dtmf') ? person.key : null);
  // With a person, or with the bot.
  if (event.type !== 'bridged' && event.type !== 'session-started') return;
  void talk(leg, person.says);
  if (person.talkMs !== null) void hangUpAfter(leg, person.talkMs);
}

function decline(leg: Leg, by: 'key' | 'hanging-up', event: CallEvent): void {
  if (by === 'key' && event.type === 'asked') void answer(leg, '2');
  if (by === 'hanging-up' && event.type === 'spoken') void hangUpAfter(leg, REACTION_MS);
}

async function greet(leg: Leg, greeting: string): Promise<void> {
  if ((await pause(leg.context.clock, GREETING_MS, leg.context.ended)) === 'elapsed') await leg.say(greeting);
}

async function answer(leg: Leg, key: string | null): Promise<void> {
  if ((await pause(leg.context.clock, REACTION_MS, leg.context.ended)) === 'aborted') return;
  if (key === null) await leg.say('Yes.');
  else leg.press(key);
}

async function hangUpAfter(leg: Leg, ms: number): Promise<void> {
  if ((await pause(leg.context.clock, ms, leg.context.ended)) === 'elapsed') leg.hangup();
}

/** A line when connected, then one whenever the other has spoken, or has kept silent for a while. */
async function talk(leg: Leg, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    if (leg.context.ended.aborted) return;
    const from = leg.log.events.length;
    await leg.say(line);
    await othersTurn(leg, from);
  }
}

async function othersTurn(leg: Leg, from: number): Promise<void> {
  const heard = new AbortController();
  const stop = leg.log.subscribe((event) => {
    const finished = event.type === 'speaking' && !event.on;
    if (finished || (event.type === 'person' && event.does === 'says')) heard.abort();
  }, from);
  await pause(leg.context.clock, PATIENCE_MS, AbortSignal.any([heard.signal, leg.context.ended]));
  stop();
}
