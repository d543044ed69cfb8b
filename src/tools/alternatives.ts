import { offersCallbacks } from '../domain/callback-offers.ts';
import type { Medium } from '../domain/message.ts';
import { otherWays } from '../domain/tool-words.ts';
import { offersMedium, offersTransfer } from './offered.ts';
import type { CallFacts } from './tool.ts';

/** What could be done where sending by this medium, or calling back, could not: a sentence to add, or nothing. */
export function alternatives({ inForce, clock }: CallFacts, failed: Medium | 'callback'): string {
  const ways = [
    failed === 'sms' && offersMedium(inForce, 'email') && 'e-mail it',
    failed === 'email' && offersMedium(inForce, 'sms') && 'text it',
    offersTransfer(inForce, clock.now()) && 'connect you with a person',
    failed !== 'callback' && offersCallbacks(inForce) && 'arrange a call back',
  ];
  return otherWays(ways.filter((way) => typeof way === 'string'));
}
