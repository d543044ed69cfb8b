/**
 * One writing for what a reader would take for the same: no signs nobody sees, no accents, every script's digits as 0 to
 * 9, one kind of dash, apostrophe and space. Letters keep their case, lines stay lines.
 */
export function readableText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu, '')
    .replace(/[^\P{Nd}0-9]/gu, (sign) => digitOf(sign))
    .replace(/[\p{Pd}\u2212\u2043]/gu, '-')
    .replace(/[‘’ʼ`´]/gu, "'")
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
    .replace(/[^\S\n]/gu, ' ');
}

/** Decimal digits stand in runs of ten, zero first (Unicode, 4.6); several runs may touch. */
function digitOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  let first = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--;
  return `${(code - first) % 10}`;
}
