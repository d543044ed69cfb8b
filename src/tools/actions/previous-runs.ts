import { type Action, dependenciesOf } from '../../domain/action.ts';
import { refused, type ToolResult, type ToolStatus } from '../../domain/tool-result.ts';
import type { Execution, FinishedRun } from '../tool.ts';

/** A message that waits for its next attempt counts: it was accepted, and what becomes of it is told later. */
const succeeded: readonly ToolStatus[] = ['sent', 'queued', 'booked', 'handed_off', 'ok'];

const isFailure = ({ result }: FinishedRun): boolean => !succeeded.includes(result.status);

/** Why an action that only runs after others did must not run now; null when it may. */
export function previousFailed(action: Action, run: Execution): ToolResult | null {
  if (action.only_if_previous_succeeded === false) return null;
  const failed = run.earlier.find((one) => one.turn === run.turn && isFailure(one));
  if (failed !== undefined) return refusal(`${failed.name} did not succeed in this turn.`);
  if (action.only_if_previous_succeeded !== 'call') return null;
  const missing = dependenciesOf(action).find((name) => {
    const last = run.earlier.findLast((one) => one.name === name);
    return last === undefined || isFailure(last);
  });
  return missing === undefined ? null : refusal(`${missing} has to succeed first.`);
}

const refusal = (hint: string): ToolResult => ({
  ...refused('previous_failed', "I haven't done that, because what had to come before it did not work."),
  hint,
});
