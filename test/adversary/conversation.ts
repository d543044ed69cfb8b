import type { Callback } from '../../src/domain/callback.ts';
import { CallHarness } from '../support/call-harness.ts';
import { settle } from '../support/virtual-clock.ts';
import { HostileModel } from './hostile-model.ts';
import { Random } from './random.ts';
import { callerSays, type Meaning } from './vocabulary.ts';
import type { World } from './world.ts';

/** What happened in a conversation, as somebody listening on the line would tell it. */
export type Moment =
  | { readonly kind: 'bot'; readonly readsBack: string | null; readonly asks: boolean; readonly at: number }
  | { readonly kind: 'caller'; readonly meaning: Meaning; readonly at: number }
  | { readonly kind: 'callback'; readonly callback: Callback; readonly at: number }
  | { readonly kind: 'received'; readonly index: number; readonly medium: 'sms' | 'email'; readonly at: number };

export interface Account {
  readonly scope: string;
  readonly moments: Moment[];
  /** Turns the caller was left without a word in. */
  silentTurns: number;
  spoken: string;
  readonly handOffs: string[];
  readonly marks: string[];
}

const mostTurns = 8;
/** The first sayings of the vocabulary mean yes. */
const agreeing = 4;

/** One hostile conversation from its greeting to its end, over the real session, turn, tools and delivery. */
export async function converse(world: World, seed: number): Promise<Account> {
  const random = new Random(seed);
  const scope = `s${seed}`;
  const account: Account = { scope, moments: [], silentTurns: 0, spoken: '', handOffs: [], marks: [] };
  let said: { readonly readsBack: string | null; readonly asks: boolean }[] = [];
  const model = new HostileModel(random, scope, {
    said: (words, readsBack) => void said.push({ readsBack, asks: words.endsWith('?') }),
    called: (_id, mark) => void account.marks.push(mark),
  });
  const options = { ...world.harness(scope), model };
  const phone = (await new CallHarness(options).open()).setup();
  await settle();
  for (let turn = 0; turn < mostTurns && phone.closed === null; turn++) {
    const [words, meaning] = random.pick(random.chance(0.45) ? callerSays.slice(0, agreeing) : callerSays);
    account.moments.push({ kind: 'caller', meaning, at: world.tick() });
    said = [];
    world.breakSomething(random);
    const before = phone.sent.length;
    phone.says(words);
    await answered(world, phone, before);
    world.collect(account);
    if (phone.sent.slice(before).every(({ token }) => (token ?? '').trim() === '')) account.silentTurns++;
    const ended = phone.sent.some(({ type }) => type === 'end');
    account.spoken += phone.sent
      .slice(before)
      .map(({ token }) => token ?? '')
      .join('');
    if (ended) break;
    const cutOff = random.chance(0.15);
    if (cutOff) phone.frame({ type: 'interrupt', utteranceUntilInterrupt: firstWord(phone, before) });
    else {
      phone.frame({ type: 'info', name: 'agentSpeaking', value: 'off' });
      for (const one of said) account.moments.push({ kind: 'bot', ...one, at: world.tick() });
    }
    await settle();
    if (random.chance(0.06)) {
      phone.driver.closed(1006);
      await settle();
      (await phone.reopen()).setup();
      await settle();
    }
  }
  phone.hangUp();
  await world.finish(`call_${scope}`);
  world.collect(account);
  return account;
}

/** Until the turn's cycle is closed and nothing is on its way any more. */
async function answered(world: World, phone: CallHarness, before: number): Promise<void> {
  for (let look = 0; look < 400; look++) {
    await world.clock.advance(look < 3 ? 0 : 50);
    await world.delivered();
    const fresh = phone.sent.slice(before);
    if (fresh.some(({ type, last }) => type === 'end' || last === true)) return;
  }
  throw new Error('the caller was never answered');
}

const firstWord = (phone: CallHarness, before: number): string =>
  phone.sent
    .slice(before)
    .map(({ token }) => token ?? '')
    .join('')
    .trim()
    .split(' ')[0] ?? '';
