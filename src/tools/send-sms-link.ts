import { z } from 'zod';
import type { LineInForce } from '../domain/line-in-force.ts';
import { type ResolvedLink, resolveLink } from '../domain/link-guard.ts';
import { type SmsText, toSmsText } from '../domain/sms-text.ts';
import { ADDRESS_FORM } from '../domain/tool-names.ts';
import { refused } from '../domain/tool-result.ts';
import { sendAddressForm } from './address-form.ts';
import { resolveNumber } from './destination.ts';
import { linkArgument, linkNotAllowed } from './link-argument.ts';
import { offersAddressForm } from './offered.ts';
import { sendMessage } from './send-message.ts';
import { smsContent } from './sms-content.ts';
import type { Tool } from './tool.ts';

/** A link cannot be shortened: it may take more parts than a text the model writes. */
const mostSegments = 4;

/** Built for a line, so that the model sees which links there are. */
export function sendSmsLink(inForce: LineInForce): Tool<ReturnType<typeof parametersFor>> {
  const { line } = inForce;
  const form = offersAddressForm(inForce);
  return {
    name: 'send_sms_link',
    description: 'Texts the caller a link. Only after the caller agreed to get it and to the number it goes to.',
    parameters: parametersFor(line, form),
    async execute({ link, to }, context, run) {
      const destination = resolveNumber(to ?? 'caller', context);
      if (!destination.ok) return { result: destination.refusal };
      if (form && link.trim() === ADDRESS_FORM) return sendAddressForm(context, run, destination.value);
      const resolved = resolveLink(link, line);
      if (resolved === null) return { result: linkNotAllowed(line) };
      const text = linkText(context.inForce.site.name, resolved);
      if (text.tooLong || !text.text.includes(resolved.url))
        return { result: refused('text_too_long', "I'm sorry, that link is too long for a text message.") };
      const content = smsContent(context, destination.value.value, text.text);
      return sendMessage(context, run, {
        tool: 'send_sms_link',
        content,
        audience: 'caller',
        destinations: [destination.value],
        what: `the link to ${resolved.title}`,
      });
    },
  };
}

/** Who sends it and what it is, as far as that fits into one part. */
function linkText(siteName: string, { title, url }: ResolvedLink): SmsText {
  const longest = toSmsText(`${siteName}: here is ${title}.\n${url}`, mostSegments);
  const shorter = [`${siteName}: ${title}\n${url}`, `${siteName}\n${url}`];
  const fits = [longest, ...shorter.map((text) => toSmsText(text, mostSegments))].find(
    ({ segments }) => segments === 1,
  );
  return fits ?? longest;
}

const parametersFor = (line: LineInForce['line'], form: boolean) =>
  z.object({
    link: linkArgument(line, form),
    to: z
      .string()
      .nullable()
      .describe('The number in E.164, or "caller" (the default) for the number the caller is calling from.'),
  });
