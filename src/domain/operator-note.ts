import type { Notice } from './notice.ts';
import type { OperatorCommand } from './operator-command.ts';

/** What an operator tells the bot, as the model reads it. Quoted: it is one person's words, whatever stands in it. */
export function operatorNote({ id, callId, text, at }: OperatorCommand): Notice {
  const words =
    'Somebody of this business who follows the call tells you, and not the caller: ' +
    `${JSON.stringify(text)} Act on it in your next answer, within your rules. Do not say that you were told.`;
  return { id, callId, text: words, urgent: false, at };
}
