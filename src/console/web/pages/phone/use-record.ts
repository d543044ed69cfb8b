import { useEffect, useState } from 'react';
import { PhoneRecord } from '../../../contract/phone.ts';
import { useFeed } from '../../data/feed.ts';
import { useApi } from '../../data/use-api.ts';
import { type NumberedEvent, type TurnView, turnsOf } from './model/turns.ts';
import { usePhone } from './phone-context.ts';

/** The turns of the call that was placed, as they happen: what is remembered first, then the tab's feed. */
export function useTurns(): { readonly turns: readonly TurnView[]; readonly hasCall: boolean } {
  const { placed, desk } = usePhone();
  const sid = placed?.sid ?? null;
  const isThere = sid !== null && desk.legs.get(sid)?.connectedAt != null;
  const record = useApi(PhoneRecord, `/api/phone/calls/${sid ?? ''}/record`, { enabled: isThere });
  const callId = record.data?.callId ?? null;
  const [told, setTold] = useState<readonly NumberedEvent[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another call begins with nothing
  useEffect(() => setTold([]), [sid]);
  useFeed((message) => {
    if (message.type === 'reset' || message.type === 'hello') return void (isThere && record.refetch());
    if (message.type !== 'call' || message.callId !== callId) return;
    setTold((before) => [...before, { seq: message.seq, event: message.event }]);
  });
  const known = isThere && !record.isPlaceholderData ? (record.data?.events ?? []) : [];
  return { turns: turnsOf([...known, ...told]), hasCall: sid !== null };
}
