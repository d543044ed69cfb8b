/** A step of a script ("say: Hello") in words. What is not known is shown as it is written. */
export function stepText(what: string): string {
  for (const [pattern, text] of words) {
    const match = pattern.exec(what);
    if (match !== null) return text(match[1] ?? '', match[2] ?? '');
  }
  return what;
}

const seconds = (ms: string): string => `${Math.round(Number(ms) / 100) / 10} s`;

const words: readonly (readonly [RegExp, (first: string, second: string) => string])[] = [
  [/^listen: true$/, () => 'Listens'],
  [/^hangup: true$/, () => 'Hangs up'],
  [/^say: (.*)$/s, (said) => `Says “${said}”`],
  [/^press: (.*)$/, (digits) => `Presses ${digits}`],
  [/^text: (.*)$/s, (body) => `Texts “${body}”`],
  [/^interrupt_after_ms: (\d+), say: (.*)$/s, (ms, said) => `Breaks in after ${seconds(ms)}: “${said}”`],
  [/^interrupt_after_ms: (\d+)$/, (ms) => `Breaks in after ${seconds(ms)}`],
  [/^wait_ms: (\d+)$/, (ms) => `Waits up to ${seconds(ms)}`],
  [/^ends_within_ms: (\d+)$/, (ms) => `The call ends within ${seconds(ms)}`],
  [/^called_back_within_ms: (\d+)$/, (ms) => `Is called back within ${seconds(ms)}`],
  [/^wait_for: (.*), within_ms: (\d+)$/s, (text, ms) => `Waits up to ${seconds(ms)} for ${text}`],
];
