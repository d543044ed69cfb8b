const RATE = 8000;
const BYTES_PER_SAMPLE = 2;
const HEADER_BYTES = 44;
/** A pitch per channel, so that one can hear which is which. */
const PITCHES = [440, 660];
const LOUDNESS = 3000;

/** A WAV file as it is sent, piece by piece: a long call is as large as in life. */
export interface ToneFile {
  readonly bytes: number;
  readonly pieces: () => Iterable<Buffer>;
}

/** A real WAV file, 8 kHz, 16 bit, of this many whole seconds with a quiet tone on each channel. */
export function toneFile(seconds: number, channels: number): ToneFile {
  const second = toneSecond(channels);
  const dataBytes = seconds * second.length;
  return {
    bytes: HEADER_BYTES + dataBytes,
    *pieces() {
      yield header(dataBytes, channels);
      for (let sent = 0; sent < seconds; sent++) yield second;
    },
  };
}

/** Whole waves fit into it, so it joins itself without a click. */
function toneSecond(channels: number): Buffer {
  const data = Buffer.alloc(RATE * channels * BYTES_PER_SAMPLE);
  for (let sample = 0; sample < RATE; sample++)
    for (let channel = 0; channel < channels; channel++) {
      const phase = (2 * Math.PI * (PITCHES[channel] ?? 440) * sample) / RATE;
      data.writeInt16LE(Math.round(LOUDNESS * Math.sin(phase)), (sample * channels + channel) * BYTES_PER_SAMPLE);
    }
  return data;
}

function header(dataBytes: number, channels: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write('RIFF', 0);
  head.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * channels * BYTES_PER_SAMPLE, 28);
  head.writeUInt16LE(channels * BYTES_PER_SAMPLE, 32);
  head.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  head.write('data', 36);
  head.writeUInt32LE(dataBytes, 40);
  return head;
}
