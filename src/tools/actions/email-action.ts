import { z } from 'zod';
import { type EmailAction, isForTeam } from '../../domain/action.ts';
import { mailSender } from '../../domain/mail-sender.ts';
import type { EmailContent } from '../../domain/message.ts';
import { failed } from '../../domain/tool-result.ts';
import { couldNotSend } from '../../domain/tool-words.ts';
import { guardText } from '../guard-text.ts';
import { sendMessage } from '../send-message.ts';
import type { Execution, Tool, ToolContext, ToolOutcome } from '../tool.ts';
import { parametersOf } from './action-parameters.ts';
import { calendarAttachment } from './calendar-attachment.ts';
import { emailText } from './email-text.ts';
import { guardValues } from './guard-values.ts';
import { type Recipients, recipientParameters, resolveRecipients } from './recipients.ts';

type Input = Readonly<Record<string, unknown>>;

export const emailSuccess = 'Email has been successfully sent.';

/** A configured e-mail as a tool. What goes together into the message is guarded once more as a whole. */
export function emailAction(action: EmailAction): Tool {
  const parameters = z.object({
    ...parametersOf(action),
    ...recipientParameters(action),
    ...(action.include.includes('summary') && { summary: summaryParameter }),
  });
  return {
    name: action.name,
    description: action.description,
    parameters,
    execute: (input, context, run) => execute(action, input as Input, context, run),
  };
}

const summaryParameter = z
  .string()
  .refine((text) => text.trim() !== '' && text.length <= 2000, 'write 1 to 2000 characters')
  .describe('What the call was about and what was agreed, in a few sentences.');

async function execute(action: EmailAction, input: Input, context: ToolContext, run: Execution): Promise<ToolOutcome> {
  const recipients = resolveRecipients(action, input, context);
  if ('status' in recipients) return { result: recipients };
  const objection = guardValues(action, input, context);
  if (objection !== null) return { result: objection };
  const content = await contentOf(action, input, context, run, recipients);
  if (content === null) return { result: failed('not_configured', couldNotSend('email', '')) };
  if (!isForTeam(action)) {
    const addresses = [content.to, ...recipients.toConfirm.map(({ value }) => value)];
    const refusal = guardText(`${content.subject}\n${content.text}`, context, addresses);
    if (refusal !== null) return { result: refusal };
  }
  return sendMessage(context, run, {
    tool: action.name,
    content,
    audience: isForTeam(action) ? 'team' : 'caller',
    destinations: recipients.toConfirm,
    what: 'the message',
    behind: action.async,
    onSuccess: action.on_success ?? (action.async ? undefined : emailSuccess),
  });
}

async function contentOf(
  action: EmailAction,
  input: Input,
  context: ToolContext,
  run: Execution,
  { to: [to = '', ...alsoTo], cc, bcc }: Recipients,
): Promise<EmailContent | null> {
  const sender = mailSender(context.inForce, action);
  if (sender === null) return null;
  const words = await emailText(action, input, context, run);
  const calendar = calendarAttachment(action, input, context, run, { from: sender.from, to });
  const attachments = [
    ...action.attachments.map((path) => ({ kind: 'file' as const, path })),
    ...(calendar === null ? [] : [calendar]),
  ];
  return {
    medium: 'email',
    ...sender,
    to,
    ...(alsoTo.length > 0 && { alsoTo }),
    ...(cc.length > 0 && { cc }),
    ...(bcc.length > 0 && { bcc }),
    ...words,
    ...(attachments.length > 0 && { attachments }),
  };
}
