import type { OutboxMessage } from '../domain/message.ts';
import type { MessageCaps, ReservedMessage } from '../ports/store.ts';
import type { ToolContext, ToolRun } from './tool.ts';

/** What is to leave the house, and what it has to keep. */
export interface Reservation extends Pick<OutboxMessage, 'tool' | 'audience' | 'content' | 'country' | 'costMicros'> {
  readonly caps: MessageCaps;
}

/** Writes the outbox row of a tool call, once. Null when the store is away. */
export async function reserve(
  context: ToolContext,
  run: Pick<ToolRun, 'toolCallId'>,
  { caps, ...reservation }: Reservation,
): Promise<ReservedMessage | null> {
  const { call, clock, ids, store, log } = context;
  const row = {
    ...reservation,
    id: ids.next('msg'),
    siteId: call.siteId,
    lineId: call.lineId,
    callId: call.id,
    toolCallId: run.toolCallId,
    createdAt: clock.now(),
  };
  try {
    return await store.reserveMessage(row, caps);
  } catch (error) {
    log.error('a message could not be reserved', { tool: reservation.tool, error });
    return null;
  }
}
