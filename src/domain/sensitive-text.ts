import { hasIban, hasSocialSecurity } from './sensitive/account-number.ts';
import { hasCardNumber } from './sensitive/card-number.ts';
import { digitReadings } from './sensitive/digit-words.ts';
import { hasKey } from './sensitive/key-shapes.ts';
import { readableText } from './sensitive/readable-text.ts';
import { tellsCode } from './sensitive/told-code.ts';
import { tellsPassword } from './sensitive/told-password.ts';

/** What must not stand in a message: it is read by more than the recipient. */
export type Sensitive = 'card_number' | 'account_number' | 'secret';

/**
 * The kind of sensitive value a text holds; null when there is none. Of several kinds a secret is named first. Digits count in any script, spaced out, and said as words of the languages we speak.
 *
 * A number of 13 digits or more that carries a card network's prefix and passes the checksum is taken for a card, unless
 * it is written as an international phone number (+, 00, 011) that exists. Without such a sign a phone number that long
 * may be taken for a card: asking for it to be written with a plus costs less than a card in a text message.
 */
export function findSensitive(text: string): Sensitive | null {
  const plain = readableText(text);
  const readings = digitReadings(plain);
  if (hasKey(plain) || tellsPassword(plain) || readings.some(tellsCode)) return 'secret';
  if (readings.some(hasIban)) return 'account_number';
  if (readings.some(hasCardNumber)) return 'card_number';
  return readings.some(hasSocialSecurity) ? 'account_number' : null;
}
