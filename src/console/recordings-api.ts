import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { toAttendantError } from '../domain/errors.ts';
import type { Recording } from '../domain/recording.ts';
import type { RecordingArchive } from '../ports/recorder.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, Log } from '../ports.ts';
import { atLeast, operatorOf } from './operator.ts';

export interface RecordingsApiDependencies {
  readonly store: Pick<Store, 'findRecording' | 'appendEvents' | 'appendAudit'>;
  readonly archive: Pick<RecordingArchive, 'read'>;
  readonly clock: Clock;
  readonly log: Log;
}

type Stored = Recording & { readonly file: string; readonly bytes: number };
interface Range {
  readonly start: number;
  readonly end: number;
}

/** The sound of calls: `GET /api/recordings/:id`, in parts where parts are asked for. Who hears one is kept first. */
export function recordingsApi(dependencies: RecordingsApiDependencies): Router {
  const router = Router();
  // What a caller says cannot be masked.
  router.get('/recordings/:id', atLeast('operator'), async (request, response) => {
    try {
      await play(dependencies, request, response);
    } catch (error) {
      dependencies.log.error('a recording could not be played', { error: toAttendantError(error) });
      if (response.headersSent) response.destroy();
      else response.status(503).json({ error: 'The recording cannot be played at the moment.' });
    }
  });
  return router;
}

async function play(dependencies: RecordingsApiDependencies, request: Request, response: Response): Promise<void> {
  const { store, archive, log } = dependencies;
  const recording = await store.findRecording(String(request.params.id));
  if (recording === null) return refuse(response, 404, 'There is no such recording.');
  if (!isStored(recording)) return refuse(response, 404, `The recording is not here: ${recording.state}.`);
  const etag = `"${recording.id}-${recording.bytes}"`;
  const range = rangeOf(request, recording.bytes, etag);
  response.set({ 'Accept-Ranges': 'bytes', 'Cache-Control': 'private, no-store', ETag: etag });
  if (range === 'unsatisfiable') {
    response.set('Content-Range', `bytes */${recording.bytes}`);
    return refuse(response, 416, 'The recording ends before that.');
  }
  const audio = await archive.read(recording.file, range ?? undefined);
  if (audio === null || audio.bytes !== recording.bytes) {
    log.error('a recording is not where it was stored', { recordingId: recording.id, bytes: audio?.bytes ?? null });
    return refuse(response, 404, 'The recording is not where it was stored.');
  }
  const isPlayed = request.method !== 'HEAD';
  if (isPlayed) await keepAccess(dependencies, recording, request, response, range);
  announce(response, recording, range);
  if (!isPlayed) return void response.end();
  await pipeline(Readable.from(audio.chunks, { objectMode: false }), response).catch((error: unknown) => {
    // Whoever has heard enough goes away in the middle.
    if (!request.socket.destroyed) throw error;
  });
}

const isStored = (recording: Recording): recording is Stored =>
  recording.state === 'stored' && recording.file !== null && recording.bytes !== null;

/** Null: all of it, also where several parts are asked for at once or the condition of the range does not hold. */
function rangeOf(request: Request, bytes: number, etag: string): Range | 'unsatisfiable' | null {
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== etag) return null;
  const ranges = request.range(bytes, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

function announce(response: Response, { id, bytes }: Stored, range: Range | null): void {
  response.status(range === null ? 200 : 206).set({
    'Content-Type': 'audio/wav',
    'Content-Length': String(range === null ? bytes : range.end - range.start + 1),
    'Content-Disposition': `inline; filename="${id}.wav"`,
    'X-Content-Type-Options': 'nosniff',
    ...(range !== null && { 'Content-Range': `bytes ${range.start}-${range.end}/${bytes}` }),
  });
}

/** Before the first byte leaves: what cannot be kept is not played. */
async function keepAccess(
  { store, clock, log }: RecordingsApiDependencies,
  { id, callId }: Recording,
  request: Request,
  response: Response,
  range: Range | null,
): Promise<void> {
  const at = clock.now();
  const { name: operator } = operatorOf(response);
  const part = range === null ? {} : { from: range.start, to: range.end };
  const subject = `recording ${id}`;
  await store.appendAudit({ at, operator, action: 'play-recording', subject, detail: { callId, ...part } });
  const event = {
    type: 'recording-status',
    at,
    recordingId: id,
    status: 'played',
    by: 'console',
  } as const;
  await store.appendEvents([{ callId, event }]);
  log.info('a recording is played', { recordingId: id, callId, address: request.socket.remoteAddress, range });
}

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}
