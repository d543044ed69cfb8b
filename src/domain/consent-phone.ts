import { nationalNumber } from './phone-number.ts';
import { digitsOf, times } from './spoken-input/spoken-digits.ts';

/** A number has at most 15 digits; written in groups of two or more these are few. */
const mostGroups = 8;

/**
 * The runs of digits in a text, each as its groups: "it's 415-555-0123, 24 hours" → [["415","555","0123","24"]]. Digits
 * may be written or said as words. A sentence's end or any other word ends a run.
 */
export function digitRuns(text: string): readonly (readonly string[])[] {
  return text.split(/[.?!;:](?=\s|$)/).flatMap((sentence) => runsOf(tokensOf(sentence)));
}

/** Whether a text holds the number whole: its national digits, with or without what is dialled before them. */
export function saysPhoneNumber(text: string, e164: string): boolean {
  const written = writtenForms(e164);
  return digitRuns(text).some((groups) => written.has(groups.join('')) || someGroups(groups, written));
}

/** Runs that could be (a part of) another number than this: at least `length` digits that are nowhere in it. */
export function saysOtherDigits(text: string, e164: string, length: number): boolean {
  const own = e164.replace(/\D/g, '');
  return digitRuns(text).some((groups) => {
    const digits = groups.join('');
    return digits.length >= length && !own.includes(digits) && !saysPhoneNumber(text, e164);
  });
}

/** "ending in 0 1 2 3": the last two to six digits, standing alone. */
export function saysLastDigits(text: string, e164: string): boolean {
  return digitRuns(text).some((groups) => {
    const digits = groups.join('');
    return digits.length >= 2 && digits.length <= 6 && e164.endsWith(digits);
  });
}

const ending = /\b(?:ending|ends|endend\w*|endet|terminad\w*|termina\w*|acabad\w*|acaba|finissant|eindig\w*)\b/iu;

/** A number is named by its last digits, and they are not this one's: "the number ending in 4 2". */
export function endsOtherwise(text: string, e164: string): boolean {
  const [, ...behind] = text.split(ending);
  return behind.some((part) => {
    const digits = digitRuns(part)[0]?.join('') ?? '';
    return digits.length >= 2 && digits.length <= 6 && !e164.endsWith(digits);
  });
}

function writtenForms(e164: string): ReadonlySet<string> {
  const all = e164.replace(/\D/g, '');
  const national = nationalNumber(e164);
  return new Set([national, all, `0${national}`, `00${all}`, `011${all}`]);
}

/** Written groups among others in a run. Not for digits said one by one, where a longer number would hold any shorter. */
function someGroups(groups: readonly string[], wanted: ReadonlySet<string>): boolean {
  return groups.some((_, start) => {
    let digits = '';
    for (const group of groups.slice(start, start + mostGroups)) {
      if (group.length < 2) return false;
      digits += group;
      if (wanted.has(digits)) return true;
    }
    return false;
  });
}

function tokensOf(sentence: string): readonly string[] {
  const plain = sentence
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return plain.match(/\p{L}+(?:['’]\p{L}+)*|\d+/gu) ?? [];
}

function runsOf(tokens: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [[]];
  let repeat = 1;
  for (const token of tokens) {
    const run = runs.at(-1) ?? [];
    const digits = digitsOf(token, run.length > 0);
    if (digits !== null) {
      run.push(digits.repeat(repeat));
      repeat = 1;
    } else if (Object.hasOwn(times, token)) repeat = times[token] ?? 1;
    else {
      runs.push([]);
      repeat = 1;
    }
  }
  return runs.filter((run) => run.length > 0);
}
