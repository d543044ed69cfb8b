import type { LegParts } from './leg-parts.ts';
import { LiveRecording, type RecordingWish } from './live-recording.ts';
import { Transcription, type TranscriptionWish } from './transcription.ts';

/** What listens to a leg beside the documents it runs: recordings and transcriptions. */
export class LegMedia {
  readonly #parts: LegParts;
  readonly #recordings: LiveRecording[] = [];
  readonly #transcriptions: Transcription[] = [];

  constructor(parts: LegParts) {
    this.#parts = parts;
  }

  get recordings(): readonly LiveRecording[] {
    return this.#recordings;
  }

  startRecording(wish: RecordingWish): LiveRecording {
    const live = new LiveRecording(this.#parts, wish);
    this.#recordings.push(live);
    return live;
  }

  startTranscription(wish: TranscriptionWish): Transcription {
    const live = new Transcription(this.#parts, wish);
    this.#transcriptions.push(live);
    return live;
  }

  /** By its name or SID; null when none of these runs. */
  findTranscription(name: string): Transcription | null {
    return this.#transcriptions.find((one) => one.isRunning && (one.name === name || one.sid === name)) ?? null;
  }

  /** The call is over: everything stops, and all of it is told. */
  async close(): Promise<void> {
    await Promise.all([...this.#transcriptions, ...this.#recordings].map((one) => one.stop()));
  }
}
