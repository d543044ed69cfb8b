import { expect, inject, it } from 'vitest';
import { killedRound } from './killed-process.ts';

const postgres = inject('postgresUrl');
/** The whole proof: CALLBACK_ROUNDS=10 CALLBACKS=200 npx vitest run test/calls/escalation/killed-process.test.ts */
const rounds = Number(process.env.CALLBACK_ROUNDS ?? 1);
const count = Number(process.env.CALLBACKS ?? 60);

it.skipIf(postgres === null)(
  '[CBK1] of two processes one is killed while callbacks are placed: each is dialled once per attempt, none is lost',
  async () => {
    for (let round = 1; round <= rounds; round++) {
      const { callbacks, created, seconds } = await killedRound(postgres ?? '', count, Math.min(count * 100, 20_000));
      const twice = [...created].filter(([, times]) => times !== 1);
      const states = Object.groupBy(callbacks, ({ state }) => state);
      const again = callbacks.filter(({ attempts }) => attempts.length > 1).length;
      if (rounds > 1)
        console.log(
          `round ${round}: ${callbacks.length} callbacks, ${created.size} calls, ${again} tried again, ${seconds} s`,
        );
      expect(twice).toEqual([]);
      expect(Object.keys(states)).toEqual(['completed']);
      expect(callbacks).toHaveLength(count);
      expect(created.size).toBe(callbacks.reduce((sum, { attempts }) => sum + attempts.length, 0));
    }
  },
  rounds * 320_000,
);
