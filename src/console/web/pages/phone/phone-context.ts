import { createContext, useContext } from 'react';
import { z } from 'zod';
import type { PhoneAct, PhoneSetup } from '../../../contract/phone.ts';
import { CallingAs } from '../../../contract/phone.ts';
import type { Desk } from './model/desk.ts';
import type { LegView } from './model/leg-view.ts';
import type { PhoneState } from './model/phone-connection.ts';
import type { TurnView } from './model/turns.ts';

/** A call that was placed from here. */
export const Placed = z.object({
  sid: z.string(),
  from: z.string(),
  to: z.string(),
  siteId: z.string(),
  lineId: z.string(),
  /** Null: a script's. */
  as: CallingAs.nullable(),
});
export type Placed = z.infer<typeof Placed>;

export interface PhoneDesk {
  readonly setup: PhoneSetup;
  readonly desk: Desk;
  readonly state: PhoneState;
  readonly placed: Placed | null;
  /** At the caller's own phone. */
  readonly own: LegView | null;
  /** Of the bot in that call, oldest first. */
  readonly turns: readonly TurnView[];
  readonly call: (siteId: string, lineId: string, as: CallingAs) => void;
  readonly isCalling: boolean;
  /** Does something at the end of a leg; a refusal is shown in a toast. */
  readonly act: (sid: string, act: PhoneAct, body?: Readonly<Record<string, unknown>>) => void;
  /** A script was begun here: its call is on this phone. */
  readonly follow: (runId: string) => void;
  /** Puts the phone down after a call: the start again. */
  readonly clear: () => void;
  /** The bot is read out loud. */
  readonly voice: { readonly isOn: boolean; readonly problem: string | null; readonly set: (isOn: boolean) => void };
  /** Whoever is called rings here. */
  readonly plays: boolean;
  readonly setPlays: (plays: boolean) => void;
}

export const PhoneContext = createContext<PhoneDesk | null>(null);

/** Only below the phone page. */
export function usePhone(): PhoneDesk {
  const phone = useContext(PhoneContext);
  if (phone === null) throw new Error('usePhone stands outside the phone page');
  return phone;
}

/** How somebody at an address is called: the people of the lines by name, others by their number. */
export function nameOf({ lines }: PhoneSetup, address: string): string {
  const plain = address.replace(/[;?].*$/, '').toLowerCase();
  const person = lines.flatMap(({ people }) => people).find((one) => one.address.toLowerCase() === plain);
  if (person !== undefined) return person.name.charAt(0).toUpperCase() + person.name.slice(1);
  return lines.find(({ number }) => number === address)?.name ?? address;
}
