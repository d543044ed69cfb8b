import type { Call } from '../../domain/call.ts';
import type { StoredCallEvent } from '../../domain/event.ts';
import type { StoredCall } from '../../ports/store.ts';
import type { LiveCall } from '../contract/live.ts';
import { afterEvent, newLiveCall } from '../contract/live-state.ts';
import { maskEvent } from '../mask-event.ts';
import type { Shown } from '../unmask.ts';

/** Calls in progress as their events tell, each with its own. */
export function liveCalls(
  calls: readonly StoredCall[],
  events: readonly StoredCallEvent[],
  shown: Shown,
): readonly LiveCall[] {
  const byCall = Map.groupBy(events, ({ callId }) => callId);
  return calls.map(({ call }) => liveCall(call, byCall.get(call.id) ?? [], shown));
}

export function liveCall(call: Call, events: readonly StoredCallEvent[], shown: Shown): LiveCall {
  const { id, siteId, lineId, direction, startedAt } = call;
  const outbound = direction === 'outbound';
  const begun = newLiveCall({ callId: id, siteId, lineId, caller: callerOf(call, shown), outbound, startedAt });
  return events.reduce((live, event) => {
    const { callId: _, seq, id: __, ...body } = event;
    return afterEvent(live, maskEvent(body, shown), seq);
  }, begun);
}

function callerOf({ direction, from, to }: Call, shown: Shown): string {
  if (direction === 'outbound') return shown.number(to);
  switch (from.kind) {
    case 'phone':
      return shown.number(from.number);
    case 'sip':
      return shown.text(from.uri);
    case 'client':
      return shown.text(from.id);
    case 'withheld':
      return 'withheld';
  }
}
