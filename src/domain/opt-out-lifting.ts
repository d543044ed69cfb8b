import type { Medium } from './message.ts';
import type { OptOutSource } from './notice.ts';

/** What an operator may lift: what the business itself wrote down. */
export const liftedByOperator: readonly OptOutSource[] = ['spoken', 'operator'];

/** Why an operator cannot lift an opt-out; null: they can, when the person has said so. */
export function whyNotLifted(source: OptOutSource, medium: Medium): string | null {
  switch (source) {
    case 'texted':
      return 'They texted STOP themselves. Only they can lift it, by texting START to the number.';
    case 'carrier':
      return medium === 'sms'
        ? 'The carrier refuses texts to this number because its owner answered STOP. They lift it by texting START.'
        : 'The mail server of this address refuses our mail. Nothing sent to it would arrive.';
    case 'spoken':
    case 'operator':
      return null;
  }
}
