import { twilioDate } from './twilio-date.ts';
import { type ToneFile, toneFile } from './wav.ts';

export type RecordingStatus = 'in-progress' | 'paused' | 'stopped' | 'processing' | 'completed' | 'absent';

/** A recording as Twilio's Recordings resource has it. Times are epoch ms. */
export interface Recording {
  readonly sid: string;
  readonly accountSid: string;
  readonly callSid: string;
  readonly source: 'DialVerb' | 'StartCallRecordingTwiML' | 'StartCallRecordingAPI';
  readonly track: 'both' | 'inbound' | 'outbound';
  readonly channels: 1 | 2;
  readonly startedAt: number;
  status: RecordingStatus;
  /** Null while it runs. */
  seconds: number | null;
}

/** The account's recordings. Those that were deleted are not there any more. */
export class Recordings {
  readonly #all = new Map<string, Recording>();
  /** Every one that was deleted by REST, oldest first. */
  readonly deleted: string[] = [];

  get all(): readonly Recording[] {
    return [...this.#all.values()];
  }

  add(recording: Recording): void {
    this.#all.set(recording.sid, recording);
  }

  find(sid: string): Recording | null {
    return this.#all.get(sid) ?? null;
  }

  delete(sid: string): boolean {
    const there = this.#all.delete(sid);
    if (there) this.deleted.push(sid);
    return there;
  }
}

/** Its sound, as long as is told; null before it is ready. As many channels as recorded, or mixed to one. */
export function audioOf({ status, seconds, channels }: Recording, mixed: boolean): ToneFile | null {
  if (status !== 'completed' || seconds === null) return null;
  return toneFile(seconds, mixed ? 1 : channels);
}

export const recordingPath = ({ accountSid, sid }: Recording): string =>
  `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;

export function recordingJson(recording: Recording, origin: string): Record<string, unknown> {
  const path = recordingPath(recording);
  const date = twilioDate(recording.startedAt);
  return {
    sid: recording.sid,
    account_sid: recording.accountSid,
    call_sid: recording.callSid,
    conference_sid: null,
    status: recording.status,
    source: recording.source,
    track: recording.track,
    channels: recording.channels,
    duration: recording.seconds === null ? null : String(recording.seconds),
    start_time: date,
    date_created: date,
    date_updated: date,
    error_code: null,
    price: null,
    price_unit: 'USD',
    encryption_details: null,
    api_version: '2010-04-01',
    media_url: origin + path,
    uri: `${path}.json`,
    subresource_uris: {},
  };
}
