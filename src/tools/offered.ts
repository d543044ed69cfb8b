import type { LineInForce } from '../domain/line-in-force.ts';
import { mailPreset } from '../domain/mail-sender.ts';
import type { Medium } from '../domain/message.ts';
import { openTargets, transferIsOn } from '../domain/transfer-targets.ts';

/** What a line may do, by its configuration and its site's features. */

export function offersMedium({ site, line }: LineInForce, medium: Medium): boolean {
  return medium === 'sms' ? site.features.sms : site.features.email && mailPreset({ site, line }) !== null;
}

export function offersLinks(inForce: LineInForce, medium: Medium): boolean {
  const { line } = inForce;
  const hasLinks = line.links.length > 0 || line.allowed_link_hosts.length > 0;
  return offersMedium(inForce, medium) && line.link_delivery[medium] && hasLinks;
}

/** The caller can be texted a one-time form to type an e-mail address into. */
export const offersAddressForm = (inForce: LineInForce): boolean =>
  offersLinks(inForce, 'sms') && offersMedium(inForce, 'email');

/** A person can be reached now: transfer is on and some target is within its hours. */
export const offersTransfer = (inForce: LineInForce, now: number): boolean =>
  transferIsOn(inForce) && openTargets(inForce, now).length > 0;

/** The line's languages, each once, the first one first. */
export function languagesOf({ line }: Pick<LineInForce, 'line'>): readonly string[] {
  return [...new Set([line.voice.language, ...line.voice.languages.map(({ code }) => code)])];
}
