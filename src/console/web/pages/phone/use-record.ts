import { useState } from 'react';
import { PhoneRecord } from '../../../contract/phone.ts';
import { useFeed } from '../../data/feed.ts';
import { useApi } from '../../data/use-api.ts';
import { type NumberedEvent, type TurnView, turnsOf } from './model/turns.ts';
import { usePhone } from './phone-context.ts';

interface Told extends NumberedEvent {
  readonly callId: string;
}

const KEPT = 500;
const shown: readonly string[] = ['tool-called', 'tool-returned', 'turn-ended', 'handed-off'];

/** The turns of the call that was placed, as they happen: what is remembered first, then the tab's feed. */
export function useTurns(): { readonly turns: readonly TurnView[]; readonly hasCall: boolean } {
  const { placed, desk } = usePhone();
  const sid = placed?.sid ?? null;
  const isThere = sid !== null && desk.legs.get(sid)?.connectedAt != null;
  const record = useApi(PhoneRecord, `/api/phone/calls/${sid ?? ''}/record`, { enabled: isThere });
  const callId = record.data?.callId ?? null;
  // Of every call: which one is ours may be known a moment later.
  const [told, setTold] = useState<readonly Told[]>([]);
  useFeed((message) => {
    if (message.type === 'reset' || message.type === 'hello') return void (isThere && record.refetch());
    if (message.type === 'call' && shown.includes(message.event.type))
      setTold((before) => [...before, message].slice(-KEPT));
  });
  const since = told.filter((one) => one.callId === callId);
  const known = isThere && !record.isPlaceholderData ? (record.data?.events ?? []) : [];
  return { turns: turnsOf([...known, ...since]), hasCall: sid !== null };
}
