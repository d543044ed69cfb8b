import { type CurrencySymbol, spokenWords } from './vocabulary.ts';

/**
 * Says an amount: ("42.50", "$") → "42 dollars and 50 cents". The amount is text as written, with either decimal
 * sign and thousands separators; an amount in another shape is said as it stands, before the unit.
 */
export function speakMoney(
  amount: string,
  currency: CurrencySymbol,
  options: { readonly language?: string } = {},
): string {
  const words = spokenWords(options.language ?? 'en');
  const [one, many, minor] = words.currencies[currency];
  const parts = /^(\d+|\d{1,3}(?:[.,'’]\d{3})+)(?:[.,](\d{2}))?$/.exec(amount);
  if (!parts) return `${amount} ${many}`;
  const whole = (parts[1] ?? '').replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  const cents = Number(parts[2] ?? 0);
  const minorText = `${cents} ${minor}`;
  if (whole === '0' && cents > 0) return minorText;
  const major = `${whole} ${whole === '1' ? one : many}`;
  return cents === 0 ? major : `${major} ${words.moneyAnd} ${minorText}`;
}
