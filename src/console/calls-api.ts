import { Router } from 'express';
import type { StoredCallEvent } from '../domain/event.ts';
import type { OutboxMessage } from '../domain/message.ts';
import type { Recording } from '../domain/recording.ts';
import { speakMaskedNumber } from '../domain/spoken/masked.ts';
import type { Store, StoredCall } from '../ports/store.ts';

/** What is remembered, as JSON: `GET /api/calls`, and one call with all its events and messages by its carrier id. */
export function callsApi(store: Store): Router {
  const router = Router();
  router.get('/calls', async (request, response) => {
    const limit = Math.min(500, Math.max(1, Number(request.query.limit) || 50));
    response.json({ calls: (await store.recentCalls(limit)).map(summary) });
  });
  router.get('/calls/:callSid', async (request, response) => {
    const stored = await store.findCall(request.params.callSid);
    if (stored === null) return void response.status(404).json({ error: 'There is no such call.' });
    const [events, messages, recordings] = await Promise.all([
      store.eventsOfCall(stored.call.id),
      store.messagesOfCall(stored.call.id),
      store.recordingsOfCall(stored.call.id),
    ]);
    const told = { events, messages: messages.map(messageView), recordings: recordings.map(recordingView) };
    response.json({ ...summary(stored), ...fromEvents(events), ...told });
  });
  return router;
}

function summary({ call, status, endedAt }: StoredCall) {
  const number = call.direction === 'outbound' ? call.to : call.from.kind === 'phone' ? call.from.number : null;
  const caller = number === null ? call.from.kind : speakMaskedNumber(number);
  const { id, callSid, siteId, lineId, direction, startedAt } = call;
  return { id, callSid, siteId, lineId, direction, caller, startedAt, status, endedAt };
}

/** `callback`: the one the call was placed for. `notes`: once it is written up. */
function fromEvents(events: readonly StoredCallEvent[]) {
  const started = events.find((event) => event.type === 'call-started');
  const written = events.find((event) => event.type === 'wrap-up');
  return { callback: started?.callback ?? null, notes: written?.notes ?? null };
}

function messageView({ id, tool, content, status, attempts, errorCode, createdAt, updatedAt }: OutboxMessage) {
  const text = content.medium === 'email' ? content.text : content.body;
  return { id, tool, medium: content.medium, to: content.to, text, status, attempts, errorCode, createdAt, updatedAt };
}

/** `url`: where it can be heard, once it is in our keeping. */
function recordingView({ id, state, durationSeconds, channels, bytes, deletedAtCarrier, createdAt }: Recording) {
  const url = state === 'stored' ? `/api/recordings/${id}` : null;
  return { id, state, durationSeconds, channels, bytes, deletedAtCarrier, createdAt, url };
}
