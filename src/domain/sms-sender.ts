import type { Line } from './line.ts';
import { countryOf } from './phone-number.ts';

/** Who a line's text to this number (E.164) comes from: the sender it has for the number's country, else its own. */
export function smsSender(line: Pick<Line, 'numbers' | 'sms_from' | 'sms_senders'>, to: string): string {
  const country = countryOf(to) ?? '';
  const own = Object.hasOwn(line.sms_senders, country) ? line.sms_senders[country] : undefined;
  return own ?? line.sms_from ?? line.numbers[0] ?? '';
}
