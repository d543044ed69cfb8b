import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AttendantError } from '../../domain/errors.ts';

/**
 * PGlite takes no lock of its own, and two processes on one directory silently lose commits. This one names its owner
 * by process id and start time, so that a lock left by a killed process is taken over and a reused id is not mistaken.
 * Throws AttendantError `data_directory_locked`. Gives the function that lets go.
 */
export function lockDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'attendant.lock');
  const own = `${process.pid} ${startOf(process.pid)}`;
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryCreate(file, own)) return () => rmSync(file, { force: true });
    const owner = read(file);
    if (owner !== null && isAlive(owner)) {
      throw new AttendantError(
        'data_directory_locked',
        `${directory} is in use by process ${owner.split(' ')[0]}. Stop it, or set DATA_DIR to another directory.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new AttendantError('data_directory_locked', `${directory} is being taken by another process.`);
}

function tryCreate(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function isAlive(owner: string): boolean {
  const [id = '', start = ''] = owner.split(' ');
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return start === '' || startOf(pid) === '' || startOf(pid) === start;
}

/** When a process began, in the kernel's ticks; empty where the system does not say. */
function startOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
