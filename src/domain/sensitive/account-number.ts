/** How long the IBANs of a country are (SWIFT's IBAN registry). */
const ibanLengths: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
    'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
    'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Words have letters too: "at 10 …" is none of Austria's. */
const leastDigits = 10;
const ibanStart = /(?<![a-z0-9])(?:iban)?([a-z])[ .-]?([a-z])[ .-]?\d[ .-]?\d/giu;

/** Three, two and four digits as the US writes them, in ranges that were ever given out. */
const socialSecurity = /(?<!\d|\d[-.]|\+|00 |011 )(?!000|666|9\d\d)\d{3} ?- ?(?!00)\d\d ?- ?(?!0000)\d{4}(?!-?\d)/u;
/** Named as one, it may be written in any way. */
const namedSocialSecurity =
  /(?<![a-z])(?:ssn|social security(?: (?:number|no\.?))?|social)(?:'s)?[\s"'*_(#:=-]{0,6}(?:(?:is|was)(?![a-z]))?[\s"'*_(#:=-]{0,6}(?!000|666|9)\d(?:[ .-]{0,3}\d){8}(?![ .-]?\d)/iu;

/** Whether a text (as `readableText` leaves it) holds a US social security number. */
export const hasSocialSecurity = (text: string): boolean => socialSecurity.test(text) || namedSocialSecurity.test(text);

/** Whether a text (as `readableText` leaves it) holds an IBAN. */
export function hasIban(text: string): boolean {
  for (const found of text.matchAll(ibanStart)) {
    const length = ibanLengths.get(`${found[1]}${found[2]}`.toUpperCase());
    const start = found.index + (/^iban(?=[a-z])/i.test(found[0]) ? 4 : 0);
    if (length !== undefined && isIban(signsFrom(text, start, length))) return true;
  }
  return false;
}

/** The next letters and digits, over separators; empty where there are too few, or the last one goes on. */
function signsFrom(text: string, start: number, count: number): string {
  let signs = '';
  let skipped = 0;
  for (let at = start; at < text.length && skipped < 4; at++) {
    const sign = text[at] ?? '';
    const counts = /[a-z0-9]/i.test(sign);
    if (signs.length === count) return counts ? '' : signs;
    if (!counts && !/[\s._-]/.test(sign)) return '';
    skipped = counts ? 0 : skipped + 1;
    if (counts) signs += sign;
  }
  return signs.length === count ? signs : '';
}

/** ISO 13616: letters count 10 to 35, the first four signs go last, modulo 97 leaves one. */
function isIban(signs: string): boolean {
  if (signs.replace(/\D/g, '').length < leastDigits) return false;
  let rest = 0;
  for (const sign of signs.slice(4) + signs.slice(0, 4)) rest = Number(`${rest}${Number.parseInt(sign, 36)}`) % 97;
  return rest === 1;
}
