import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Cancel, Log } from '../ports.ts';

/**
 * Calls back on every change in a folder and the folders below. Each folder has its own watch, and no file has one:
 * editors replace a file, and a watch on the old one goes dead (as Node's own recursive watch does on Linux).
 */
export function watchFolder(root: string, log: Log, onChange: () => void): Cancel {
  const watchers = new Map<string, FSWatcher>();
  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const follow = (): void => {
    for (const folder of foldersBelow(root)) {
      if (watchers.has(folder)) continue;
      const watcher = watch(folder, { persistent: false }, () => {
        follow();
        onChange();
      });
      watcher.on('error', (error) => {
        log.warn('a configuration folder is no longer watched', { error });
        drop(folder);
      });
      watchers.set(folder, watcher);
    }
  };
  follow();
  return () => {
    for (const folder of [...watchers.keys()]) drop(folder);
  };
}

function foldersBelow(root: string): readonly string[] {
  try {
    const entries = readdirSync(root, { recursive: true, withFileTypes: true });
    return [root, ...entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))];
  } catch {
    // It vanished between two looks: the next change tells.
    return [];
  }
}
