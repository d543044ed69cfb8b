import type { OutboxMessage } from '../domain/message.ts';
import { termsOf } from '../domain/plan.ts';
import type { ReservedMessage } from '../ports/store.ts';
import type { ToolContext, ToolRun } from './tool.ts';

/** What is to leave the house. */
export type Reservation = Pick<OutboxMessage, 'tool' | 'audience' | 'content'>;

/** Writes the outbox row of a tool call, once. Null when the store is away. */
export async function reserve(
  context: ToolContext,
  run: Pick<ToolRun, 'toolCallId'>,
  reservation: Reservation,
): Promise<ReservedMessage | null> {
  const { call, clock, ids, store, log, inForce } = context;
  const { caps, ...counted } = termsOf(inForce.site, reservation.content, reservation.audience);
  const row = {
    ...reservation,
    ...counted,
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
