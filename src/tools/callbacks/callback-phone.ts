import { confirmCall } from '../../domain/callback-words.ts';
import { checkCallable, parsePhoneNumber } from '../../domain/phone-number.ts';
import { readSpokenNumber } from '../../domain/spoken-input/read-spoken-number.ts';
import { refused, type ToolResult } from '../../domain/tool-result.ts';
import { ownNumber, type ResolvedDestination } from '../destination.ts';
import type { CallFacts } from '../tool.ts';

const longest = 400;

/** What the model is told about the argument `phone`. */
export const phoneArgument =
  'The number in E.164, "caller" for the number the caller is calling from, or "contact" for the number on file where there is another.';

/** The number of an argument `phone`, where the line calls such numbers. */
export function resolveCallbackPhone(phone: string, context: CallFacts): ResolvedDestination {
  const { site, line } = context.inForce;
  const own = ownNumber(context);
  const onFile = numberOnFile(context);
  const number = named(phone, own, onFile, site.country);
  if (number === null) return { ok: false, refusal: refused('bad_number', askAgain(phone)) };
  const problem = checkCallable(number, line.sms_countries ?? [site.country]);
  if (problem !== null)
    return {
      ok: false,
      refusal: refused(problem, "I'm sorry, we can't call that number. Which other one could we use?"),
    };
  const whose = number === own ? 'own' : number === onFile ? 'on-file' : 'given';
  return { ok: true, value: { value: number, readBack: confirmCall(number, whose) } };
}

/** What keeps us from calling it: the caller has not agreed to it in this call. */
export function notAgreedTo(context: CallFacts, number: string, readBack: string): ToolResult | null {
  return agreed(context, number) ? null : { status: 'needs_confirmation', say: readBack };
}

export const agreed = ({ consent }: CallFacts, number: string): boolean => consent.requireCall(number) === 'confirmed';

/** The contact's number (E.164), where they are not calling from it. */
export function numberOnFile(context: CallFacts): string | null {
  const onFile = parsePhoneNumber(context.contact?.callbackNumber ?? '', context.inForce.site.country);
  return onFile === ownNumber(context) ? null : onFile;
}

/** Numbers known to be this caller's without asking. */
export const theirNumbers = (context: CallFacts): readonly string[] =>
  [ownNumber(context), numberOnFile(context)].filter((number) => number !== null);

function named(phone: string, own: string | null, onFile: string | null, country: string): string | null {
  const wanted = phone.trim().toLowerCase();
  if (wanted === 'caller') return own;
  if (wanted === 'contact') return onFile ?? own;
  return parsePhoneNumber(phone, country) ?? readSpokenNumber(phone.slice(0, longest), country);
}

function askAgain(phone: string): string {
  if (phone === 'caller') return "I can't see the number you're calling from. Which number should we call?";
  if (phone === 'contact') return 'I have no number on file. Which number should we call?';
  return "That doesn't seem to be a complete phone number. Could you say it once more?";
}
