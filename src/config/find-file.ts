import { constants, createReadStream } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';

/** Where a file really lies and how large it is, or what is wrong and what to do about it. */
export type FoundFile = { readonly path: string; readonly bytes: number } | { readonly refusal: string };

/** A readable file of the site's own folder. Links are followed first, so that none leads out of it. */
export async function findFile(directory: string, file: string): Promise<FoundFile> {
  const outside = { refusal: "the file must lie in the site file's folder; write a path below it" };
  const folder = await realpath(directory);
  const wanted = resolve(folder, file);
  if (isAbsolute(file) || !wanted.startsWith(folder + sep)) return outside;
  try {
    const path = await realpath(wanted);
    if (!path.startsWith(folder + sep)) return outside;
    const found = await stat(path);
    if (!found.isFile()) return { refusal: 'this is not a file; write the path of one' };
    await access(path, constants.R_OK);
    return { path, bytes: found.size };
  } catch (error) {
    const denied = (error as NodeJS.ErrnoException).code === 'EACCES';
    return {
      refusal: denied
        ? 'the file cannot be read; check its permissions'
        : 'there is no such file; create it or correct the path',
    };
  }
}

/** What is in a file that `findFile` finds, or its first `limit` + 1 bytes where there is more; null: there is none. */
export async function readFileBelow(directory: string, file: string, limit: number): Promise<Buffer | null> {
  const found = await findFile(directory, file);
  return 'path' in found ? await buffer(createReadStream(found.path, { end: limit })) : null;
}
