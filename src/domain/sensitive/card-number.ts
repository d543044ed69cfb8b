import { parsePhoneNumber } from '../phone-number.ts';
import { isCardNumber } from './card-networks.ts';

/** Digits that stand together. `loose`: a comma or a line break before them, not just a space, dash or dot. */
interface Group {
  readonly digits: string;
  readonly loose: boolean;
  readonly plus: boolean;
  /** Which date, time or amount it is a part of. */
  readonly entry: number | undefined;
}

const cardDigits = { least: 13, most: 19 } as const;
/** Between commas people write a card four digits at a time (or 4-6-5). Two longer pieces are numbers of their own. */
const loosePiece = 6;
/** One such piece, and the rest of the card in one. */
const shortestLoosePiece = 4;
const longestLooseRest = 13;
const longestPhone = 15;

const tight = /^(?: {1,4}| ?[-_] ?|\.)$/;
/** A colon, a percent sign, a currency and letters end a number. */
const anyGap = /^[^\p{L}\p{Sc}:%@]{1,8}$/u;

/** Dates, times and amounts. A card may look like one in part. */
const entries =
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d\d(?!\d)|(?<!\d[.,]?)\d{1,4}[.,]\d\d(?![.,]?\d)/g;
/** Amounts with thousands set apart, and times with a colon: never a part of a card. */
const never =
  /(?<![\d.,])\d{1,3}(?:(?:,\d{3}){1,3}(?:\.\d\d)?(?![\d,]\d)|(?:\.\d{3}){1,3},\d\d(?!\d))|(?<!\d)\d{1,2}:\d\d(?!\d)/g;

/** Whether a text (as `readableText` leaves it) holds a payment card, however its digits are grouped. */
export const hasCardNumber = (text: string): boolean =>
  runsOf(text.replace(never, ':')).some((run) => !isPhoneList(run) && holdsCard(run));

/** Groups of digits with nothing but separators between them. */
function runsOf(text: string): readonly (readonly Group[])[] {
  const entryAt = entriesOf(text);
  const runs: Group[][] = [[]];
  let gap = ':';
  for (const { 0: token, index } of text.matchAll(/\d+|\D+/g)) {
    if (!/^\d/.test(token)) gap = token;
    else {
      if (!anyGap.test(gap)) runs.push([]);
      const group = { digits: token, loose: !tight.test(gap), plus: gap.endsWith('+'), entry: entryAt.get(index) };
      runs.at(-1)?.push(group);
    }
  }
  return runs;
}

/** By where a group begins. */
function entriesOf(text: string): ReadonlyMap<number, number> {
  const found = [...text.matchAll(entries)].flatMap((entry) =>
    [...entry[0].matchAll(/\d+/g)].map(({ index }) => [entry.index + index, entry.index] as const),
  );
  return new Map(found);
}

/** "415-555-0130 212-555-0147": too long for one card, and cut where phone numbers are. */
const isPhoneList = (run: readonly Group[]): boolean =>
  /^(?:(?:1 )?3 3 4 ){2,}$/.test(run.map(({ digits }) => `${digits.length} `).join(''));

/** A card begins and ends where a group does; other numbers may stand before and after it. */
function holdsCard(run: readonly Group[]): boolean {
  return run.some((_, from) => {
    let digits = '';
    for (let to = from; to < run.length; to++) {
      digits += run[to]?.digits ?? '';
      if (digits.length > cardDigits.most) return false;
      if (digits.length < cardDigits.least || !isCardNumber(digits)) continue;
      const groups = run.slice(from, to + 1);
      const isOther = isCount(groups) || isOfEntries(run, from, to) || isInPhoneNumber(run, from, to);
      if (isOneNumber(groups, isApart(run, from, to)) && !isOther) return true;
    }
    return false;
  });
}

/** Nothing, a comma's gap, or digits written otherwise stand around these groups: none of them is cut off a number. */
function isApart(run: readonly Group[], from: number, to: number): boolean {
  const differs = (one: number, other: number): boolean => run[one]?.digits.length !== run[other]?.digits.length;
  return (
    (run[from]?.loose === true || differs(from - 1, from)) && ((run[to + 1]?.loose ?? true) || differs(to, to + 1))
  );
}

function isOneNumber(groups: readonly Group[], apart: boolean): boolean {
  const pieces: number[] = [];
  for (const [index, { digits, loose }] of groups.entries()) {
    if (index === 0 || loose) pieces.push(0);
    pieces.push((pieces.pop() ?? 0) + digits.length);
  }
  const [longer, another] = pieces.filter((length) => length > loosePiece);
  if (pieces.length === 1 || longer === undefined) return true;
  if (!apart) return false;
  const rest = pieces.filter((length) => length <= loosePiece);
  return another === undefined && longer <= longestLooseRest && rest.every((length) => length >= shortestLoosePiece);
}

/** "5, 6, 7, 8, 9, 10, …" */
const isCount = (groups: readonly Group[]): boolean =>
  groups.length > 1 && groups.every(({ digits }, index) => Number(digits) === Number(groups[0]?.digits) + index);

/** Dates, times and amounts and nothing else, or cut out of one. */
function isOfEntries(run: readonly Group[], from: number, to: number): boolean {
  const cuts = (one: number, other: number): boolean =>
    run[one]?.entry !== undefined && run[one]?.entry === run[other]?.entry;
  return cuts(from - 1, from) || cuts(to, to + 1) || run.slice(from, to + 1).every(({ entry }) => entry !== undefined);
}

/** Whether the groups are, or are a part of, a number written with its country that exists. */
function isInPhoneNumber(run: readonly Group[], from: number, to: number): boolean {
  for (let first = from; first >= 0 && first > from - longestPhone; first--) {
    const start = run[first];
    const prefix = start?.plus ? '' : /^(?:00|011)/.exec(start?.digits ?? '')?.[0];
    if (prefix === undefined) continue;
    return [to, to + 1, to + 2].some((last) => {
      const digits = run.slice(first, last + 1).map((group) => group.digits);
      return parsePhoneNumber(`+${digits.join('').slice(prefix.length)}`, '') !== null;
    });
  }
  return false;
}
