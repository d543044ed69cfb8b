import { judgeAgreement } from './agreement.ts';
import { saysOtherAddress } from './consent-address.ts';
import { digitRuns, saysOtherDigits } from './consent-phone.ts';
import type { Medium } from './message.ts';
import { plainWords } from './plain-words.ts';

/** What the caller's words say of a destination, beyond yes and no. */
interface Named {
  readonly medium: Medium;
  readonly value: string;
}

/** Digits said with a yes that are not of the number read back. */
const correctionDigits = 4;
const wholeNumberDigits = 7;
const asksForText =
  /^(?:(?:yes|yeah|ok|okay|sure|please|just|by|via|as|a|to|on|great|perfect) )*(?:(?:text|sms|message)(?: (?:it|me|that|this|them|one|please|to)\b|$)|this number|this one|this phone|the number im|mensaje|este numero|diese nummer|ce numero)\b/;
const asksForEmail =
  /^(?:(?:yes|yeah|ok|okay|sure|please|just|by|via|as|an|to|great|perfect) )*(?:e ?mail|mail|correo)(?: (?:it|me|that|this|them|please)\b|$)/;

/** A number or an address is said that is not this one. */
export function namesAnother({ medium, value }: Named, text: string): boolean {
  if (medium === 'sms') return saysOtherDigits(text, value, wholeNumberDigits) || saysOtherAddress(text, '');
  const longNumber = digitRuns(text).some((groups) => groups.join('').length >= wholeNumberDigits);
  return longNumber || saysOtherAddress(text, value);
}

/** Another number or address is named: whatever was agreed to before, it was not this. */
export function corrects({ medium, value, state }: Named & { readonly state: string }, text: string): boolean {
  if (medium === 'email') return saysOtherAddress(text, value);
  return saysOtherDigits(text, value, state === 'confirmed' ? wholeNumberDigits : correctionDigits);
}

/** "Text it, please" answers "shall I text or e-mail it?" as well as a yes does. */
export function asksForIt(medium: Medium, text: string, languages: readonly string[]): boolean {
  const words = plainWords(text).join(' ');
  const asks = medium === 'sms' ? asksForText : asksForEmail;
  return asks.test(words) && judgeAgreement(`yes ${text}`, languages) === 'yes';
}
