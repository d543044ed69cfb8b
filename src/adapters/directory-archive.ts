import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RecordingArchive } from '../ports/recorder.ts';
import type { Clock } from '../ports.ts';
import { checkedName } from './archive-name.ts';
import { removeStale, syncDirectory, writeWhole } from './whole-file.ts';

export interface DirectoryArchiveOptions {
  readonly directory: string;
  readonly clock: Pick<Clock, 'now'>;
}

/** Recordings as files. Written beside their place, then moved there: a file is whole or not there. */
export function createDirectoryArchive({ directory, clock }: DirectoryArchiveOptions): RecordingArchive {
  const pathOf = (file: string): string => join(directory, ...checkedName(file).split('/'));
  return {
    async store(file, chunks) {
      const path = pathOf(file);
      await removeStale(directory, clock.now());
      const written = await writeWhole(directory, chunks);
      try {
        await mkdir(dirname(path), { recursive: true });
        await rename(written.path, path);
      } catch (error) {
        await rm(written.path, { force: true });
        throw error;
      }
      await syncDirectory(dirname(path));
      return written.bytes;
    },
    async read(file, range) {
      const path = pathOf(file);
      const facts = await stat(path).catch(nullIfMissing);
      if (facts === null || !facts.isFile()) return null;
      return { bytes: facts.size, chunks: chunksOf(path, facts.size, range) };
    },
    async remove(file) {
      await rm(pathOf(file), { force: true });
    },
  };
}

/** Opened when it is read, so that whoever never reads leaves nothing open. */
async function* chunksOf(
  path: string,
  bytes: number,
  { start, end }: { readonly start: number; readonly end: number } = { start: 0, end: bytes - 1 },
): AsyncGenerator<Uint8Array> {
  if (start >= bytes || end < start) return;
  yield* createReadStream(path, { start, end: Math.min(end, bytes - 1) }) as AsyncIterable<Uint8Array>;
}

function nullIfMissing(error: unknown): null {
  const { code } = error as { code?: unknown };
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
