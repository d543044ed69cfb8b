import type { LineInForce } from '../domain/line-in-force.ts';
import { mailPreset } from '../domain/mail-sender.ts';
import type { Medium } from '../domain/message.ts';
import { nobodyThere, transferIsOn } from '../domain/transfer-targets.ts';
import { featureOff, notConfigured, switchedOff, type WhyNot } from '../domain/why-not.ts';

/** What a line may do, by its configuration and its site's features. */

/** What keeps a line from sending by this medium; null: nothing. */
export function mediumObjection({ site, line }: LineInForce, medium: Medium): WhyNot | null {
  if (!site.features[medium]) return featureOff(medium);
  return medium === 'email' && mailPreset({ site, line }) === null ? notConfigured('mail') : null;
}

export const offersMedium = (inForce: LineInForce, medium: Medium): boolean =>
  mediumObjection(inForce, medium) === null;

/** What keeps a line from sending links by this medium; null: nothing. */
export function linksObjection(inForce: LineInForce, medium: Medium): WhyNot | null {
  const { line } = inForce;
  const objection = mediumObjection(inForce, medium);
  if (objection !== null) return objection;
  if (!line.link_delivery[medium]) return switchedOff(`link_delivery.${medium}`);
  return line.links.length > 0 || line.allowed_link_hosts.length > 0 ? null : notConfigured('links');
}

export const offersLinks = (inForce: LineInForce, medium: Medium): boolean => linksObjection(inForce, medium) === null;

/** The caller can be texted a one-time form to type an e-mail address into. */
export const offersAddressForm = (inForce: LineInForce): boolean =>
  offersLinks(inForce, 'sms') && offersMedium(inForce, 'email');

/** A person can be reached now: transfer is on and some target is within its hours. */
export const offersTransfer = (inForce: LineInForce, now: number): boolean =>
  transferIsOn(inForce) && nobodyThere(inForce, now) === null;

/** The line's languages, each once, the first one first. */
export function languagesOf({ line }: Pick<LineInForce, 'line'>): readonly string[] {
  return [...new Set([line.voice.language, ...line.voice.languages.map(({ code }) => code)])];
}
