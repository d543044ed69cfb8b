import type { SmsContent } from '../domain/message.ts';
import { smsSender } from '../domain/sms-sender.ts';
import { type SmsText, toSmsText } from '../domain/sms-text.ts';
import { refused, type ToolResult } from '../domain/tool-result.ts';
import { guardText } from './guard-text.ts';
import type { ToolContext } from './tool.ts';

/** The line's text message to this number (E.164), from the sender it has for the number's country. */
export function smsContent({ inForce: { line } }: ToolContext, to: string, body: string): SmsContent {
  return { medium: 'sms', to, from: smsSender(line, to), body };
}

/** A text the model wrote, cleaned and counted; or why it may not go out. */
export function guardSmsText(
  raw: string,
  context: ToolContext,
): { readonly text: SmsText } | { readonly refusal: ToolResult } {
  const text = toSmsText(raw);
  if (text.text === '') return { refusal: refused('bad_arguments', 'What should the message say?') };
  const refusal = guardText(text.text, context);
  if (refusal !== null) return { refusal };
  if (text.tooLong) return { refusal: tooLong(text) };
  return { text };
}

function tooLong({ encoding }: SmsText): ToolResult {
  const limit = encoding === 'GSM-7' ? '300 characters' : '130 characters, or 300 without emoji and special signs';
  const say = "That's a bit long for a text message. I'll shorten it.";
  return { ...refused('text_too_long', say), hint: `Shorten the message to at most ${limit} and call the tool again.` };
}
