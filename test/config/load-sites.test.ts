import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SiteFolder, siteText } from './site-folder.ts';

async function problemsOf(text: string): Promise<readonly string[]> {
  using folder = new SiteFolder();
  return await folder.write('site.yaml', text).problems();
}

describe('what is wrong with a site file', () => {
  it('[CFG11] a valid file has no problems, and every default is filled in', async () => {
    using folder = new SiteFolder();
    const { sites, problems } = await folder.write('site.yaml', siteText()).load();
    expect(problems).toEqual([]);
    expect(sites[0]?.site.lines[0]).toMatchObject({
      voice: { language: 'en-US', ttsProvider: 'ElevenLabs', interruptible: 'any' },
      limits: { silence_seconds: 8 },
      escalation: { transfer: false },
    });
  });

  it.each([
    [
      'an unknown key',
      'voice:\n  interruptable: any',
      '17:7: lines[0].voice: unknown key "interruptable"; did you mean "interruptible"?',
    ],
    [
      'a misspelt one is not also missing',
      'links:\n  - { id: a, title: A, ulr: "https://example.com" }',
      '17:28: lines[0].links[0]: unknown key "ulr"; did you mean "url"?',
    ],
    [
      'a wrong choice',
      'voice: { ttsProvider: Elevenlabs }',
      '16:27: lines[0].voice.ttsProvider: write one of ElevenLabs, Google, Amazon; did you mean "ElevenLabs"?',
    ],
    ['yes for true', 'voice: { dtmfDetection: yes }', '16:29: lines[0].voice.dtmfDetection: write true or false'],
    [
      'a number out of range',
      'limits: { silence_seconds: 2 }',
      '16:32: lines[0].limits.silence_seconds: write a number of at least 3',
    ],
    [
      'a missing key',
      'links:\n  - { id: a, url: "https://example.com" }',
      '17:9: lines[0].links[0]: "title" is missing; it takes a text',
    ],
    [
      'an empty value',
      'fallback_number:',
      '16:21: lines[0].fallback_number: write the number in E.164, for example "+14155550100" (in quotes) (found nothing)',
    ],
    [
      'a bad span',
      'hours: { monday: ["9-5"] }',
      '16:23: lines[0].hours.monday[0]: write a span, for example "09:00-17:30"',
    ],
    ['the wrong shape', 'links: booking', '16:12: lines[0].links: write a list'],
    [
      'one of several shapes',
      'knowledge:\n  - { title: A, fil: a.md }',
      '17:21: lines[0].knowledge[0]: unknown key "fil"; did you mean "file"?',
    ],
    [
      'an action type',
      'actions:\n  - { type: send_mail, name: a }',
      '17:17: lines[0].actions[0].type: write one of send_email, send_sms, http_request; did you mean "send_email"?',
    ],
  ])('[CFG12] %s: its line and column, what is wrong and what to write', async (_what, line, expected) => {
    expect(await problemsOf(siteText(line))).toEqual([`site.yaml:${expected}`]);
  });

  it('[CFG13] a number without quotes is told apart', async () => {
    const [problem] = await problemsOf(siteText().replace('"+14155550101"', '+14155550101'));
    expect(problem).toBe(
      'site.yaml:12:15: lines[0].numbers[0]: write the number in E.164, for example "+14155550100" (in quotes) (found 14155550101 without quotes)',
    );
  });

  it('[CFG14] all problems of a file are listed, in the order of the file', async () => {
    const text = siteText('voice: { speechTimeout: 5 }\nhours: { monday: ["x"] }').replace(
      'country: US',
      'country: us',
    );
    const places = (await problemsOf(text)).map((problem) => problem.split(':').slice(1, 2).join());
    expect(places).toEqual(['4', '16', '17']);
  });

  it('[CFG15] broken YAML, a repeated key and a bomb of aliases are errors with their place', async () => {
    expect((await problemsOf('id: [1,\nname: x'))[0]).toMatch(/^site\.yaml:\d+:\d+: this is not valid YAML/);
    expect((await problemsOf(`${siteText()}id: again\n`))[0]).toMatch(/^site\.yaml:16:1: .*unique/);
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefgh'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
    ];
    expect((await problemsOf(bomb.join('\n')))[0]).toContain('aliases');
  });

  it('[CFG16] an alias leads to where the value is written', async () => {
    const text = siteText('hours: &h { monday: ["09:00-08:00"] }\ncallbacks: { slots: { hours: *h } }');
    expect((await problemsOf(text)).every((problem) => problem.startsWith('site.yaml:16:26:'))).toBe(true);
  });

  it('[CFG17] a text of the file is never repeated: it may be a password', async () => {
    const text = siteText().replace('    from:', '    smtp_url: smtp://user:hunter2@example.com\n    from:');
    const problems = await problemsOf(text);
    expect(problems[0]).toBe('site.yaml:8:15: mail.default.smtp_url: write ${NAME} and set NAME in the environment');
    expect(problems.join()).not.toContain('hunter2');
  });

  it('[CFG18] ids and numbers are unique over all files', async () => {
    using folder = new SiteFolder();
    folder.write('a.yaml', siteText()).write('b.yml', siteText());
    expect(await folder.problems()).toEqual([
      'b.yml:1:5: another file has the site acme already; rename one',
      'b.yml:12:15: this number belongs to line front of site acme already; remove one',
    ]);
  });

  it('[CFG19] no folder and an empty folder are errors', async () => {
    using folder = new SiteFolder();
    expect((await folder.problems())[0]).toContain('no site file');
    folder[Symbol.dispose]();
    expect((await folder.problems())[0]).toContain('no such folder');
  });
});

describe('files beside the site file', () => {
  const knowledge = (file: string): string => siteText(`knowledge: [{ title: T, file: ${file} }]`);

  it('[CFG20] knowledge files are read in, also from folders below', async () => {
    using folder = new SiteFolder();
    folder.write('site.yaml', knowledge('more/a.md')).write('more/a.md', '# We know');
    const { sites, problems } = await folder.load();
    expect(problems).toEqual([]);
    expect(sites[0]?.site.lines[0]?.knowledge).toEqual([{ title: 'T', text: '# We know' }]);
  });

  it('[CFG21] a path, or a link, that leaves the folder is refused', async () => {
    using outside = new SiteFolder().write('secret.md', 'secret');
    using folder = new SiteFolder();
    symlinkSync(join(outside.path, 'secret.md'), join(folder.path, 'link.md'));
    for (const file of ['../secret.md', join(outside.path, 'secret.md'), 'link.md']) {
      const { sites, problems } = await folder.write('site.yaml', knowledge(file)).load();
      expect(problems[0]?.message).toContain('must lie in the site file');
      expect(JSON.stringify(sites)).not.toContain('"secret"');
    }
  });

  it('[CFG22] a missing and an empty file are errors at their entry', async () => {
    using folder = new SiteFolder().write('site.yaml', knowledge('none.md')).write('empty.md', ' \n');
    expect((await folder.problems())[0]).toContain('site.yaml:16:35: none.md: there is no such file');
    expect((await folder.write('site.yaml', knowledge('empty.md')).problems())[0]).toContain('the file is empty');
  });

  it('[CFG23] the version is that of the content: layout does not matter, knowledge does', async () => {
    using folder = new SiteFolder().write('site.yaml', knowledge('a.md')).write('a.md', 'one');
    const versions = async () => (await folder.load()).sites.map((site) => site.version).join();
    const first = await versions();
    folder.write(
      'site.yaml',
      `# a comment\n${knowledge('a.md').replace('id: acme\nname: Acme', 'name: "Acme"\nid: acme')}`,
    );
    expect(await versions()).toBe(first);
    folder.write('a.md', 'two');
    expect(await versions()).not.toBe(first);
  });
});
