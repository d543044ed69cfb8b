import { AttendantError } from '../domain/errors.ts';
import type { SiteBook } from '../domain/line-in-force.ts';
import { CARRIER_HAS_NONE, type Recording, recordingFile } from '../domain/recording.ts';
import { readWavHeader, WAV_HEADER_BYTES, wavSeconds } from '../domain/wav.ts';
import type { Recorder, RecordingArchive } from '../ports/recorder.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Log, VendorFailure } from '../ports.ts';
import { completeWav } from './complete-wav.ts';
import { lineOfCall } from './line-of-call.ts';

export interface FetchRecordingDependencies {
  readonly store: Store;
  readonly recorder: Pick<Recorder, 'fetchRecording' | 'deleteRecording'>;
  readonly archive: Pick<RecordingArchive, 'store' | 'read' | 'remove'>;
  readonly siteBook: Pick<SiteBook, 'lineAtVersion' | 'sites'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** No call is longer: a recording nobody reported the end of is over by then. */
const longestCallMs = 86_400_000;
/** The carrier counts whole seconds, and starts and ends a moment apart from the sound. */
const missingSeconds = 2;

/**
 * Takes a recording into our keeping and, where the line says so, has the carrier delete its own, in that order and only
 * once ours is complete. Every step may be the last one of a process: whoever comes next goes on where it stands. Throws
 * when it is to be tried again.
 */
export function createFetchRecording(dependencies: FetchRecordingDependencies): (recordingId: string) => Promise<void> {
  return async (recordingId) => {
    const { store, log } = dependencies;
    const known = await store.findRecording(recordingId);
    if (known === null) return log.warn('a recording to fetch is not known', { recordingId });
    if (known.state !== 'reported' && known.state !== 'stored') return;
    const stored = (await isKept(dependencies, known)) ? known : await fetchAndKeep(dependencies, known);
    if (stored === null) return;
    await noteOnce(dependencies, stored, 'stored');
    await deleteAtCarrier(dependencies, stored);
  };
}

/** In our keeping, as long as it was: whatever the store says, what is deleted elsewhere must be here. */
async function isKept({ archive }: FetchRecordingDependencies, { state, file, bytes }: Recording): Promise<boolean> {
  if (state !== 'stored' || file === null) return false;
  return (await archive.read(file))?.bytes === bytes;
}

/** Null: there is nothing to fetch, or not yet. */
async function fetchAndKeep(dependencies: FetchRecordingDependencies, recording: Recording): Promise<Recording | null> {
  const { recorder, archive, store, clock } = dependencies;
  const fetched = await recorder.fetchRecording(recording.id);
  if (!fetched.ok) return notFetched(dependencies, recording, fetched.failure);
  const file = recordingFile(recording);
  const wav = completeWav(fetched.value);
  const bytes = await archive.store(file, wav.chunks);
  const header = wav.header();
  const saved = await store.saveRecording({
    ...recording,
    state: 'stored',
    channels: header?.channels ?? recording.channels,
    durationSeconds: recording.durationSeconds ?? (header === null ? null : Math.round(wavSeconds(header, bytes))),
    file,
    bytes,
    updatedAt: clock.now(),
  });
  if (saved.state === 'stored') return saved;
  // While it was fetched somebody wanted it gone.
  await archive.remove(file);
  return null;
}

async function notFetched(
  dependencies: FetchRecordingDependencies,
  recording: Recording,
  { code, message }: VendorFailure,
): Promise<null> {
  const { store, clock, log } = dependencies;
  const { id, durationSeconds, createdAt, state } = recording;
  if (code !== CARRIER_HAS_NONE) throw new AttendantError('vendor_unreachable', `recording not fetched: ${message}`);
  // While it is being made the carrier has nothing to give either; the sweep comes back to it.
  const isOver = durationSeconds !== null || clock.now() > createdAt + longestCallMs;
  if (!isOver) return null;
  log.error('a recording is lost: the carrier does not have it', { recordingId: id, state });
  // What was in our keeping once is not written off: somebody may put the file back.
  if (state !== 'stored') await store.saveRecording({ ...recording, state: 'lost', updatedAt: clock.now() });
  await noteOnce(dependencies, recording, 'lost');
  return null;
}

async function deleteAtCarrier(dependencies: FetchRecordingDependencies, recording: Recording): Promise<void> {
  const { store, recorder, siteBook, clock } = dependencies;
  const stored = await store.findCallById(recording.callId);
  const inForce = stored === null ? null : await lineOfCall(siteBook, stored);
  if (inForce?.line.transfer?.delete_recording_at_carrier !== true) return;
  if (!recording.deletedAtCarrier) {
    if (!(await isWholeAsTold(dependencies, recording))) return;
    const deleted = await recorder.deleteRecording(recording.id);
    if (!deleted.ok)
      throw new AttendantError('vendor_unreachable', `recording not deleted: ${deleted.failure.message}`);
    await store.saveRecording({ ...recording, deletedAtCarrier: true, updatedAt: clock.now() });
  }
  await noteOnce(dependencies, recording, 'deleted-at-carrier');
}

/** Against the length the carrier reported: a copy that lacks some of it does not replace the original. */
async function isWholeAsTold({ archive, log }: FetchRecordingDependencies, recording: Recording): Promise<boolean> {
  const { id, file, durationSeconds } = recording;
  const audio = file === null ? null : await archive.read(file, { start: 0, end: WAV_HEADER_BYTES - 1 });
  const header = audio === null ? null : readWavHeader(await joined(audio.chunks));
  const seconds = audio === null || header === null ? 0 : wavSeconds(header, audio.bytes);
  const isComplete = header !== null && (audio?.bytes ?? 0) >= header.soundAt + (header.soundBytes ?? 0);
  if (isComplete && seconds >= (durationSeconds ?? 0) - missingSeconds) return true;
  log.error('a recording is shorter than the carrier said; it is not deleted there', {
    recordingId: id,
    seconds,
    durationSeconds,
  });
  return false;
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

async function noteOnce({ store, clock }: FetchRecordingDependencies, { id, callId }: Recording, status: string) {
  const known = (await store.eventsOfCall(callId)).some(
    (event) => event.type === 'recording-status' && event.recordingId === id && event.status === status,
  );
  if (known) return;
  const event = { type: 'recording-status', at: clock.now(), recordingId: id, status } as const;
  await store.appendEvents([{ callId, event }]);
}
