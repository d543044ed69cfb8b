export interface WavOptions {
  readonly channels?: number;
  readonly samplesPerSecond?: number;
  /** What the header says, where it is not the truth. */
  readonly saidBytes?: number;
  /** A chunk before the sound, as some recorders write. */
  readonly note?: string;
}

/** A WAV file of 16-bit sound, as small as its rate. */
export function wav(seconds: number, options: WavOptions = {}): Uint8Array {
  const { channels = 2, samplesPerSecond = 100, note = '' } = options;
  const perSecond = samplesPerSecond * channels * 2;
  const sound = Buffer.alloc(seconds * perSecond, 7);
  const padded = Buffer.alloc(note.length + (note.length % 2));
  padded.write(note);
  const list = note === '' ? Buffer.alloc(0) : Buffer.concat([Buffer.from('LIST'), int32(note.length), padded]);
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(samplesPerSecond, 4);
  format.writeUInt32LE(perSecond, 8);
  format.writeUInt16LE(channels * 2, 12);
  format.writeUInt16LE(16, 14);
  const said = int32(options.saidBytes ?? sound.length);
  const parts = [Buffer.from('WAVEfmt '), int32(16), format, list, Buffer.from('data'), said, sound];
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from('RIFF'), int32(body.length), body]);
}

/** In pieces, as a stream brings them. */
export async function* pieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

export async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
