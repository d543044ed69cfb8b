import { type SmsText, toSmsText } from './sms-text.ts';

/** A name that leaves nothing of itself in GSM-7 is no name there. */
const fewestLetters = 2;
/** Letters that are not made of another one and an accent. */
const plainLetters: Readonly<Record<string, string>> = { Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', ı: 'i', Œ: 'OE', œ: 'oe' };
const nameLengths = [60, 40, 30, 20, 12];

/**
 * A text message around a name: with the name as it is where that fits two parts, else without the accents GSM-7 does not
 * have, else shortened, else with `otherwise` (the line's number) in its place.
 */
export function fittingText(write: (name: string) => string, name: string, otherwise: string): string {
  let fallback: SmsText | null = null;
  for (const one of namesFor(name, otherwise)) {
    const written = toSmsText(write(one));
    const plain = written.encoding === 'GSM-7' ? written : toSmsText(withoutAccents(write(one)));
    if (!plain.tooLong && plain.encoding === 'GSM-7') return plain.text;
    fallback ??= written.tooLong ? null : written;
  }
  return (fallback ?? toSmsText(write(otherwise))).text;
}

function namesFor(name: string, otherwise: string): readonly string[] {
  const short = nameLengths.flatMap((length) =>
    name.length > length ? [`${name.slice(0, length - 3).trim()}...`] : [],
  );
  const spelled = withoutAccents(name)
    .replace(/[^\x20-\x7e]/g, '')
    .trim();
  const readable = spelled.replace(/[^\p{L}\p{N}]/gu, '').length >= fewestLetters;
  return [name, ...(readable ? short : []), ...(readable && spelled !== name ? [spelled] : []), otherwise];
}

const isGsm = (text: string): boolean => toSmsText(text).encoding === 'GSM-7';

const withoutAccents = (text: string): string =>
  [...text.normalize('NFC')]
    .map((sign) => (/[\x20-\x7e]/.test(sign) || isGsm(sign) ? sign : (plainLetters[sign] ?? baseOf(sign))))
    .join('');

const baseOf = (sign: string): string => sign.normalize('NFD').replace(/\p{M}+/gu, '');
