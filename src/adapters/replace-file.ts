import { chmod, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReplaceFile } from '../ports/site-files.ts';
import { syncDirectory, writeWhole } from './whole-file.ts';

/** The new text lies beside the old one until it is whole, and takes its place and its permissions at once. */
export const replaceFile: ReplaceFile = async (path, text) => {
  const { mode } = await stat(path);
  const directory = dirname(path);
  const written = await writeWhole(directory, chunksOf(text));
  try {
    await chmod(written.path, mode & 0o777);
    await rename(written.path, path);
  } catch (error) {
    await rm(written.path, { force: true });
    throw error;
  }
  await syncDirectory(directory);
};

async function* chunksOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text, 'utf8');
}
