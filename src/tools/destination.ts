import { parseEmailAddress } from '../domain/email-address.ts';
import { checkTextable, parsePhoneNumber } from '../domain/phone-number.ts';
import { readSpokenAddress } from '../domain/spoken-input/read-spoken-address.ts';
import { readSpokenNumber } from '../domain/spoken-input/read-spoken-number.ts';
import { refused, type ToolResult } from '../domain/tool-result.ts';
import { confirmAddress, confirmNumber } from '../domain/tool-words.ts';
import { otherWayToGetAddress } from './address-tries.ts';
import { alternatives } from './alternatives.ts';
import type { CallFacts } from './tool.ts';

export interface Destination {
  /** E.164, or a lower-case address. */
  readonly value: string;
  /** How the bot reads it back. */
  readonly readBack: string;
}
export type ResolvedDestination =
  | { readonly ok: true; readonly value: Destination }
  | { readonly ok: false; readonly refusal: ToolResult };

const longest = 400;

const refuse = (refusal: ToolResult): ResolvedDestination => ({ ok: false, refusal });

/** The number of an argument `to`: `caller`, or a number that passes the line's number policy. */
export function resolveNumber(to: string, context: CallFacts): ResolvedDestination {
  const { site, line } = context.inForce;
  const own = ownNumber(context);
  if (to === 'caller' && own === null) {
    return refuse(
      refused('bad_number', "I can't see the number you're calling from. Which number should I text it to?"),
    );
  }
  const number =
    to === 'caller'
      ? own
      : (parsePhoneNumber(to, site.country) ?? readSpokenNumber(to.slice(0, longest), site.country));
  if (number === null)
    return refuse(
      refused('bad_number', "That doesn't seem to be a complete phone number. Could you say it once more?"),
    );
  const problem = checkTextable(number, line.sms_countries ?? [site.country]);
  if (problem !== null) {
    return refuse(refused(problem, `I'm sorry, I can't send a text to that number.${alternatives(context, 'sms')}`));
  }
  return { ok: true, value: { value: number, readBack: confirmNumber(number, number === own) } };
}

/** The address of an argument `to`: `contact` for the one on file, or exactly one address. */
export function resolveAddress(to: string, context: CallFacts): ResolvedDestination {
  const onFile = parseEmailAddress(context.contact?.email ?? '');
  if (to === 'contact' && onFile === null) {
    return refuse(refused('bad_address', 'I have no e-mail address on file. Which address should I send it to?'));
  }
  const { consent } = context;
  const address = to === 'contact' ? onFile : (parseEmailAddress(to) ?? readSpokenAddress(to.slice(0, longest)));
  if (address === null) {
    consent.addressFailed();
    return refuse(refused('bad_address', `That doesn't seem to be a complete e-mail address. ${oncemore(context)}`));
  }
  const known = address === onFile;
  const tries = consent.failedAddresses;
  const instead = known ? null : otherWay(context);
  const readBack = instead ?? confirmAddress(address, known, tries);
  return { ok: true, value: { value: address, readBack } };
}

const oncemore = (context: CallFacts): string => otherWay(context) ?? 'Could you say it once more, letter by letter?';

const otherWay = ({ consent, inForce, clock }: CallFacts): string | null =>
  otherWayToGetAddress(inForce, consent.failedAddresses, clock.now())?.say ?? null;

/** The number the caller is calling from, or was called on; null when withheld or an internet call. */
export function ownNumber({ call }: CallFacts): string | null {
  if (call.direction === 'outbound') return call.to;
  return call.from.kind === 'phone' ? call.from.number : null;
}
