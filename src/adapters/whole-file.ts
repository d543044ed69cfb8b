import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

const suffix = '.part';
/** Nothing takes so long to arrive: it was left by a killed process. */
const staleMs = 86_400_000;

/** All chunks in a new file of the directory, on disk when this resolves. When they fail there is no file. */
export async function writeWhole(directory: string, chunks: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, `.${randomUUID()}${suffix}`);
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunks) {
      await file.writeFile(chunk);
      hash.update(chunk);
      bytes += chunk.byteLength;
    }
    await file.sync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
  return { path, bytes, sha256: hash.digest('hex') };
}

/** So that a rename in it survives a power cut. Not every system can. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Takes away what killed processes left half written. */
export async function removeStale(directory: string, now: number): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names.filter((one) => one.startsWith('.') && one.endsWith(suffix))) {
    const path = join(directory, name);
    const facts = await stat(path).catch(() => null);
    if (facts !== null && facts.mtimeMs < now - staleMs) await rm(path, { force: true });
  }
}
