import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWavHeader, wavSeconds } from '../../src/domain/wav.ts';
import { wav } from '../support/wav.ts';

describe('a WAV header', () => {
  it('[RCD25] tells channels, rate and length', () => {
    const file = wav(3, { channels: 1, samplesPerSecond: 8000 });
    const header = readWavHeader(file.subarray(0, 100));
    expect(header).toEqual({ channels: 1, bytesPerSecond: 16_000, soundAt: 44, soundBytes: 48_000 });
    if (header === null) throw new Error('it was read');
    expect(wavSeconds(header, file.length)).toBe(3);
    expect(wavSeconds(header, 44 + 16_000)).toBe(1);
    expect(wavSeconds({ ...header, soundBytes: null }, 44 + 32_000)).toBe(2);
    expect(wavSeconds(header, 10)).toBe(0);
  });

  it('[RCD25] whatever bytes there are, reading them ends, and reads nothing beyond them', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.nat(60), fc.uint8Array({ minLength: 1, maxLength: 60 })).map(([at, noise]) => {
        const file = Buffer.from(wav(1, { note: 'abc' }).subarray(0, 120));
        file.set(noise, at);
        return file;
      }),
    );
    fc.assert(
      fc.property(bytes, (head) => {
        const header = readWavHeader(head);
        if (header !== null) expect(header.soundAt).toBeLessThanOrEqual(head.length);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});
