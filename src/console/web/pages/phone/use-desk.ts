import { useEffect, useState, useSyncExternalStore } from 'react';
import { after, now } from '../../browser/clock.ts';
import type { Desk } from './model/desk.ts';
import { PhoneConnection, type PhoneState } from './model/phone-connection.ts';

/** The phone's stream while the page is there, and what it has told so far. `plays`: people who are called ring here. */
export function useDesk(plays: boolean): {
  readonly connection: PhoneConnection;
  readonly desk: Desk;
  readonly state: PhoneState;
} {
  const [connection] = useState(() => new PhoneConnection({ open: (url) => new EventSource(url), after }));
  useEffect(() => connection.start(plays, now()), [connection, plays]);
  const watch = (changed: () => void) => connection.watch(changed);
  const desk = useSyncExternalStore(watch, () => connection.desk);
  const state = useSyncExternalStore(watch, () => connection.state);
  return { connection, desk, state };
}
