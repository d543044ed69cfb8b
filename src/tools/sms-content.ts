import { findForbiddenLink } from '../domain/link-guard.ts';
import type { SmsContent } from '../domain/message.ts';
import { type SmsText, toSmsText } from '../domain/sms-text.ts';
import { refused, type ToolResult } from '../domain/tool-result.ts';
import { mailPreset } from './offered.ts';
import type { ToolContext } from './tool.ts';

/** The line's text message to this number. */
export function smsContent({ inForce: { line } }: ToolContext, to: string, body: string): SmsContent {
  return { medium: 'sms', to, from: line.sms_from ?? line.numbers[0] ?? '', body };
}

/** A text the model wrote, cleaned and counted; or why it may not go out. */
export function guardSmsText(
  raw: string,
  context: ToolContext,
): { readonly text: SmsText } | { readonly refusal: ToolResult } {
  const text = toSmsText(raw);
  if (text.text === '') return { refusal: refused('bad_arguments', 'What should the message say?') };
  const forbidden = findForbiddenLink(text.text, context.inForce.line, ownAddresses(context));
  if (forbidden !== null) return { refusal: linkRefusal };
  if (text.tooLong) return { refusal: tooLong(text) };
  return { text };
}

/** The model can write the text again without the link. */
export const linkRefusal: ToolResult = {
  ...refused('link_not_allowed', "I can't put that web address into a message."),
  hint: 'Write it again without any link, web address or foreign e-mail address, and with a space after each full stop.',
};

/** E-mail addresses of the business that a message may name. */
export function ownAddresses({ inForce }: ToolContext): readonly string[] {
  const preset = mailPreset(inForce)?.preset;
  return [inForce.line.reply_to, preset?.reply_to, preset?.from.address].flatMap((address) =>
    address === undefined ? [] : [address.toLowerCase()],
  );
}

function tooLong({ encoding }: SmsText): ToolResult {
  const limit = encoding === 'GSM-7' ? '300 characters' : '130 characters, or 300 without emoji and special signs';
  const say = "That's a bit long for a text message. I'll shorten it.";
  return { ...refused('text_too_long', say), hint: `Shorten the message to at most ${limit} and call the tool again.` };
}
