import { z } from 'zod';
import { isForTeam, recipientsNamed, type SmsAction } from '../../domain/action.ts';
import { toSmsText } from '../../domain/sms-text.ts';
import { renderTemplate } from '../../domain/template.ts';
import { refused, type ToolResult } from '../../domain/tool-result.ts';
import { type Destination, resolveNumber } from '../destination.ts';
import { guardText } from '../guard-text.ts';
import { sendMessage } from '../send-message.ts';
import { smsContent } from '../sms-content.ts';
import type { Execution, Tool, ToolContext, ToolOutcome } from '../tool.ts';
import { parametersOf } from './action-parameters.ts';
import { messageValues } from './action-values.ts';
import { guardValues } from './guard-values.ts';

type Input = Readonly<Record<string, unknown>>;

export const smsSuccess = 'SMS has been successfully sent.';
const mostSegments = 4;

export function smsAction(action: SmsAction): Tool {
  const to = z.string().describe('The number in E.164, or "caller" for the number the caller is calling from.');
  return {
    name: action.name,
    description: action.description,
    parameters: z.object({ ...parametersOf(action), ...(action.to === 'model' && { to }) }),
    execute: (input, context, run) => execute(action, input as Input, context, run),
  };
}

async function execute(action: SmsAction, input: Input, context: ToolContext, run: Execution): Promise<ToolOutcome> {
  const destinations = destinationsOf(action, input, context);
  if ('status' in destinations) return { result: destinations };
  const objection = guardValues(action, input, context);
  if (objection !== null) return { result: objection };
  const body = textOf(action, input, context, run);
  if (typeof body !== 'string') return { result: body };
  const team = isForTeam(action);
  const refusal = team ? null : guardText(body, context);
  if (refusal !== null) return { result: refusal };
  return sendToAll(destinations, run, (destination, one) =>
    sendMessage(context, one, {
      tool: action.name,
      content: smsContent(context, destination.value, body),
      audience: team ? 'team' : 'caller',
      destinations: team ? [] : [destination],
      what: 'the message',
      behind: action.async,
      onSuccess: action.on_success ?? (action.async ? undefined : smsSuccess),
    }),
  );
}

/** One message for each number, keyed by the tool call and the number's place. The first that fails is the result. */
async function sendToAll(
  destinations: readonly Destination[],
  run: Execution,
  send: (destination: Destination, run: Execution) => Promise<ToolOutcome>,
): Promise<ToolOutcome> {
  const outcomes: ToolOutcome[] = [];
  for (const [index, destination] of destinations.entries()) {
    const toolCallId = index === 0 ? run.toolCallId : `${run.toolCallId}#${index + 1}`;
    outcomes.push(await send(destination, { ...run, toolCallId }));
  }
  const failure = outcomes.find(({ result }) => result.status !== 'sent' && result.status !== 'queued');
  return failure ?? (outcomes[0] as ToolOutcome);
}

function destinationsOf(action: SmsAction, input: Input, context: ToolContext): readonly Destination[] | ToolResult {
  if (isForTeam(action)) return recipientsNamed(action).map((value) => ({ value, readBack: '' }));
  const wanted = action.to === 'caller' ? 'caller' : input.to;
  const resolved = resolveNumber(typeof wanted === 'string' ? wanted : '', context);
  return resolved.ok ? [resolved.value] : resolved.refusal;
}

function textOf(action: SmsAction, input: Input, context: ToolContext, run: Execution): string | ToolResult {
  const values = messageValues(action, input, context, run);
  const { text, tooLong } = toSmsText(renderTemplate(action.message, values, 'text'), mostSegments);
  if (text === '') return refused('bad_arguments', 'What should the message say?');
  const tooMuch = refused('text_too_long', "That's too long for a text message. I'll shorten it.");
  return tooLong ? { ...tooMuch, hint: 'Shorten the values and call the tool again.' } : text;
}
