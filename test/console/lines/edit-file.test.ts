import { chmodSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceFile } from '../../../src/adapters/replace-file.ts';
import { siteJsonSchema } from '../../../src/config/site-schema.ts';
import { siteText } from '../../config/site-folder.ts';
import { filesBench, greeting, hashOf } from './files-bench.ts';

const other = siteText('', '', '+14155550199').replace('id: acme', 'id: other');

describe('a site file in the console', () => {
  it('[LNS7] is saved, comes into force at once, and who did it is in the audit log and in its versions', async () => {
    const { save, read, onDisk, spoken, versions, store, siteBook, directory, leftovers } = await filesBench();
    chmodSync(join(directory, 'acme.yaml'), 0o640);
    const before = siteBook.lineForNumber('+14155550101')?.version;
    const text = greeting('Good day, I am');
    const saved = await save(text, hashOf(siteText()));
    const version = siteBook.lineForNumber('+14155550101')?.version;
    expect(saved).toEqual({
      status: 200,
      body: { file: { name: 'acme.yaml', hash: hashOf(text), siteId: 'acme', inForce: true, problems: [] }, version },
    });
    expect(version).not.toBe(before);
    expect(onDisk()).toBe(text);
    expect(spoken()).toBe('Good day, I am the AI assistant.');
    expect((await read()).body).toMatchObject({ text, inForce: true, isMasked: false, readOnly: null });
    expect((await versions()).body.versions.map(({ by, hash }) => [by, hash])).toEqual([
      ['a admin', hashOf(text)],
      [null, hashOf(siteText())],
    ]);
    expect(store.audit.find(({ action }) => action === 'edit-lines')).toMatchObject({
      ...{ operator: 'a admin', subject: 'site file acme.yaml' },
    });
    expect(statSync(join(directory, 'acme.yaml')).mode & 0o777).toBe(0o640);
    expect(leftovers()).toEqual([]);
  });

  it('[LNS7] so does a change of nothing but a comment, though calls go by the same version', async () => {
    const { save, siteBook, versions, list } = await filesBench();
    const version = siteBook.lineForNumber('+14155550101')?.version;
    const saved = await save(`# Reviewed.\n${siteText()}`, hashOf(siteText()));
    expect(saved.body).toMatchObject({ version, file: { inForce: true } });
    expect((await versions()).body.versions).toHaveLength(2);
    expect((await list()).body.files).toMatchObject([{ name: 'acme.yaml', inForce: true }]);
  });

  it.each([
    ['a key that is unknown', siteText('voices: {}'), 16, 5, 'did you mean "voice"?'],
    ['a value that is wrong', siteText('voice: { speechTimeout: 1 }'), 16, 29, ''],
    ['text that is no YAML', `${siteText()}  - [`, 16, 6, 'this is not valid YAML'],
    [
      'a secret that is written out',
      siteText().replace('from:', 'smtp_url: smtp://a:b@c\n    from:'),
      8,
      15,
      '${NAME}',
    ],
  ])('[LNS8] with %s is told by line and column and never written', async (_name, text, line, column, words) => {
    const { check, save, onDisk, store, spoken, versions } = await filesBench();
    const { status, body } = await check(text);
    expect(status).toBe(200);
    expect(body.problems[0]).toMatchObject({ severity: 'error', file: 'acme.yaml', line, column });
    expect(body.problems[0]?.message).toContain(words);
    const refused = await save(text, hashOf(siteText()));
    expect(refused).toMatchObject({ status: 422, body: { problems: body.problems } });
    expect(refused.body.error).toContain(`acme.yaml:${line}:${column}: `);
    expect(JSON.stringify([body, refused.body])).not.toContain('smtp://');
    expect(onDisk()).toBe(siteText());
    expect(spoken()).toBe('Hello, I am the AI assistant.');
    expect(store.audit).toEqual([]);
    expect((await versions()).body.versions).toHaveLength(1);
  });

  it('[LNS8] nor is one that would make an error in another file', async () => {
    const { save, check, onDisk } = await filesBench({ files: { 'acme.yaml': siteText(), 'other.yaml': other } });
    const text = siteText('', '', '+14155550199');
    expect((await check(text)).body.problems).toMatchObject([{ file: 'other.yaml', severity: 'error' }]);
    expect((await save(text, hashOf(siteText()))).status).toBe(422);
    expect(onDisk()).toBe(siteText());
  });

  it('[LNS9] that was changed meanwhile is not overwritten', async () => {
    const { save, onDisk, root } = await filesBench();
    const [mine, theirs] = [greeting('Mine,'), greeting('Theirs,')];
    root.write('config/acme.yaml', theirs);
    const refused = await save(mine, hashOf(siteText()));
    expect(refused).toMatchObject({ status: 409, body: { hash: hashOf(theirs) } });
    expect(refused.body.error).toContain('changed meanwhile');
    expect(onDisk()).toBe(theirs);
    expect((await save(mine, hashOf(theirs))).status).toBe(200);
  });

  it('[LNS9] of two who save at once one is told', async () => {
    const { save, onDisk } = await filesBench();
    const texts = ['One,', 'Two,'].map(greeting);
    const saved = await Promise.all(texts.map((text) => save(text, hashOf(siteText()))));
    expect(saved.map(({ status }) => status)).toEqual([200, 409]);
    expect(onDisk()).toBe(texts[0]);
  });

  it('[LNS9] nor when it changes while it is checked', async () => {
    const bench = await filesBench();
    bench.store.appendAudit = async () => void bench.root.write('config/acme.yaml', greeting('Theirs,'));
    expect((await bench.save(greeting('Mine,'), hashOf(siteText()))).status).toBe(409);
    expect(bench.onDisk()).toBe(greeting('Theirs,'));
  });

  it('[LNS10] is one of those in the folder: no other name is read or written', async () => {
    const { ask, root, directory, exists, siteBook, list } = await filesBench();
    root.write('outside.yaml', other).write('config/.hidden.yaml', other).write('config/notes.md', 'x');
    symlinkSync(join(root.path, 'outside.yaml'), join(directory, 'link.yaml'));
    await siteBook.check();
    const names = [
      '..%2Foutside.yaml',
      '%2e%2e%2foutside.yaml',
      '..%5coutside.yaml',
      'acme.yaml%00',
      '%00',
      '.hidden.yaml',
      'notes.md',
      'new.yaml',
      encodeURIComponent(join(root.path, 'outside.yaml')),
    ];
    const body = { text: greeting('Stolen,'), basedOn: hashOf(other) };
    for (const name of [...names, 'link.yaml']) {
      const answers = await Promise.all([
        ask(`/lines/files/${name}?unmasked=1`),
        ask(`/lines/files/${name}/check`, { method: 'POST', body: { text: 'x' } }),
        ask(`/lines/files/${name}`, { method: 'PUT', body }),
        ask(`/lines/files/${name}/versions`),
        ask(`/lines/files/${name}/versions/1?unmasked=1`),
        ask(`/lines/files/${name}/versions/1/restore`, { method: 'POST', body: { basedOn: hashOf(other) } }),
      ]);
      expect([name, JSON.stringify(answers)]).toEqual([name, expect.not.stringContaining('14155550199')]);
      if (name !== 'link.yaml') expect([name, answers.every(({ status }) => status >= 400)]).toEqual([name, true]);
      else expect(answers.map(({ status }) => status)).toEqual([200, 200, 409, 404, 404, 404]);
    }
    expect((await ask('/lines/files/%E0%A4%A')).status).toBe(400);
    expect((await list()).body.files.map(({ name, hash }) => [name, hash === ''])).toEqual([
      ['acme.yaml', false],
      ['link.yaml', true],
    ]);
    expect(exists('config/new.yaml')).toBe(false);
  });

  it('[LNS10] a link within the folder stays one, and what it leads to is written', async () => {
    const { save, directory, root } = await filesBench({ files: { 'data/acme.txt': siteText(), 'b.yaml': other } });
    symlinkSync('data/acme.txt', join(directory, 'acme.yaml'));
    const text = greeting('Good day, I am');
    expect((await save(text, hashOf(siteText()))).status).toBe(200);
    expect(statSync(join(root.path, 'config/data/acme.txt')).size).toBe(text.length);
  });

  it('[LNS11] whose version was right is gone back to, by the same checks', async () => {
    const { save, restore, versions, version, onDisk, spoken, store, root, siteBook } = await filesBench();
    await save(greeting('Good day, I am'), hashOf(siteText()));
    const [newest, first] = (await versions()).body.versions;
    expect((await version(first?.id ?? 0)).body).toMatchObject({ text: siteText(), isMasked: false, by: null });
    expect((await restore(first?.id ?? 0, hashOf(siteText()))).status).toBe(409);
    expect((await restore(first?.id ?? 0, newest?.hash ?? '')).status).toBe(200);
    expect(onDisk()).toBe(siteText());
    expect(spoken()).toBe('Hello, I am the AI assistant.');
    expect((await versions()).body.versions).toHaveLength(3);
    expect(store.audit.at(-1)).toMatchObject({ action: 'roll-back-lines', detail: { version: first?.id } });
    // The knowledge it had is not there any more: it is checked like any other text.
    root.write('config/a.md', 'x').write('config/acme.yaml', siteText('knowledge: [{ title: T, file: a.md }]'));
    await siteBook.check();
    const [knowing] = (await versions()).body.versions;
    root.write('config/acme.yaml', siteText()).write('config/a.md', '');
    await siteBook.check();
    const refused = await restore(knowing?.id ?? 0, hashOf(siteText()));
    expect(refused).toMatchObject({ status: 422, body: { error: expect.stringContaining('a.md') } });
    for (const id of [999, 'x', '1.5']) expect((await restore(id, hashOf(siteText()))).status).toBe(404);
  });

  it('[LNS12] is masked for a viewer, whole for an operator who is kept in the audit log, and edited by an admin only', async () => {
    const { read, save, check, restore, version, versions, store, onDisk } = await filesBench();
    const viewed = await read('', 'viewer');
    expect(viewed).toMatchObject({ status: 200, body: { isMasked: true, hash: hashOf(siteText()) } });
    expect(viewed.body.text).not.toMatch(/14155550101|hello@example/);
    expect(viewed.body.text?.split('\n')).toHaveLength(siteText().split('\n').length);
    expect((await read('?unmasked=1', 'viewer')).status).toBe(403);
    expect(store.audit).toEqual([]);
    expect((await read('?unmasked=1', 'operator')).body.text).toBe(siteText());
    expect(store.audit).toMatchObject([{ operator: 'a operator', action: 'unmask', subject: 'site file acme.yaml' }]);
    const [{ id } = { id: 0 }] = (await versions()).body.versions;
    expect((await version(id, 'viewer')).body.text).not.toContain('14155550101');
    for (const role of ['viewer', 'operator'] as const) {
      const text = greeting('Hi,');
      const answers = [
        await save(text, hashOf(siteText()), role),
        await check(text, role),
        await restore(id, hashOf(siteText()), role),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    }
    expect(onDisk()).toBe(siteText());
  });

  it.each([
    ['EROFS', 'mounted read-only'],
    ['EACCES', 'may not write'],
    ['ENOSPC', 'disk is full'],
  ])('[LNS13] in a folder that cannot be written (%s) it says so in words', async (code, words) => {
    const failing = async () => Promise.reject(Object.assign(new Error('no'), { code }));
    const { save, spoken, onDisk } = await filesBench({ replaceFile: failing });
    const refused = await save(greeting('Hi,'), hashOf(siteText()));
    expect(refused).toMatchObject({ status: 409, body: { error: expect.stringContaining(words) } });
    expect([onDisk(), spoken()]).toEqual([siteText(), 'Hello, I am the AI assistant.']);
  });

  it('[LNS13] one that could not be put in place leaves nothing behind', async () => {
    const { directory, leftovers } = await filesBench();
    await expect(replaceFile(join(directory, 'none.yaml'), 'x')).rejects.toThrow();
    expect(leftovers()).toEqual([]);
  });

  it('[LNS14] is checked without being written, and what would change for callers is told by its key', async () => {
    const { check, onDisk, store } = await filesBench();
    const text = greeting('Good day, I am')
      .replace('plan: enterprise', 'plan: pro')
      .replace('prompt: Help.', 'prompt: Help.\n    limits: { silence_seconds: 9 }');
    const { body } = await check(text);
    expect(body).toEqual({
      problems: [],
      changes: expect.arrayContaining([
        { path: 'plan', kind: 'changed' },
        { path: 'lines[front].greeting', kind: 'changed' },
        { path: 'lines[front].limits.silence_seconds', kind: 'changed' },
      ]),
    });
    expect(body.changes).toHaveLength(3);
    expect((await check(`# Reviewed.\n${siteText()}`)).body).toEqual({ problems: [], changes: [] });
    expect(onDisk()).toBe(siteText());
    expect(store.audit).toEqual([]);
  });

  it('[LNS15] is saved beside one that has errors, and says why it is not in force', async () => {
    const { save, root, spoken, list, siteBook } = await filesBench({
      files: { 'acme.yaml': siteText(), 'other.yaml': other },
    });
    root.write('config/other.yaml', `${other}bad: 1\n`);
    await siteBook.check();
    const saved = await save(greeting('Good day, I am'), hashOf(siteText()));
    expect(saved).toMatchObject({ status: 200, body: { file: { inForce: false, problems: [] } } });
    expect(spoken()).toBe('Hello, I am the AI assistant.');
    expect((await list()).body.files).toMatchObject([
      { name: 'acme.yaml', inForce: false, problems: [] },
      { name: 'other.yaml', inForce: false, problems: [{ severity: 'error', line: 16, column: 1 }] },
    ]);
    root.write('config/other.yaml', other);
    await siteBook.check();
    expect(spoken()).toBe('Good day, I am the AI assistant.');
  });

  it('[LNS16] that was changed on disk is one more version, by nobody', async () => {
    const { root, siteBook, versions, list } = await filesBench();
    root.write('config/acme.yaml', greeting('Good day, I am'));
    expect((await list()).body.files).toMatchObject([{ inForce: false }]);
    await siteBook.check();
    await siteBook.check();
    expect((await list()).body.files).toMatchObject([{ inForce: true }]);
    expect((await versions()).body).toMatchObject({ versions: [{ by: null }, { by: null }], next: null });
  });

  it('[LNS17] asks for what it needs, and says what is wrong with a request', async () => {
    const { ask, check } = await filesBench();
    const put = (body: unknown) => ask<{ error: string }>('/lines/files/acme.yaml', { method: 'PUT', body });
    for (const body of ['{', '[]', { text: 'x' }, { text: 5, basedOn: hashOf('') }, { text: 'x', basedOn: 'short' }])
      expect([body, await put(body)]).toMatchObject([body, { status: 400, body: { error: expect.any(String) } }]);
    expect(await check('x'.repeat(200_001))).toMatchObject({ status: 413 });
    expect((await put('x'.repeat(2_000_000))).status).toBe(413);
    expect(await check(`a: ${'['.repeat(50_000)}`)).toMatchObject({ status: 200 });
    expect((await ask('/lines/schema')).body).toEqual(siteJsonSchema());
  });
});
