import { speakCode } from '../domain/spoken/code.ts';
import { speakMoney } from '../domain/spoken/money.ts';
import { speakWrittenPhoneNumber } from '../domain/spoken/phone-number.ts';
import { type CurrencySymbol, spokenWords } from '../domain/spoken/vocabulary.ts';

/** A word with what stands around its core: quotes and brackets before, punctuation behind. */
export interface Framed {
  readonly before: string;
  readonly core: string;
  readonly behind: string;
}

export function frame(word: string): Framed {
  const before = /^["'“‘«„]*(?:\((?!\+?\d))?["'“‘«„]*/u.exec(word)?.[0] ?? '';
  const rest = word.slice(before.length);
  const wrapped = /^\(([^()]+)\)([.,;:!?"'”’»…]*)$/u.exec(rest);
  if (wrapped && !/^\d{2,5}$/.test(wrapped[1] ?? '')) {
    return { before: `${before}(`, core: wrapped[1] ?? '', behind: `)${wrapped[2]}` };
  }
  const behind = (rest.includes('(') ? /[.,;:!?"'”’»…]*$/u : /[.,;:!?"'”’»…)]*$/u).exec(rest)?.[0] ?? '';
  return { before, core: rest.slice(0, rest.length - behind.length), behind };
}

const date = /^\d{4}-\d{1,2}-\d{1,2}$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$|^(?:19|20)\d\d[-–/](?:19|20)?\d\d$/;
const thousands = /^\d{1,3}(?:[.,]\d{3})+$/;
const percentage = /^[-+]?\d+(?:[.,]\d+)*%$/;
const moneyBefore = /^(?:US|CA|AU|NZ)?([$€£])(\d[\d.,'’]*[KMB]?)$/u;
const moneyBehind = /^(\d[\d.,'’]*)([$€£])$/u;
const units = /^\d+(?:AM|PM|KM|KG|MB|GB|TB|MHZ|GHZ|KB|MM|CM|ML|PX|ST|ND|RD|TH|X\d+)$/;

/** Part of a phone number as people write it: digits with brackets, dots and dashes. */
export const isNumberFragment = (core: string): boolean => /^\(?\+?\(?\d(?:[\d().\-–/]*\d)?\)?$/u.test(core);

/** A whole written number that somebody could dial. */
export function isPhoneNumber(written: string): boolean {
  if (date.test(written) || thousands.test(written)) return false;
  const digits = written.replace(/\D/g, '').length;
  if (digits < 7 || digits > 15) return false;
  const groups = written.match(/\d+/g) ?? [];
  return /^[+(]/.test(written) || digits >= 10 || groups.length >= 2;
}

/**
 * A number, amount, percentage or code the way it is said; null when the word is none and is said as it stands.
 * `code`: the words before announce one ("your order number is").
 */
export function speakNumber(core: string, language: string, code: boolean): string | null {
  if (!/\d/.test(core) || date.test(core)) return null;
  const words = spokenWords(language);
  if (percentage.test(core)) return `${core.slice(0, -1)} ${words.percent}`;
  const amount = moneyOf(core);
  if (amount) return speakMoney(amount.amount, amount.currency, { language });
  if (/^#\d+$/.test(core)) return `${words.number} ${core.length > 3 ? speakCode(core.slice(1)) : core.slice(1)}`;
  if (isCode(core, code)) return speakCode(core);
  return isNumberFragment(core) && isPhoneNumber(core) ? speakWrittenPhoneNumber(core, { language }) : null;
}

export function moneyOf(core: string): { amount: string; currency: CurrencySymbol } | null {
  const before = moneyBefore.exec(core);
  if (before) return { amount: before[2] ?? '', currency: before[1] as CurrencySymbol };
  const behind = moneyBehind.exec(core);
  return behind ? { amount: behind[1] ?? '', currency: behind[2] as CurrencySymbol } : null;
}

function isCode(core: string, announced: boolean): boolean {
  if (!/^[\p{L}\d]+(?:-[\p{L}\d]+)*$/u.test(core)) return false;
  const digits = core.replace(/\D/g, '').length;
  const letters = /\p{L}/u.test(core);
  if (announced) return digits >= 3 || (letters && digits >= 1);
  if (!letters) return digits >= 5 && !core.includes('-') && !core.endsWith('00');
  return core === core.toUpperCase() && digits >= 3 && !/\p{L}{4}/u.test(core) && !units.test(core);
}
