import type { Call } from '../../domain/call.ts';
import { otherParty } from '../../domain/other-party.ts';
import type { FoundCall } from '../../ports/call-search-store.ts';
import type { CallRow } from '../contract/calls.ts';
import type { Shown } from '../unmask.ts';

/** A call as a list shows it. */
export function callRow(found: FoundCall, shown: Shown): CallRow {
  const { call, summary, status, endedAt, outcome, contact, messages, callback, recorded } = found;
  const { id, callSid, siteId, lineId, direction, startedAt } = call;
  const { turns, tools, refusals, agent, disposition, sentiment } = summary;
  return {
    id,
    callSid,
    siteId,
    lineId,
    direction,
    caller: callerOf(call, shown),
    contact,
    startedAt,
    status,
    endedAt,
    outcome,
    turns,
    tools,
    refusals,
    messagesSent: messages,
    callback: summary.callback,
    asked: callback,
    recorded,
    agent,
    disposition,
    sentiment,
  };
}

function callerOf(call: Call, shown: Shown): string {
  const number = otherParty(call);
  return number === null ? call.from.kind : shown.number(number);
}
