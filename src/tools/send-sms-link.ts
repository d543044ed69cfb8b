import { z } from 'zod';
import type { LineInForce } from '../domain/line-in-force.ts';
import { resolveLink } from '../domain/link-guard.ts';
import { toSmsText } from '../domain/sms-text.ts';
import { refused } from '../domain/tool-result.ts';
import { resolveNumber } from './destination.ts';
import { linkArgument, linkNotAllowed } from './link-argument.ts';
import { sendMessage } from './send-message.ts';
import { smsContent } from './sms-content.ts';
import type { Tool } from './tool.ts';

/** A link cannot be shortened: it may take more parts than a text the model writes. */
const mostSegments = 4;

/** Built for a line, so that the model sees which links there are. */
export function sendSmsLink({ line }: LineInForce): Tool<ReturnType<typeof parametersFor>> {
  return {
    name: 'send_sms_link',
    description: 'Texts the caller a link. Only after the caller agreed to get it and to the number it goes to.',
    parameters: parametersFor(line),
    async execute({ link, to }, context, run) {
      const destination = resolveNumber(to ?? 'caller', context);
      if (!destination.ok) return { result: destination.refusal };
      const resolved = resolveLink(link, line);
      if (resolved === null) return { result: linkNotAllowed(line) };
      const { site } = context.inForce;
      const text = toSmsText(`${site.name}: here is ${resolved.title}.\n${resolved.url}`, mostSegments);
      if (text.tooLong || !text.text.includes(resolved.url))
        return { result: refused('text_too_long', "I'm sorry, that link is too long for a text message.") };
      const content = smsContent(context, destination.value.value, text.text);
      return sendMessage(context, run, {
        tool: 'send_sms_link',
        content,
        destination: destination.value,
        what: `the link to ${resolved.title}`,
      });
    },
  };
}

const parametersFor = (line: LineInForce['line']) =>
  z.object({
    link: linkArgument(line),
    to: z
      .string()
      .nullable()
      .describe('The number in E.164, or "caller" (the default) for the number the caller is calling from.'),
  });
