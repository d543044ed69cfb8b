import fc from 'fast-check';

/** What doubling a digit and adding up its own digits makes of it. */
const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9] as const;

export function passesChecksum(digits: string): boolean {
  const backwards = [...digits].reverse().map(Number);
  return backwards.reduce((sum, digit, index) => sum + (index % 2 ? (doubled[digit] ?? 0) : digit), 0) % 10 === 0;
}

const issued: readonly (readonly [prefix: string, ...lengths: number[]])[] = [
  ['4', 13, 16, 19],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['300', 14],
  ['36', 14, 16, 19],
  ['38', 14],
  ['6011', 16, 19],
  ['644', 16],
  ['65', 16],
  ['62', 16, 17, 18, 19],
  ['3528', 16],
  ['3589', 16],
  ['5018', 13, 16, 19],
  ['6759', 13, 14, 15, 16],
  ['6304', 16],
  ['81', 16],
  ['2200', 16],
];

/** Numbers of the card networks with a right check digit. */
export const cardNumber = fc
  .record({
    network: fc.constantFrom(
      ...issued.flatMap(([prefix, ...lengths]) => lengths.map((length) => ({ prefix, length }))),
    ),
    digits: fc.stringMatching(/^\d{19}$/),
  })
  .map(({ network, digits }) => {
    const body = `${network.prefix}${digits}`.slice(0, network.length - 1);
    return [...'0123456789'].map((last) => `${body}${last}`).find(passesChecksum) ?? '';
  });
