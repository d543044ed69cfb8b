import { describe, expect, it } from 'vitest';
import { SiteFolder, siteText } from './site-folder.ts';

const SECRETS = { SMTP_ACME: 'smtps://desk:hunter2@mail.example.com', USER: 'desk', PASSWORD: 'hunter2' };

/** The problems of a site whose preset has these lines, which begin at 8:5. */
async function findings(
  preset: string,
  secrets: Readonly<Record<string, string>> = SECRETS,
  sandboxed = false,
): Promise<readonly string[]> {
  using folder = new SiteFolder();
  folder.write('site.yaml', siteText().replace('    from:', `    ${preset}\n    from:`));
  return (await folder.problems(secrets, sandboxed)).map((problem) => problem.replace(/^site\.yaml:/, ''));
}

describe('the server of a mail preset', () => {
  it.each([
    'smtp_url: ${SMTP_ACME}',
    'smtp: { host: mail.example.com }',
    'smtp: { host: mailhog, port: 1025 }',
    'smtp: { host: 192.0.2.7, port: 465, secure: true, user: desk@example.com, password: "${PASSWORD}" }',
    'smtp: { host: "2001:db8::7", user: "${USER}", password: "${PASSWORD}" }',
  ])('[CFG46] is accepted: %s', async (preset) => {
    expect(await findings(preset)).toEqual([]);
  });

  it.each([
    [
      'both ways at once',
      'smtp_url: ${SMTP_ACME}\n    smtp: { host: mail.example.com }',
      '9:5: smtp_url and smtp both say which server; keep one, remove the other',
    ],
    [
      'a user without a password',
      'smtp: { host: a.example.com, user: desk }',
      '8:40: user needs a password: add password: ${NAME} and set NAME in the environment',
    ],
    [
      'a password without a user',
      'smtp: { host: a.example.com, password: "${PASSWORD}" }',
      '8:44: password needs a user: add user, or remove password',
    ],
    [
      'a password written out',
      'smtp: { host: a.example.com, user: desk, password: hunter2 }',
      '8:56: mail.default.smtp.password: write ${NAME} and set NAME in the environment',
    ],
    [
      'a user that is no proper reference',
      'smtp: { host: a.example.com, user: "${user}", password: "${PASSWORD}" }',
      '8:40: mail.default.smtp.user: write the name, or ${NAME} and set NAME in the environment',
    ],
    [
      'a URL for a host',
      'smtp: { host: "smtp://hunter2@a.example.com" }',
      '8:19: mail.default.smtp.host: write a host name or an IP address alone, for example smtp.example.com',
    ],
    [
      'a port with the host',
      'smtp: { host: "a.example.com:587" }',
      '8:19: mail.default.smtp.host: write a host name or an IP address alone, for example smtp.example.com',
    ],
    ['no host', 'smtp: { port: 25 }', '8:5: mail.default.smtp: "host" is missing; it takes a text'],
    [
      'a port that is none',
      'smtp: { host: a.example.com, port: 65536 }',
      '8:40: mail.default.smtp.port: write a number of at most 65535',
    ],
    [
      'a misspelt key',
      'smtp: { host: a.example.com, pasword: "${PASSWORD}" }',
      '8:34: mail.default.smtp: unknown key "pasword"; did you mean "password"?',
    ],
  ])('[CFG46] an error: %s', async (_what, preset, expected) => {
    const found = await findings(preset);
    expect(found).toEqual([expected]);
    expect(found.join()).not.toContain('hunter2');
  });

  it('[CFG46] a secret that is not set is an error, in the sandbox a warning', async () => {
    const preset = 'smtp: { host: a.example.com, user: "${USER}", password: "${PASSWORD}" }';
    const expected = ['8:40: set USER in the environment', '8:61: set PASSWORD in the environment'];
    expect(await findings(preset, {})).toEqual(expected);
    expect(await findings(preset, {}, true)).toEqual(expected.map((one) => one.replace(': set', ': warning: set')));
    expect(await findings(preset, { USER: 'desk' })).toEqual(expected.slice(1));
  });

  it.each(['mail.example.com', 'https://desk:hunter2@mail.example.com', 'smtp://desk:hunter2@mail.example.com:port'])(
    '[CFG46] a secret that is no URL of a mail server is an error that does not repeat it: %s',
    async (url) => {
      expect(await findings('smtp_url: ${SMTP_ACME}', { SMTP_ACME: url })).toEqual([
        '8:15: SMTP_ACME in the environment: write smtp://… or smtps://…',
      ]);
    },
  );

  it.each([
    ['smtp: { host: a.example.com, port: 465 }', '8:40: warning: port 465 takes TLS only: add secure: true'],
    [
      'smtp: { host: a.example.com, port: 587, secure: true }',
      '8:40: warning: port 587 begins without TLS: remove secure, or use port 465',
    ],
  ])('[CFG46] a port that hardly goes with TLS is a warning: %s', async (preset, expected) => {
    expect(await findings(preset)).toEqual([expected]);
  });
});
