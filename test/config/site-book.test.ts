import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSiteBook, type WatchedSiteBook } from '../../src/config/site-book.ts';
import type { Cancel, Log } from '../../src/ports.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { SiteFolder, siteText } from './site-folder.ts';

const NUMBER = '+14155550101';
let folder: SiteFolder;
let store: MemoryStore;
let clock: NotifyingClock;
let lines: string[];
let book: WatchedSiteBook | null = null;

/** Tells when somebody begins to wait: a change of the folder was seen. */
class NotifyingClock extends VirtualClock {
  #told = Promise.withResolvers<void>();

  override after(ms: number, callback: () => void): Cancel {
    this.#told.resolve();
    return super.after(ms, callback);
  }

  async waitedFor(): Promise<void> {
    await this.#told.promise;
    this.#told = Promise.withResolvers<void>();
  }
}

beforeEach(() => {
  folder = new SiteFolder().write('site.yaml', siteText());
  store = new MemoryStore();
  clock = new NotifyingClock();
  lines = [];
});
afterEach(() => {
  book?.close();
  book = null;
  folder[Symbol.dispose]();
});

const note = (message: string): void => void lines.push(message);
const log: Log = { debug: note, info: note, warn: note, error: note, with: () => log };

async function open(watch = false): Promise<WatchedSiteBook> {
  book = await createSiteBook({ directory: folder.path, store, clock, log, watch, secrets: () => null });
  return book;
}

const greeting = (): string | undefined => book?.lineForNumber(NUMBER)?.line.greeting;
const edit = (words: string): string => siteText().replace('Hello,', words);

describe('the site book', () => {
  it('[CFG32] finds the line of a number, and nothing for another', async () => {
    const opened = await open();
    expect(opened.lineForNumber(NUMBER)).toMatchObject({ line: { id: 'front' }, site: { id: 'acme' } });
    expect(opened.lineForNumber('+14155550199')).toBeNull();
    expect(opened.sites().map((site) => site.id)).toEqual(['acme']);
  });

  it('[CFG33] a start with a bad file fails and lists every error', async () => {
    folder.write('site.yaml', siteText('voice: { speechTimeout: 1 }\nhours: { monday: [x] }'));
    await expect(open()).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/site\.yaml:16:29:[^\n]*\n[^\n]*site\.yaml:17:23:/),
    });
  });

  it('[CFG34] a bad edit leaves the last good one in force and says so, a good one replaces it', async () => {
    const opened = await open();
    folder.write('site.yaml', siteText('voices: {}'));
    await opened.check();
    expect(greeting()).toBe('Hello, I am the AI assistant.');
    expect(lines.join('\n')).toMatch(/site\.yaml:16:5: .*did you mean "voice"\?\n.*the last good configuration stays/);
    folder.write('site.yaml', edit('Good day,'));
    await opened.check();
    expect(greeting()).toBe('Good day, I am the AI assistant.');
  });

  it('[CFG35] a call keeps the version it began with, here and in a process that never had it', async () => {
    const opened = await open();
    const before = opened.lineForNumber(NUMBER)?.version ?? '';
    folder.write('site.yaml', edit('Good day,'));
    await opened.check();
    expect(opened.lineForNumber(NUMBER)?.version).not.toBe(before);
    const kept = await opened.lineAtVersion(before, 'front');
    expect(kept?.line.greeting).toBe('Hello, I am the AI assistant.');
    const other = await createSiteBook({
      directory: folder.path,
      store,
      clock,
      log,
      watch: false,
      secrets: () => null,
    });
    expect(await other.lineAtVersion(before, 'front')).toEqual(kept);
    expect(await other.lineAtVersion(before, 'back')).toBeNull();
    expect(await other.lineAtVersion('unknown', 'front')).toBeNull();
    await store.saveSiteVersion('broken', 'acme', { id: 5 });
    expect(await other.lineAtVersion('broken', 'front')).toBeNull();
  });

  it('[CFG36] a new version comes into force only once the store has it', async () => {
    const opened = await open();
    folder.write('site.yaml', edit('Good day,'));
    store.away = true;
    await expect(opened.check()).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(greeting()).toBe('Hello, I am the AI assistant.');
    store.away = false;
    await opened.check();
    expect(greeting()).toBe('Good day, I am the AI assistant.');
  });

  it('[CFG37] a change of the file is taken up 200 ms after it settles, also when an editor replaces the file', async () => {
    const opened = await open(true);
    for (const words of ['One,', 'Two,', 'Three,']) {
      writeFileSync(join(folder.path, 'site.yaml.new'), edit(words));
      renameSync(join(folder.path, 'site.yaml.new'), join(folder.path, 'site.yaml'));
      await settled(opened, words);
    }
  });

  it('[CFG37] so is a change of a knowledge file in a folder below', async () => {
    mkdirSync(join(folder.path, 'more'));
    folder.write('more/a.md', 'one').write('site.yaml', siteText('knowledge: [{ title: T, file: more/a.md }]'));
    const opened = await open(true);
    const knowledge = (): unknown => opened.lineForNumber(NUMBER)?.line.knowledge[0];
    expect(knowledge()).toEqual({ title: 'T', text: 'one' });
    folder.write('more/a.md', 'two');
    await clock.waitedFor();
    await clock.advance(200);
    await opened.check();
    expect(knowledge()).toEqual({ title: 'T', text: 'two' });
  });

  it('[CFG38] closed, it leaves no timer and no watch behind', async () => {
    const opened = await open(true);
    folder.write('site.yaml', edit('One,'));
    await clock.waitedFor();
    opened.close();
    expect(clock.pending).toBe(0);
  });

  /** Lets the watch and its debounce do their work; the new greeting must be there by that alone. */
  async function settled(opened: WatchedSiteBook, words: string): Promise<void> {
    while (opened.lineForNumber(NUMBER)?.line.greeting.startsWith(words) !== true) {
      await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(200);
    }
  }
});
