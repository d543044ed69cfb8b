/** Says characters one by one: letters in capitals (so that "a" is not an article), groups set off by commas. */
export function speakCharacters(groups: readonly string[]): string {
  return groups.map((group) => [...group.toUpperCase()].join(' ')).join(', ');
}

/** Cuts digits the way people say them: threes, the last group of two to four; five stay together. */
export function groupDigits(digits: string): readonly string[] {
  if (digits.length === 5) return [digits];
  const groups: string[] = [];
  let rest = digits;
  while (rest.length > 4) {
    groups.push(rest.slice(0, 3));
    rest = rest.slice(3);
  }
  return rest === '' ? groups : [...groups, rest];
}
