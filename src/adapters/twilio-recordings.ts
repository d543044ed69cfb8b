import { request } from 'undici';
import { fail, type Outcome, succeed } from '../domain/errors.ts';
import { CARRIER_HAS_NONE } from '../domain/recording.ts';
import type { Recorder } from '../ports/recorder.ts';
import type { VendorFailure } from '../ports.ts';
import { attempt, createTwilioClient, type TwilioAccount } from './twilio-client.ts';

type Fetched = Outcome<AsyncIterable<Uint8Array>, VendorFailure>;

const vendorOrigin = 'https://api.twilio.com';
const answerMs = 30_000;
/** Between two chunks. */
const chunkMs = 60_000;
/** Twilio sends a recording on to where it lies. */
const mostRedirects = 3;
/** The name by which a transcription that the documents start is stopped too. */
const transcriptionName = 'conversation';

/** Recordings and transcriptions over Twilio's REST API (twilio.com/docs/voice/api/recording). */
export function createTwilioRecordings(account: TwilioAccount): Recorder {
  const client = createTwilioClient(account);
  return {
    startRecording: (callSid, recordingStatusCallback) =>
      attempt(async () => {
        await client.calls(callSid).recordings.create({
          recordingChannels: 'dual',
          recordingStatusCallback,
          recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
        });
        return null;
      }, false),
    startTranscription: (callSid, { statusCallbackUrl, language }) =>
      attempt(async () => {
        const track = 'both_tracks';
        const transcription = { name: transcriptionName, statusCallbackUrl, languageCode: language, track } as const;
        await client.calls(callSid).transcriptions.create({ ...transcription, partialResults: false });
        return null;
      }, false),
    fetchRecording: (recordingId) => fetchAudio(account, recordingId),
    async deleteRecording(recordingId) {
      const deleted = await attempt(() => client.recordings(recordingId).remove(), false);
      const isGone = deleted.ok || deleted.failure.code === CARRIER_HAS_NONE;
      return isGone ? succeed(null) : fail(deleted.failure);
    },
  };
}

/** Follows redirects; only Twilio itself gets the credentials. */
async function fetchAudio({ accountSid, authToken, apiBaseUrl }: TwilioAccount, recordingId: string): Promise<Fetched> {
  const path = `/2010-04-01/Accounts/${accountSid}/Recordings/${encodeURIComponent(recordingId)}.wav`;
  const first = new URL(`${apiBaseUrl ?? vendorOrigin}${path}?RequestedChannels=2`);
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  try {
    let url = first;
    for (let redirects = 0; ; redirects++) {
      const headers = { 'user-agent': 'Attendant', ...(url.origin === first.origin && { authorization }) };
      const answer = await request(url, { headers, headersTimeout: answerMs, bodyTimeout: chunkMs });
      const { statusCode, body } = answer;
      if (statusCode === 200) return succeed(body);
      await body.dump();
      const { location } = answer.headers;
      const isRedirect = statusCode >= 300 && statusCode < 400 && location !== undefined && redirects < mostRedirects;
      if (!isRedirect) return fail(refusal(statusCode));
      url = new URL(String(location), url);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 300) : 'no answer';
    return fail({ reached: false, certain: true, retryable: true, code: null, message, retryAfterMs: null });
  }
}

function refusal(status: number): VendorFailure {
  const code = status === 404 ? CARRIER_HAS_NONE : null;
  const retryable = status >= 500 || status === 429;
  const message = `the carrier answered ${status}`;
  return { reached: true, certain: true, retryable, code, message, retryAfterMs: null };
}
