import { normalise } from './words.ts';

const units = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** A dictated phone number in E.164: digits or words, "oh", "double four", "plus". Ten digits are a US number. */
export function dictatedPhone(text: string): string | null {
  const runs = digitRuns(text.replace(/\S+@\S+/g, ' '));
  const longest = runs.sort((a, b) => b.length - a.length)[0] ?? '';
  const digits = longest.replace('+', '');
  if (longest.startsWith('+')) return digits.length >= 8 && digits.length <= 15 ? longest : null;
  if (digits.length === 10) return `+1${digits}`;
  return digits.length === 11 && digits.startsWith('1') ? `+${digits}` : null;
}

/** Words people put between the groups of a number. */
const bridges = new Set(['area', 'code', 'then', 'and']);

function digitRuns(text: string): string[] {
  const tokens = normalise(text.replace(/\+/g, ' plus ')).split(' ');
  const runs: string[] = [];
  let run = '';
  let times = 1;
  tokens.forEach((token, index) => {
    const digits = digitsOf(token, tokens[index + 1], run !== '');
    if (token === 'double' || token === 'triple') {
      times = token === 'double' ? 2 : 3;
    } else if (digits === null) {
      times = 1;
      if (bridges.has(token)) return;
      runs.push(run);
      run = token === 'plus' ? '+' : '';
    } else {
      run += digits.repeat(times);
      times = 1;
    }
  });
  return [...runs, run].filter((candidate) => candidate !== '');
}

/** "twenty" before "three" is only the 2. */
function digitsOf(token: string, next: string | undefined, inRun: boolean): string | null {
  if (/^\d+$/.test(token)) return token;
  if (inRun && (token === 'o' || token === 'oh')) return '0';
  if (units.includes(token)) return `${units.indexOf(token)}`;
  if (teens.includes(token)) return `${10 + teens.indexOf(token)}`;
  const ten = tens.indexOf(token);
  if (ten < 2) return null;
  return units.indexOf(next ?? '') > 0 ? `${ten}` : `${ten}0`;
}

const symbols: Readonly<Record<string, string>> = {
  dot: '.',
  point: '.',
  period: '.',
  underscore: '_',
  dash: '-',
  hyphen: '-',
  minus: '-',
  plus: '+',
};
/** Words that come before an address and are not of it. */
const leadIns = new Set(
  'is its to my me at use address email mail it send the an a and no yes yeah yep actually sorry that please thats try on ok okay not rather'.split(
    ' ',
  ),
);

/** A dictated address: written out, or "j o h n dot smith at gmail dot com". */
export function dictatedEmail(text: string): string | null {
  const written = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i.exec(text)?.[0];
  if (written !== undefined) return written.toLowerCase();
  const tokens = text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[,!?]|\.(?=\s|$)/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  for (let at = tokens.lastIndexOf('at'); at > 0; at = tokens.lastIndexOf('at', at - 1)) {
    const local = localPart(tokens.slice(0, at));
    const domain = domainPart(tokens.slice(at + 1));
    if (local !== '' && domain !== null) return `${local}@${domain}`;
  }
  return null;
}

/** Backwards to the first word that leads in. A single letter is always spelled: "a" is one only between others. */
function localPart(tokens: readonly string[]): string {
  const start = tokens.findLastIndex((token, index) => leadIns.has(token) && !isSpelled(tokens, index));
  return tokens
    .slice(start + 1)
    .map(asCharacter)
    .join('');
}

const isSpelled = (tokens: readonly string[], index: number): boolean =>
  tokens[index]?.length === 1 && (tokens[index - 1]?.length === 1 || tokens[index + 1]?.length === 1);

function domainPart(tokens: readonly string[]): string | null {
  let domain = '';
  let complete = false;
  for (const [index, token] of tokens.entries()) {
    const isDot = token === 'dot' || token === 'point';
    if (complete && !isDot && !(tokens[index - 1] === 'dot' || tokens[index - 1] === 'point')) break;
    domain += isDot ? '.' : asCharacter(token);
    complete = domain.includes('.') && !isDot;
  }
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(domain) ? domain : null;
}

function asCharacter(token: string): string {
  const digit = units.indexOf(token);
  return symbols[token] ?? (digit === -1 ? token : `${digit}`);
}
