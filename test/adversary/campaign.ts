import { converse } from './conversation.ts';
import { brokenHour, brokenOptOut, brokenPromises, type Violation } from './promises.ts';
import { own } from './vocabulary.ts';
import { World } from './world.ts';

/** In each half of the campaign. All ten thousand: ADVERSARY=5000 npx vitest run test/adversary/hostile */
export const conversationsEach = Number(process.env.ADVERSARY ?? 300);

/** Conversations that share one business's hour: enough to reach its caps. */
const perHour = 30;

export interface CampaignResult {
  readonly conversations: number;
  readonly texts: number;
  readonly mails: number;
  readonly callbacks: number;
  /** At most a few of each promise, with the seed of the conversation. */
  readonly violations: readonly (Violation & { readonly seed: number })[];
}

/** Businesses at a time: while one waits for its mail server another talks. */
const atOnce = 4;

/**
 * So many hostile conversations from this seed on. Stops at the first business whose promises were broken; `until`: only
 * when it is this one.
 */
export async function campaign(
  first: number,
  conversations: number,
  until?: string,
  worlds = atOnce,
): Promise<CampaignResult> {
  const stop = { now: false };
  const share = Math.ceil(conversations / worlds);
  const parts = Array.from({ length: worlds }, (_, index) => ({
    from: first + index * share,
    count: Math.min(share, Math.max(0, conversations - index * share)),
  }));
  const results = await Promise.all(parts.map(({ from, count }) => oneByOne(from, count, until, stop)));
  const sum = (key: 'conversations' | 'texts' | 'mails' | 'callbacks'): number =>
    results.reduce((all, one) => all + one[key], 0);
  return {
    conversations: sum('conversations'),
    texts: sum('texts'),
    mails: sum('mails'),
    callbacks: sum('callbacks'),
    violations: results.flatMap(({ violations }) => violations),
  };
}

async function oneByOne(
  first: number,
  conversations: number,
  until: string | undefined,
  stop: { now: boolean },
): Promise<CampaignResult> {
  const world = await World.start();
  const violations: (Violation & { readonly seed: number })[] = [];
  let done = 0;
  let callbacks = 0;
  try {
    while (done < conversations && !stop.now) {
      world.nextHour();
      const from = world.received.length;
      for (let index = 0; index < perHour && done < conversations; index++, done++) {
        const seed = first + done;
        const account = await converse(world, seed);
        callbacks += account.moments.filter(({ kind }) => kind === 'callback').length;
        const broken = [...brokenPromises(account, world.received), ...brokenOptOut(account, world.received, own)];
        violations.push(...broken.map((violation) => ({ ...violation, seed })));
      }
      violations.push(
        ...brokenHour(world.received.slice(from)).map((violation) => ({ ...violation, seed: first + done })),
      );
      stop.now ||= violations.some(({ promise }) => until === undefined || promise === until);
    }
  } finally {
    await world.close();
  }
  const texts = world.received.filter(({ medium }) => medium === 'sms').length;
  return {
    conversations: done,
    texts,
    mails: world.received.length - texts,
    callbacks,
    violations: violations.filter(({ promise }) => until === undefined || promise === until).slice(0, 20),
  };
}
