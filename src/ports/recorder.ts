import type { Outcome } from '../domain/errors.ts';
import type { VendorFailure } from '../ports.ts';

/** What the carrier records and transcribes. Must not throw: failures are values. */
export interface Recorder {
  /** Records a running call from now on, both sides on a channel each. */
  startRecording(callSid: string, statusCallbackUrl: string): Promise<Outcome<null, VendorFailure>>;
  /** Transcribes both sides of a running call from now on. */
  startTranscription(callSid: string, transcription: NewTranscription): Promise<Outcome<null, VendorFailure>>;
  /** The recording as a WAV file, both channels. Chunks come as they arrive; the failure of a cut stream is thrown. */
  fetchRecording(recordingId: string): Promise<Outcome<AsyncIterable<Uint8Array>, VendorFailure>>;
  deleteRecording(recordingId: string): Promise<Outcome<null, VendorFailure>>;
}

export interface NewTranscription {
  readonly statusCallbackUrl: string;
  /** BCP-47. */
  readonly language: string;
}

/** Where recordings lie for good: a directory, or a bucket. */
export interface RecordingArchive {
  /** Writes the whole file or nothing, under a name of ours; gives its size in bytes. Throws when it cannot. */
  store(file: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  /** From `start` to `end` (bytes, both included; default: all of it). Null when there is no such file. */
  read(file: string, range?: { readonly start: number; readonly end: number }): Promise<StoredAudio | null>;
  remove(file: string): Promise<void>;
}

export interface StoredAudio {
  /** Of the whole file. */
  readonly bytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}
