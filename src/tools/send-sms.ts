import { z } from 'zod';
import { resolveNumber } from './destination.ts';
import { sendMessage } from './send-message.ts';
import { guardSmsText, smsContent } from './sms-content.ts';
import type { Tool } from './tool.ts';

const parameters = z.object({
  to: z
    .string()
    .describe('The number in E.164, e.g. +14155550100, or "caller" for the number the caller is calling from.'),
  message: z
    .string()
    .describe(
      'Plain text, at most 160 characters where that is enough, never more than 300. No links, no web addresses, no emoji.',
    ),
});

export const sendSms: Tool<typeof parameters> = {
  name: 'send_sms',
  description: 'Sends the caller a text message. Only after the caller agreed to get it and to the number it goes to.',
  parameters,
  async execute({ to, message }, context, run) {
    const destination = resolveNumber(to, context);
    if (!destination.ok) return { result: destination.refusal };
    const guarded = guardSmsText(message, context);
    if ('refusal' in guarded) return { result: guarded.refusal };
    const content = smsContent(context, destination.value.value, guarded.text.text);
    return sendMessage(context, run, {
      tool: 'send_sms',
      content,
      audience: 'caller',
      destinations: [destination.value],
      what: 'the message',
    });
  },
};
