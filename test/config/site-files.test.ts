import { chmodSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFile, readFileBelow } from '../../src/config/find-file.ts';
import { SiteFolder, siteText } from './site-folder.ts';

const LIMIT = 10_000_000;

/** A line with one action that attaches these; the first of them stands at 17:100. */
const attaching = (...files: string[]): string =>
  siteText(
    `actions:\n  - { type: send_email, name: a, description: d, to: model, subject: s, body: b, attachments: [${files.join(', ')}] }`,
  );

/** A file of this size that takes no room. */
function grow(folder: SiteFolder, name: string, bytes: number): void {
  folder.write(name, '');
  truncateSync(join(folder.path, name), bytes);
}

describe('the attachments of an action', () => {
  it('[CFG49] files of the folder and of folders below are accepted, up to 10 MB together', async () => {
    using folder = new SiteFolder().write('site.yaml', attaching('a.pdf', 'more/b.pdf'));
    grow(folder, 'a.pdf', LIMIT / 2);
    grow(folder, 'more/b.pdf', LIMIT / 2);
    expect(await folder.problems()).toEqual([]);
    grow(folder, 'a.pdf', LIMIT / 2 + 1);
    expect(await folder.problems()).toEqual([
      expect.stringMatching(
        /^site\.yaml:17:\d+: the attachments have 10\.1 MB together, at most 10 MB can be sent; leave one out/,
      ),
    ]);
  });

  it('[CFG49] actions of the whole site are checked too; each action has its own 10 MB', async () => {
    using folder = new SiteFolder();
    grow(folder, 'a.pdf', LIMIT);
    const action = (name: string, files: string) =>
      `{ type: send_email, name: ${name}, description: d, to: model, subject: s, body: b, attachments: [${files}] }`;
    const actions = (...list: string[]) => siteText('', `actions: [${list.join(', ')}]\n`);
    folder.write('site.yaml', actions(action('a', 'a.pdf'), action('b', 'a.pdf')));
    expect(await folder.problems()).toEqual([]);
    folder.write('site.yaml', actions(action('a', 'a.pdf'), action('b', 'a.pdf, a.pdf')));
    expect(await folder.problems()).toEqual([expect.stringContaining('the attachments have 20 MB together')]);
  });

  it('[CFG49] what is not there, lies outside or is no file is an error at its entry', async () => {
    using folder = new SiteFolder();
    mkdirSync(join(folder.path, 'papers'));
    folder.write('site.yaml', attaching('none.pdf', '../x.pdf', 'papers'));
    expect(await folder.problems()).toEqual([
      expect.stringMatching(/^site\.yaml:17:100: none\.pdf: there is no such file; create it/),
      expect.stringMatching(/^site\.yaml:17:110: \.\.\/x\.pdf: the file must lie in the site file's folder/),
      expect.stringMatching(/^site\.yaml:17:120: papers: this is not a file/),
    ]);
  });

  it('[CFG49] nor may a folder stand for knowledge', async () => {
    using folder = new SiteFolder().write('site.yaml', siteText('knowledge: [{ title: T, file: papers.md }]'));
    mkdirSync(join(folder.path, 'papers.md'));
    expect(await folder.problems()).toEqual(['site.yaml:16:35: papers.md: this is not a file; write the path of one']);
  });

  it.skipIf(process.getuid?.() === 0)('[CFG49] a file nobody may read is told as such', async () => {
    using folder = new SiteFolder().write('site.yaml', attaching('a.pdf')).write('a.pdf', 'a');
    chmodSync(join(folder.path, 'a.pdf'), 0);
    expect(await folder.problems()).toEqual([expect.stringContaining('cannot be read; check its permissions')]);
  });
});

describe('the look-up of a file', () => {
  it('[CFG50] finds size and content, a link within the folder included', async () => {
    using folder = new SiteFolder().write('papers/a.txt', 'four');
    symlinkSync(join(folder.path, 'papers/a.txt'), join(folder.path, 'link.txt'));
    for (const name of ['papers/a.txt', 'link.txt', './papers/../link.txt']) {
      expect(await findFile(folder.path, name)).toMatchObject({ bytes: 4 });
      expect((await readFileBelow(folder.path, name, 4))?.toString()).toBe('four');
    }
  });

  it('[CFG50] of a longer file one byte beyond the limit is read: enough to tell', async () => {
    using folder = new SiteFolder().write('a.txt', 'four');
    expect((await readFileBelow(folder.path, 'a.txt', 2))?.toString()).toBe('fou');
    expect((await readFileBelow(folder.path, 'a.txt', 3))?.toString()).toBe('four');
    grow(folder, 'huge.bin', 5_000_000_000);
    expect(await readFileBelow(folder.path, 'huge.bin', LIMIT)).toHaveLength(LIMIT + 1);
    expect(await readFileBelow(folder.write('empty', '').path, 'empty', 4)).toHaveLength(0);
  });

  it('[CFG50] nothing outside of the folder is read, whatever leads there', async () => {
    using outside = new SiteFolder().write('secret.txt', 'secret');
    using folder = new SiteFolder();
    symlinkSync(join(outside.path, 'secret.txt'), join(folder.path, 'link.txt'));
    symlinkSync(outside.path, join(folder.path, 'way'));
    const names = [
      '../secret.txt',
      join(outside.path, 'secret.txt'),
      'link.txt',
      'way/secret.txt',
      '',
      '.',
      'a\0b',
      'none',
    ];
    for (const name of names) expect(await readFileBelow(folder.path, name, LIMIT)).toBeNull();
  });
});
