import { z } from 'zod';
import type { Recording } from '../domain/recording.ts';
import type { StoredCall } from '../ports/store.ts';
import { secondsOf, VoiceForm } from './form-fields.ts';
import type { WebhookPorts } from './webhook-ports.ts';

const { CallSid, CallDuration: Optional } = VoiceForm.shape;

/** What Twilio says of a recording. Its id becomes part of a file's name, so nothing but letters and digits. */
export const RecordingForm = z.object({
  CallSid,
  ParentCallSid: Optional,
  RecordingSid: CallSid.pipe(z.string().regex(/^RE[0-9A-Za-z]{1,62}$/)),
  RecordingStatus: z.enum(['in-progress', 'completed', 'absent', 'failed']),
  RecordingDuration: Optional,
  RecordingChannels: Optional,
});
type RecordingForm = z.infer<typeof RecordingForm>;

const mostChannels = 8;

/** Keeps what is reported and has what is complete fetched. Reports come late, twice and in any order. */
export async function noteRecording(ports: WebhookPorts, form: RecordingForm): Promise<void> {
  const { RecordingSid: id, RecordingStatus: status } = form;
  const stored = await callOf(ports, form);
  if (stored === null) return ports.log.info('a recording of a call we do not know', { recordingId: id, status });
  const known = await ports.store.findRecording(id);
  const next = nextOf(ports, form, stored, known);
  if (next !== null) await ports.store.saveRecording(next);
  await noteOnce(ports, stored.call.id, id, status);
  const isToFetch = status === 'completed' && (next ?? known)?.state === 'reported';
  if (!isToFetch || ports.jobs === undefined) return;
  await ports.jobs.enqueue({ name: 'fetch-recording', recordingId: id }, `fetch-recording:${id}`, ports.clock.now());
}

/** A dialled leg is no call of ours; the one that dialled it is. */
async function callOf(
  { store }: WebhookPorts,
  { CallSid: own, ParentCallSid }: RecordingForm,
): Promise<StoredCall | null> {
  const found = await store.findCall(own);
  return found !== null || !ParentCallSid ? found : store.findCall(ParentCallSid);
}

/** Null: the report says nothing new. What has come to an end stays as it is. */
function nextOf(
  { clock }: WebhookPorts,
  { RecordingSid: id, RecordingStatus: status, RecordingDuration, RecordingChannels }: RecordingForm,
  { call: { id: callId, siteId, lineId } }: StoredCall,
  known: Recording | null,
): Recording | null {
  if (known !== null && (known.state !== 'reported' || status === 'in-progress')) return null;
  const at = clock.now();
  const isThere = status === 'in-progress' || status === 'completed';
  return {
    id,
    callId,
    siteId,
    lineId,
    state: isThere ? 'reported' : 'absent',
    // While it is being made it has none: the end is told from that.
    durationSeconds: status === 'completed' ? (secondsOf(RecordingDuration) ?? 0) : null,
    channels: Math.min(mostChannels, Math.max(1, secondsOf(RecordingChannels) ?? known?.channels ?? 1)),
    file: null,
    bytes: null,
    deletedAtCarrier: false,
    createdAt: known?.createdAt ?? at,
    updatedAt: at,
  };
}

async function noteOnce({ store, journal, clock }: WebhookPorts, callId: string, recordingId: string, status: string) {
  await journal.flush();
  const known = (await store.eventsOfCall(callId)).some(
    (event) => event.type === 'recording-status' && event.recordingId === recordingId && event.status === status,
  );
  if (!known) journal.append(callId, { type: 'recording-status', at: clock.now(), recordingId, status });
}
