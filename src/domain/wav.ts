/** What a WAV file says of itself (RIFF; all numbers are little-endian). */
export interface WavHeader {
  readonly channels: number;
  readonly bytesPerSecond: number;
  /** Where the sound begins. */
  readonly soundAt: number;
  /** Of the sound; null where it was written as a stream of unknown length. */
  readonly soundBytes: number | null;
}

/** The header ends well before this many bytes. */
export const WAV_HEADER_BYTES = 4096;
const riffBytes = 12;
const chunkHeadBytes = 8;
const formatBytes = 16;
/** Stands for a length that was not known when the header was written. */
const unknownLength = 0xffff_ffff;

/** Reads the beginning of a file; null when it is no WAV file, or ends before its sound does. */
export function readWavHeader(head: Uint8Array): WavHeader | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.byteLength < riffBytes || tag(head, 0) !== 'RIFF' || tag(head, 8) !== 'WAVE') return null;
  let format: { readonly channels: number; readonly bytesPerSecond: number } | null = null;
  for (let at = riffBytes; at + chunkHeadBytes <= head.byteLength; ) {
    const length = view.getUint32(at + 4, true);
    const body = at + chunkHeadBytes;
    if (tag(head, at) === 'data') {
      const soundBytes = length === 0 || length === unknownLength ? null : length;
      return format === null ? null : { ...format, soundAt: body, soundBytes };
    }
    if (tag(head, at) === 'fmt ' && body + formatBytes <= head.byteLength)
      format = { channels: view.getUint16(body + 2, true), bytesPerSecond: view.getUint32(body + 8, true) };
    // Chunks begin at even places.
    at = body + length + (length % 2);
  }
  return null;
}

const tag = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/** How long the sound of a file of this many bytes is. */
export function wavSeconds({ soundAt, soundBytes, bytesPerSecond }: WavHeader, fileBytes: number): number {
  const present = Math.max(0, fileBytes - soundAt);
  return Math.min(soundBytes ?? present, present) / Math.max(1, bytesPerSecond);
}
