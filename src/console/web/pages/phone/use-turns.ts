import { useMemo, useState } from 'react';
import { PhoneRecord } from '../../../contract/phone.ts';
import { useFeed } from '../../data/feed.ts';
import { useApi } from '../../data/use-api.ts';
import { type NumberedEvent, type TurnView, turnsOf } from './model/turns.ts';

interface Told extends NumberedEvent {
  readonly callId: string;
}

const KEPT = 500;
const shown: readonly string[] = ['tool-called', 'tool-returned', 'turn-ended', 'handed-off'];

/** The turns of a call, as they happen: what is remembered first, then the tab's feed. `sid` null: no call is on. */
export function useTurns(sid: string | null): readonly TurnView[] {
  const record = useApi(PhoneRecord, `/api/phone/calls/${sid ?? ''}/record`, { enabled: sid !== null });
  const callId = record.isPlaceholderData ? null : (record.data?.callId ?? null);
  // Of every call: which one is ours may be known a moment later.
  const [told, setTold] = useState<readonly Told[]>([]);
  useFeed((message) => {
    if (message.type === 'reset' || message.type === 'hello') return void (sid !== null && record.refetch());
    if (message.type === 'call' && shown.includes(message.event.type))
      setTold((before) => [...before, message].slice(-KEPT));
  });
  const known = callId === null ? undefined : record.data;
  return useMemo(() => {
    if (sid === null || known === undefined) return [];
    return turnsOf([...known.events, ...told.filter((one) => one.callId === known.callId)]);
  }, [sid, known, told]);
}
