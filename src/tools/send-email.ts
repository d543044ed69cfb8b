import { z } from 'zod';
import { stripControls } from '../domain/sms-text.ts';
import { failed, refused, type ToolResult } from '../domain/tool-result.ts';
import { couldNotSend } from '../domain/tool-words.ts';
import { resolveAddress } from './destination.ts';
import { emailContent, oneLine } from './email-content.ts';
import { guardText } from './guard-text.ts';
import { sendMessage } from './send-message.ts';
import type { Tool, ToolContext } from './tool.ts';

const longestBody = 5000;
const parameters = z.object({
  to: z.string().describe('One e-mail address, or "contact" for the address we have on file.'),
  subject: z.string().describe('One short line.'),
  body: z
    .string()
    .describe('Plain text, short paragraphs. No links, no web addresses. The name of the business is added.'),
});

export const sendEmail: Tool<typeof parameters> = {
  name: 'send_email',
  description: 'Sends the caller an e-mail. Only after the caller agreed to get it and to the address it goes to.',
  parameters,
  async execute(input, context, run) {
    const destination = resolveAddress(input.to, context);
    if (!destination.ok) return { result: destination.refusal };
    const subject = oneLine(input.subject);
    const text = stripControls(input.body).trim();
    const refusal = guard(subject, text, destination.value.value, context);
    if (refusal !== null) return { result: refusal };
    const content = emailContent(context, destination.value.value, { subject, text });
    if (content === null) return { result: failed('not_configured', couldNotSend('email', '')) };
    return sendMessage(context, run, {
      tool: 'send_email',
      content,
      audience: 'caller',
      destinations: [destination.value],
      what: 'the message',
    });
  },
};

function guard(subject: string, text: string, to: string, context: ToolContext): ToolResult | null {
  if (subject === '' || text === '') return refused('bad_arguments', 'What should the e-mail say?');
  if (text.length > longestBody) {
    const say = "That's too long for an e-mail. I'll shorten it.";
    return { ...refused('text_too_long', say), hint: `Shorten the body to ${longestBody} characters.` };
  }
  return guardText(`${subject}\n${text}`, context, [to]);
}
