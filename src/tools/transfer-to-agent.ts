import { z } from 'zod';
import type { LineInForce } from '../domain/line-in-force.ts';
import { stripControls } from '../domain/sms-text.ts';
import { refused } from '../domain/tool-result.ts';
import { departmentsOf } from '../domain/transfer-targets.ts';
import { offersTransfer } from './offered.ts';
import type { Tool, ToolContext, ToolOutcome } from './tool.ts';

const longestReason = 500;
const longestSummary = 2000;
const reason = z.string().describe('Why the caller wants or needs a person, in a few words.');
const summary = z
  .string()
  .describe('What the person should know before saying hello: who calls, what about, what was done.');
const plainParameters = z.object({ reason, summary });

function parametersFor(departments: readonly string[]) {
  const named = z.enum(departments).nullable().describe('Who is to take the call. Null when it is not clear.');
  return z.object({ department: named, reason, summary });
}

/**
 * Dials nothing: it leaves a hand-off, and the carrier's next webhook does what the line's file says. Built for a line:
 * where its people are of several departments, the model says which.
 */
export function transferToAgent(
  inForce: LineInForce,
): Tool<typeof plainParameters> | Tool<ReturnType<typeof parametersFor>> {
  const departments = departmentsOf(inForce);
  const tool = {
    name: 'transfer_to_agent',
    description: 'Connects the caller with a person now. Say first, in one sentence, that you are connecting them.',
    execute,
  };
  return departments.length < 2
    ? { ...tool, parameters: plainParameters }
    : { ...tool, parameters: parametersFor(departments) };
}

interface Wanted extends z.output<typeof plainParameters> {
  readonly department?: string | null;
}

async function execute({ reason, summary, department }: Wanted, { inForce, clock }: ToolContext): Promise<ToolOutcome> {
  if (!offersTransfer(inForce, clock.now())) {
    return { result: refused('outside_hours', "I'm sorry, nobody can take your call at the moment.") };
  }
  const handOff = {
    kind: 'transfer' as const,
    reason: stripControls(reason).trim().slice(0, longestReason),
    summary: stripControls(summary).trim().slice(0, longestSummary),
    ...(department && { department }),
  };
  const say = "I'm connecting you with a person now.";
  return { result: { status: 'handed_off', say }, ending: { kind: 'hand-off', handOff } };
}
