import { pause } from '../real-clock.ts';
import type { LegParts } from './leg-parts.ts';
import { type Recording, recordingPath } from './recordings.ts';
import { newSid } from './sid.ts';
import { twilioDate } from './twilio-date.ts';

export interface RecordingWish {
  readonly source: Recording['source'];
  readonly track: Recording['track'];
  readonly channels: 1 | 2;
  readonly callbackUrl: string | null;
  readonly callbackMethod: 'GET' | 'POST';
  /** Of `in-progress`, `completed` and `absent`. */
  readonly callbackEvents: readonly string[];
}

/** From the end of the conversation to the file. */
const PROCESSING_MS = 1000;
/** Nothing was said in so short a time. */
const SHORTEST_MS = 1000;

/** A recording being made of one leg. */
export class LiveRecording {
  readonly recording: Recording;
  readonly #parts: LegParts;
  readonly #wish: RecordingWish;
  readonly #startedAt: number;
  #done: Promise<void> | null = null;
  #told: Promise<unknown>;

  constructor(parts: LegParts, wish: RecordingWish) {
    this.#parts = parts;
    this.#wish = wish;
    this.#startedAt = parts.clock.now();
    const { sid: callSid, accountSid } = parts.record;
    const { source, track, channels } = wish;
    const startedAt = parts.wallClock.now();
    const what = { source, track, channels: track === 'both' ? channels : (1 as const) };
    this.recording = {
      sid: newSid('RE'),
      accountSid,
      callSid,
      ...what,
      startedAt,
      status: 'in-progress',
      seconds: null,
    };
    parts.recordings.add(this.recording);
    this.#told = this.#tell();
  }

  get url(): string {
    return this.#parts.origin() + recordingPath(this.recording);
  }

  /** Resolves when the file is there and that was told. */
  stop(): Promise<void> {
    this.#done ??= this.#finish();
    return this.#done;
  }

  async #finish(): Promise<void> {
    const { clock, closing } = this.#parts;
    const ms = clock.now() - this.#startedAt;
    this.recording.status = 'processing';
    await this.#told;
    if ((await pause(clock, PROCESSING_MS, closing)) === 'aborted') return;
    this.recording.seconds = ms < SHORTEST_MS ? 0 : Math.round(ms / 1000);
    this.recording.status = ms < SHORTEST_MS ? 'absent' : 'completed';
    this.#told = this.#tell();
    await this.#told;
  }

  async #tell(): Promise<void> {
    const { sid, status } = this.recording;
    this.#parts.append({ type: 'recording', sid, status });
    const { callbackUrl: url, callbackMethod: method, callbackEvents } = this.#wish;
    if (url === null || !URL.canParse(url) || !callbackEvents.includes(status)) return;
    await this.#parts.tell({ url, method, parameters: this.#parameters() });
  }

  #parameters(): Record<string, string> {
    const { accountSid, callSid, sid, status, seconds, channels, startedAt, source, track } = this.recording;
    return {
      AccountSid: accountSid,
      CallSid: callSid,
      RecordingSid: sid,
      RecordingUrl: this.url,
      RecordingStatus: status,
      ...(seconds === null ? {} : { RecordingDuration: String(seconds) }),
      RecordingChannels: String(channels),
      RecordingStartTime: twilioDate(startedAt),
      RecordingSource: source,
      RecordingTrack: track,
    };
  }
}
