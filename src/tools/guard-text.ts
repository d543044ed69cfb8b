import { findForbiddenLink } from '../domain/link-guard.ts';
import { mailPreset } from '../domain/mail-sender.ts';
import { findSensitive } from '../domain/sensitive-text.ts';
import { refused, type ToolResult } from '../domain/tool-result.ts';
import type { ToolContext } from './tool.ts';

/** The model can write the text again without the link. */
export const linkRefusal: ToolResult = {
  ...refused('link_not_allowed', "I can't put that web address into a message."),
  hint: 'Write it again without any link, web address or foreign e-mail address, and with a space after each full stop.',
};

/** A card number or a password in a text message is read by more than the recipient. */
export const sensitiveRefusal: ToolResult = {
  ...refused('content_not_allowed', "I can't put card numbers, account numbers or passwords into a message."),
  hint: 'Write it again without card, bank or social security numbers, passwords, PINs and keys.',
};

/** Why a text the model had a hand in may not leave the house; null when it may. `addresses`: may be named in it. */
export function guardText(text: string, context: ToolContext, addresses: readonly string[] = []): ToolResult | null {
  const allowed = [...ownAddresses(context), ...addresses];
  if (findForbiddenLink(text, context.inForce.line, allowed) !== null) return linkRefusal;
  return findSensitive(text) === null ? null : sensitiveRefusal;
}

/** E-mail addresses of the business that a message may name. */
export function ownAddresses({ inForce }: ToolContext): readonly string[] {
  const preset = mailPreset(inForce)?.preset;
  const { reply_to, contact_details } = inForce.line;
  return [reply_to, contact_details?.email, preset?.reply_to, preset?.from.address].flatMap((address) =>
    address === undefined ? [] : [address.toLowerCase()],
  );
}
