/** How the numbers of a card network begin, and how many digits they have (ISO/IEC 7812 and the networks' own lists). */
const networks: readonly { readonly prefix: RegExp; readonly lengths: readonly number[] }[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^3(?:0[0-5]|095|[689])/, lengths: [14, 15, 16, 17, 18, 19] },
  { prefix: /^(?:35(?:2[89]|[3-8])|60|62|64[4-9]|65|8[12]|220[0-4])/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:50|5[6-8]|63|67)/, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { prefix: /^(?:9792|8600|9860)/, lengths: [16] },
];

/** Whether digits are the number of a payment card that a network could have issued. */
export const isCardNumber = (digits: string): boolean =>
  networks.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits)) && passesLuhn(digits);

/** ISO/IEC 7812-1: every second digit from the right counts double. One number in ten passes by chance. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const counted = index % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}
