import { AttendantError } from '../domain/errors.ts';
import { readWavHeader, WAV_HEADER_BYTES, type WavHeader } from '../domain/wav.ts';

export interface CheckedWav {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Null until all chunks were read. */
  header(): WavHeader | null;
}

/** Passes a recording on and throws at its end when it is no WAV file or shorter than it says, so that it is not kept. */
export function completeWav(chunks: AsyncIterable<Uint8Array>): CheckedWav {
  let header: WavHeader | null = null;
  return { chunks: checked(), header: () => header };

  async function* checked(): AsyncGenerator<Uint8Array> {
    const head = new Uint8Array(WAV_HEADER_BYTES);
    let bytes = 0;
    for await (const chunk of chunks) {
      if (bytes < head.length) head.set(chunk.subarray(0, head.length - bytes), bytes);
      bytes += chunk.byteLength;
      yield chunk;
    }
    const read = readWavHeader(head.subarray(0, bytes));
    if (read === null) throw new AttendantError('vendor_refused', 'what the carrier sent is no WAV file');
    const whole = read.soundAt + (read.soundBytes ?? 0);
    if (bytes < whole)
      throw new AttendantError('vendor_unreachable', `a recording broke off after ${bytes} of ${whole} bytes`);
    header = read;
  }
}
