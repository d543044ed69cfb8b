import { z } from 'zod';
import { stripControls } from '../domain/sms-text.ts';
import { refused } from '../domain/tool-result.ts';
import { offersTransfer } from './offered.ts';
import type { Tool } from './tool.ts';

const longestReason = 500;
const longestSummary = 2000;
const parameters = z.object({
  reason: z.string().describe('Why the caller wants or needs a person, in a few words.'),
  summary: z
    .string()
    .describe('What the person should know before saying hello: who calls, what about, what was done.'),
});

/** Dials nothing: it leaves a hand-off, and the carrier's next webhook does what the line's file says. */
export const transferToAgent: Tool<typeof parameters> = {
  name: 'transfer_to_agent',
  description: 'Connects the caller with a person now. Say first, in one sentence, that you are connecting them.',
  parameters,
  async execute({ reason, summary }, { inForce, clock }) {
    if (!offersTransfer(inForce, clock.now())) {
      return { result: refused('outside_hours', "I'm sorry, nobody can take your call at the moment.") };
    }
    const handOff = {
      kind: 'transfer' as const,
      reason: stripControls(reason).trim().slice(0, longestReason),
      summary: stripControls(summary).trim().slice(0, longestSummary),
    };
    const say = "I'm connecting you with a person now.";
    return { result: { status: 'handed_off', say }, ending: { kind: 'hand-off', handOff } };
  },
};
