import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AttendantError } from '../../src/domain/errors.ts';
import type { RecordingArchive } from '../../src/ports/recorder.ts';
import { pieces, whole } from '../support/wav.ts';

export interface ArchiveUnderTest {
  readonly archive: RecordingArchive;
  /** The names of all there is, and of what was begun and not ended. */
  files(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const bytes = (count: number): Buffer => Buffer.from(Array.from({ length: count }, (_, index) => index % 251));

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield bytes(5000);
  throw new Error('the line is dead');
}

/** What every home of recordings must do. */
export function archiveContract(name: string, open: () => Promise<ArchiveUnderTest>): void {
  describe(`the recordings' home (${name})`, () => {
    let opened: ArchiveUnderTest;
    const read = async (file: string, range?: { start: number; end: number }) => {
      const audio = await opened.archive.read(file, range);
      return audio === null ? null : { bytes: audio.bytes, content: await whole(audio.chunks) };
    };
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());

    it('[RCD1] gives back what it was given, and its size', async () => {
      const content = bytes(300_000);
      expect(await opened.archive.store('acme/RE1.wav', pieces(content, 4096))).toBe(300_000);
      expect(await read('acme/RE1.wav')).toEqual({ bytes: 300_000, content });
      expect(await read('acme/RE2.wav')).toBeNull();
      expect(await read('RE1.wav')).toBeNull();
    });

    it('[RCD1] keeps an empty recording, and the last one of a name', async () => {
      expect(await opened.archive.store('acme/empty.wav', pieces(bytes(0)))).toBe(0);
      expect(await read('acme/empty.wav')).toEqual({ bytes: 0, content: bytes(0) });
      await opened.archive.store('acme/twice.wav', pieces(bytes(900)));
      await opened.archive.store('acme/twice.wav', pieces(bytes(30)));
      expect(await read('acme/twice.wav')).toEqual({ bytes: 30, content: bytes(30) });
    });

    it('[RCD2] keeps a recording whole or not at all, and the one before where the new one breaks off', async () => {
      await opened.archive.store('acme/kept.wav', pieces(bytes(40)));
      const before = await opened.files();
      await expect(opened.archive.store('acme/broken.wav', breaking())).rejects.toThrow('the line is dead');
      await expect(opened.archive.store('acme/kept.wav', breaking())).rejects.toThrow('the line is dead');
      expect(await opened.files()).toEqual(before);
      expect(await read('acme/broken.wav')).toBeNull();
      expect(await read('acme/kept.wav')).toEqual({ bytes: 40, content: bytes(40) });
    });

    it.each([
      [0, 0],
      [0, 99],
      [10, 20],
      [990, 999],
      [990, 5000],
      [0, 5000],
    ])('[RCD3] gives the part from %i to %i, and the size of the whole', async (start, end) => {
      await opened.archive.store('acme/parts.wav', pieces(bytes(1000)));
      const content = bytes(1000).subarray(start, end + 1);
      expect(await read('acme/parts.wav', { start, end })).toEqual({ bytes: 1000, content });
    });

    it('[RCD3] gives nothing of a part that is not there', async () => {
      await opened.archive.store('acme/short.wav', pieces(bytes(10)));
      expect(await read('acme/short.wav', { start: 10, end: 20 })).toEqual({ bytes: 10, content: bytes(0) });
    });

    it('[RCD2] forgets what is removed, also twice', async () => {
      await opened.archive.store('acme/gone.wav', pieces(bytes(10)));
      await opened.archive.remove('acme/gone.wav');
      await opened.archive.remove('acme/gone.wav');
      expect(await read('acme/gone.wav')).toBeNull();
    });

    it.each([
      '../RE1.wav',
      'acme/../../RE1.wav',
      '/etc/passwd',
      'acme//RE1.wav',
      'acme/.hidden',
      '',
      'a\\b',
      'a/b/c/d/e',
    ])('[RCD4] refuses the name %j, which is none of ours', async (file) => {
      const before = await opened.files();
      await expect(opened.archive.store(file, pieces(bytes(10)))).rejects.toThrow(AttendantError);
      await expect(opened.archive.read(file)).rejects.toThrow(AttendantError);
      await expect(opened.archive.remove(file)).rejects.toThrow(AttendantError);
      expect(await opened.files()).toEqual(before);
    });
  });
}
