import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CallSwitch } from './call-switch.ts';
import { type Route, type RouteHandler, type RouteRequest, sendJson } from './http-routes.ts';
import { trackOf } from './recording-wish.ts';
import { audioOf, type Recording, type Recordings, recordingJson } from './recordings.ts';
import { sendPage } from './send-page.ts';
import type { SimulatedCall } from './simulated-call.ts';
import { wishOf } from './start-stop.ts';
import { twilioDate } from './twilio-date.ts';
import { sendTwilioError, twilioError } from './twilio-error.ts';

export interface RecordingsOptions {
  readonly accountSid: string;
  readonly calls: CallSwitch;
  readonly recordings: Recordings;
  readonly origin: () => string;
}

const SID = '[0-9a-f]{32}';

/** Twilio's Recordings, their sound, and recordings and transcriptions of a running call. */
export function recordingsRoutes(options: RecordingsOptions): readonly Route[] {
  const account = `^/2010-04-01/Accounts/${options.accountSid}`;
  const route = (method: string, path: string, handle: RouteHandler): Route => ({
    method,
    pattern: new RegExp(`${account}${path}$`),
    handle,
  });
  const ofCall = `/Calls/(CA${SID})`;
  return [
    route('GET', `/Recordings/(RE${SID})\\.json`, (request) => fetchOne(options, request)),
    route('GET', `/Recordings/(RE${SID})(?:\\.(wav|mp3))?`, (request) => fetchSound(options, request)),
    route('DELETE', `/Recordings/(RE${SID})(?:\\.json)?`, (request) => remove(options, request)),
    route('POST', `${ofCall}/Recordings\\.json`, (request) => onRunning(options, request, startRecording)),
    route('GET', `${ofCall}/Recordings\\.json`, (request) => listOfCall(options, request)),
    route('POST', `${ofCall}/Recordings/(RE${SID}|Twilio\\.CURRENT)\\.json`, (request) => change(options, request)),
    route('POST', `${ofCall}/Transcriptions\\.json`, (request) => onRunning(options, request, startTranscription)),
    route('POST', `${ofCall}/Transcriptions/([^/]{1,64})\\.json`, (request) => stopTranscription(options, request)),
  ];
}

function fetchOne({ recordings, origin }: RecordingsOptions, { response, path }: RouteRequest): void {
  const recording = recordings.find(path[0] ?? '');
  if (recording === null) return sendTwilioError(response, twilioError(20404));
  sendJson(response, 200, recordingJson(recording, origin()));
}

/** Always WAV: where MP3 is asked for too, it only says so. */
function fetchSound({ recordings }: RecordingsOptions, { response, path, query }: RouteRequest): void {
  const recording = recordings.find(path[0] ?? '');
  const audio = recording === null ? null : audioOf(recording, query.get('RequestedChannels') === '1');
  if (audio === null) return sendTwilioError(response, twilioError(20404));
  const type = path[1] === 'mp3' ? 'audio/mpeg' : 'audio/x-wav';
  response.writeHead(200, { 'content-type': type, 'content-length': audio.bytes });
  // Whoever asked may go away in the middle.
  void pipeline(Readable.from(audio.pieces()), response).catch(() => {});
}

function remove({ recordings }: RecordingsOptions, { response, path }: RouteRequest): void {
  if (!recordings.delete(path[0] ?? '')) return sendTwilioError(response, twilioError(20404));
  response.writeHead(204).end();
}

function listOfCall({ accountSid, recordings, origin }: RecordingsOptions, request: RouteRequest): void {
  const { response, path, query } = request;
  const found = recordings.all.filter(({ callSid }) => callSid === path[0]).toReversed();
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${path[0]}/Recordings.json`;
  const json = found.map((one) => recordingJson(one, origin()));
  sendPage(response, query, 'recordings', uri, json);
}

type OnCall = (options: RecordingsOptions, call: SimulatedCall, form: URLSearchParams) => Record<string, unknown>;

function onRunning(options: RecordingsOptions, { response, path, body }: RouteRequest, act: OnCall): void {
  const call = options.calls.find(path[0] ?? '');
  if (call === null) return sendTwilioError(response, twilioError(20404));
  if (call.record.status !== 'in-progress')
    return sendTwilioError(
      response,
      twilioError(21220, { message: 'Requested resource is not eligible for recording' }),
    );
  sendJson(response, 201, act(options, call, new URLSearchParams(body)));
}

function startRecording({ origin }: RecordingsOptions, call: SimulatedCall, form: URLSearchParams) {
  const events = form.getAll('RecordingStatusCallbackEvent').flatMap((value) => value.split(' '));
  const { recording } = call.context.media.startRecording({
    source: 'StartCallRecordingAPI',
    track: trackOf(form.get('RecordingTrack')),
    channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
    callbackUrl: form.get('RecordingStatusCallback'),
    callbackMethod: form.get('RecordingStatusCallbackMethod') === 'GET' ? 'GET' : 'POST',
    callbackEvents: events.length === 0 ? ['completed'] : events,
  });
  return recordingJson(recording, origin());
}

/** Paused and resumed in name only: the file is a tone anyway. */
function change({ calls, origin }: RecordingsOptions, { response, path, body }: RouteRequest): void {
  const [callSid = '', sid = ''] = path;
  const live = calls.find(callSid)?.context.media.recordings ?? [];
  const isLive = ({ status }: Recording): boolean => status === 'in-progress' || status === 'paused';
  const found = live.findLast(
    ({ recording }) => isLive(recording) && (sid === 'Twilio.CURRENT' || recording.sid === sid),
  );
  const status = new URLSearchParams(body).get('Status');
  if (found === undefined) return sendTwilioError(response, twilioError(20404));
  if (status === 'stopped') void found.stop();
  else if (status === 'paused' || status === 'in-progress') found.recording.status = status;
  else return sendTwilioError(response, twilioError(21220, { message: `Status cannot be ${status}` }));
  sendJson(response, 200, { ...recordingJson(found.recording, origin()), status });
}

function startTranscription({ accountSid }: RecordingsOptions, call: SimulatedCall, form: URLSearchParams) {
  const given = [...form].map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]);
  const wish = wishOf(Object.fromEntries(given) as Record<string, string>, 'https://api.twilio.com/');
  const { sid } = call.context.media.startTranscription(wish);
  return transcriptionJson(accountSid, call, { sid, name: wish.name, status: 'in-progress' });
}

function stopTranscription({ accountSid, calls }: RecordingsOptions, { response, path }: RouteRequest): void {
  const [callSid = '', name = ''] = path;
  const call = calls.find(callSid);
  const running = call?.context.media.findTranscription(name) ?? null;
  if (call === null || running === null) return sendTwilioError(response, twilioError(20404));
  void running.stop();
  sendJson(response, 200, transcriptionJson(accountSid, call, { ...running, sid: running.sid, status: 'stopped' }));
}

function transcriptionJson(
  accountSid: string,
  { record }: SimulatedCall,
  { sid, name, status }: { readonly sid: string; readonly name: string; readonly status: string },
): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${record.sid}/Transcriptions/${sid}.json`;
  const date_updated = twilioDate(record.answeredAt ?? record.createdAt);
  return { sid, account_sid: accountSid, call_sid: record.sid, name: name || null, status, date_updated, uri };
}
