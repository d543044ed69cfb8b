import { z } from 'zod';
import type { LineInForce } from '../domain/line-in-force.ts';
import { resolveLink } from '../domain/link-guard.ts';
import { failed } from '../domain/tool-result.ts';
import { couldNotSend } from '../domain/tool-words.ts';
import { resolveAddress } from './destination.ts';
import { emailContent } from './email-content.ts';
import { linkArgument, linkNotAllowed } from './link-argument.ts';
import { sendMessage } from './send-message.ts';
import type { Tool } from './tool.ts';

/** Built for a line, so that the model sees which links there are. */
export function sendEmailLink({ line }: LineInForce): Tool<ReturnType<typeof parametersFor>> {
  return {
    name: 'send_email_link',
    description: 'E-mails the caller a link. Only after the caller agreed to get it and to the address it goes to.',
    parameters: parametersFor(line),
    async execute({ link, to }, context, run) {
      const destination = resolveAddress(to ?? 'contact', context);
      if (!destination.ok) return { result: destination.refusal };
      const resolved = resolveLink(link, line);
      if (resolved === null) return { result: linkNotAllowed(line) };
      const text = `Here is ${resolved.title}, as you asked on the phone:\n\n${resolved.url}`;
      const words = { subject: `${context.inForce.site.name}: ${resolved.title}`, text, link: resolved };
      const content = emailContent(context, destination.value.value, words);
      if (content === null) return { result: failed('not_configured', couldNotSend('email', '')) };
      return sendMessage(context, run, {
        tool: 'send_email_link',
        content,
        audience: 'caller',
        destinations: [destination.value],
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
      .describe('One e-mail address, or "contact" (the default) for the address we have on file.'),
  });
