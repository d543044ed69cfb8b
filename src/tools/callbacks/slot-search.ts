import type { Customer } from '../../domain/callback-line.ts';
import type { SlotPlan } from '../../domain/slots.ts';
import { callerZoneOf } from '../../domain/spoken/slot-time.ts';
import { ownNumber } from '../destination.ts';
import type { CallFacts, ToolContext } from '../tool.ts';
import { numberOnFile, theirNumbers } from './callback-phone.ts';

/** Times of a line for one customer: whose phone is to ring at them, and whose clock is told of besides the line's. */
export interface SlotSearch {
  readonly context: ToolContext;
  readonly plan: SlotPlan;
  readonly customer: Customer;
}

/** Whoever is called at this number: the contact's zone says where, if the number is theirs. */
export function customerAt(context: CallFacts, phone: string | null): Customer {
  const theirs = phone === null || theirNumbers(context).includes(phone);
  return { phone, callerZone: callerZoneOf(theirs ? context.contact : null, phone) };
}

/** The caller, at the number they are likely to be called at. */
export const likelyCustomer = (context: ToolContext): Customer =>
  customerAt(context, ownNumber(context) ?? numberOnFile(context));
