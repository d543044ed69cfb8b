import type { CommandKind, OperatorCommand } from '../../src/domain/operator-command.ts';
import type { SessionHarness } from './session-harness.ts';

export const sentence = 'A colleague of ours is looking at it now.';

/** Gives the session a command; without changes one of id `c1` by Dana. */
export function order(
  session: SessionHarness,
  kind: CommandKind,
  changes: Partial<OperatorCommand> = {},
): SessionHarness {
  const text = kind === 'say' ? sentence : kind === 'note' ? 'They are a good customer.' : '';
  const command = { id: 'c1', callId: 'call_1', kind, text, now: false, operator: 'dana', at: 1, ...changes };
  return session.give({ type: 'command', command, refusal: null });
}

/** What each command came to: id, status, words. */
export const outcomes = (session: SessionHarness): (readonly string[])[] =>
  session.effects.flatMap((effect) =>
    effect.type === 'command-done' ? [[effect.command.id, effect.outcome.status, effect.outcome.words]] : [],
  );
