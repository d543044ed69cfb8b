import type { Callback } from '../../domain/callback.ts';
import { openAttempt } from '../../domain/callback-attempts.ts';
import { decide } from '../../domain/callback-machine.ts';
import type { CallbackDecision, CallbackSituation } from '../../domain/callback-situation.ts';
import { situationOf } from './callback-situation.ts';
import { checkAttempt, hangUpAttempt } from './check-attempt.ts';
import { lookUpAttempt } from './look-up-attempt.ts';
import { placeAttempt } from './place-attempt.ts';
import { type CallbackRunnerDependencies, save } from './runner-ports.ts';

/** Due, a reminder, the end of a round: more than a few steps at once would be a mistake of ours. */
const mostSteps = 8;

/** Does what a claimed callback needs now. What throws here comes again when the lease ends. */
export async function handleCallback(dependencies: CallbackRunnerDependencies, claimed: Callback): Promise<void> {
  let callback: Callback | null = claimed;
  for (let step = 0; step < mostSteps && callback !== null; step++) {
    const situation = await situationOf(dependencies, callback);
    callback = await carryOut(dependencies, situation, decide(situation));
  }
}

/** Answers the callback where there is more to do at once. */
async function carryOut(
  dependencies: CallbackRunnerDependencies,
  situation: CallbackSituation,
  decision: CallbackDecision,
): Promise<Callback | null> {
  switch (decision.kind) {
    case 'leave':
      return null;
    case 'save': {
      const { change, announce } = decision;
      if (announce !== null) await dependencies.announce(change.next, announce);
      const saved = await save(dependencies, change);
      return saved?.nextAt != null && saved.nextAt <= dependencies.clock.now() ? saved : null;
    }
    case 'dial':
      await dial(dependencies, situation, decision.change);
      return null;
    case 'look-up':
      await lookUpAttempt(dependencies, situation, decision.attempt);
      return null;
    case 'check':
      await checkAttempt(dependencies, situation, decision.attempt);
      return null;
    case 'hang-up':
      await hangUpAttempt(dependencies, situation, decision.attempt);
      return null;
  }
}

async function dial(
  dependencies: CallbackRunnerDependencies,
  { inForce }: CallbackSituation,
  change: Extract<CallbackDecision, { kind: 'dial' }>['change'],
): Promise<void> {
  if (dependencies.stopping()) return;
  const saved = await save(dependencies, change);
  const attempt = saved === null ? null : openAttempt(saved);
  if (saved !== null && attempt !== null && inForce !== null) await placeAttempt(dependencies, saved, attempt, inForce);
}
