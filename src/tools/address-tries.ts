import type { LineInForce } from '../domain/line-in-force.ts';
import { ADDRESS_FORM } from '../domain/tool-names.ts';
import { offersAddressForm, offersTransfer } from './offered.ts';

/** Addresses by voice that were not right before another way is offered. */
export const triesByVoice = 2;

/** What to say, and what to do after a yes. */
export interface OtherWay {
  readonly say: string;
  readonly afterYes: string;
}

/** After two tries that went wrong: not a third one on the same way. Null: go on asking. */
export function otherWayToGetAddress(inForce: LineInForce, failed: number, now: number): OtherWay | null {
  if (failed < triesByVoice) return null;
  if (offersAddressForm(inForce)) {
    return {
      say: 'Shall I text you a link where you can type the address in?',
      afterYes: `After a yes call send_sms_link with the link "${ADDRESS_FORM}".`,
    };
  }
  if (!offersTransfer(inForce, now)) return null;
  return { say: 'Shall I connect you with a person for that?', afterYes: 'After a yes connect them.' };
}
