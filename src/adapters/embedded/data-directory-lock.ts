import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AttendantError } from '../../domain/errors.ts';

/** Of two that start at the same moment one gets through, when both do not give up at once. */
const patienceMs = 500;
/** SQLite's result code for a lock that another holds. */
const busy = 5;

/**
 * PGlite takes no lock of its own, and two processes on one directory silently lose commits. This is the operating
 * system's lock, by way of SQLite: it ends with the process however that ends, has no stale state to judge or take
 * over, and holds between containers that share a volume, where process ids mean nothing.
 * Throws AttendantError `data_directory_locked`. Gives the function that lets go; the lock lasts while that is kept.
 */
export function lockDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const owner = join(directory, 'lock.pid');
  // Nothing else in this process may open the lock's file: closing it would let go.
  const lock = new DatabaseSync(join(directory, 'lock.sqlite'), { timeout: patienceMs });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw refusal(directory, owner, error);
  }
  writeFileSync(owner, String(process.pid));
  return () => {
    rmSync(owner, { force: true });
    lock.close();
  };
}

function refusal(directory: string, owner: string, cause: unknown): AttendantError {
  if (cause instanceof Error && 'errcode' in cause && cause.errcode === busy) {
    const message = `${directory} is in use by ${read(owner)}. Stop it, or set DATA_DIR to another directory.`;
    return new AttendantError('data_directory_locked', message, { cause });
  }
  return new AttendantError('store_unavailable', `${directory} cannot be locked: ${String(cause)}`, { cause });
}

/** Only for the message: the lock itself says whether anybody holds it. */
function read(owner: string): string {
  try {
    return `process ${readFileSync(owner, 'utf8')}`;
  } catch {
    return 'another process';
  }
}
