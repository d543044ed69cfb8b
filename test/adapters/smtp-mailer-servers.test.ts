import { afterEach, describe, expect, it } from 'vitest';
import { findMailServer } from '../../src/config/mail-servers.ts';
import { Site } from '../../src/domain/site.ts';
import { type MailboxServer, startMailbox } from '../../src/sandbox/mailbox/mailbox.ts';
import { email, MailBench } from '../support/mail-bench.ts';
import { testLine } from '../support/test-line.ts';

const bench = new MailBench();
const mailboxes: MailboxServer[] = [];
afterEach(async () => {
  await bench.close();
  for (const mailbox of mailboxes.splice(0)) await mailbox.close();
});

async function mailbox(user: string, password: string): Promise<MailboxServer> {
  const server = await startMailbox({ host: '127.0.0.1', port: 0, login: { user, password } });
  mailboxes.push(server);
  return server;
}

const portOf = ({ url }: { url: string }): number => Number(new URL(url).port);

function siteOf(id: string, mail: Record<string, unknown>): Site {
  return Site.parse({ ...testLine().site, id, mail });
}

describe('the servers of the presets', () => {
  it('[EML11] two businesses with presets of one name, and two presets of one: each by its own server and login', async () => {
    const servers = [await mailbox('a', 'pa'), await mailbox('b', 'pb'), await mailbox('b2', 'p:/@b')] as const;
    const [ofA, ofB, ofB2] = servers;
    const from = { name: 'Desk', address: 'desk@example.com' };
    const part = (server: MailboxServer, user: string, password: string) => ({
      from,
      smtp: { host: '127.0.0.1', port: portOf(server), user, password },
    });
    const sites = [
      siteOf('alpha', { default: { from, smtp_url: '${URL_A}' } }),
      siteOf('beta', { default: part(ofB, 'b', '${PB}'), news: part(ofB2, '${UB2}', '${PB2}') }),
    ];
    const secrets: Record<string, string> = {
      URL_A: `smtp://a:pa@127.0.0.1:${portOf(ofA)}`,
      PB: 'pb',
      UB2: 'b2',
      PB2: 'p:/@b',
    };
    const secret = (reference: string) => secrets[reference.slice(2, -1)] ?? null;
    const mailer = bench.mailerAt(null, {
      server: (siteId, preset) => findMailServer({ sites, secret, sharedUrl: null, sandboxUrl: null }, siteId, preset),
    });
    for (const [site, preset] of [
      ['beta', 'default'],
      ['alpha', 'default'],
      ['beta', 'news'],
    ] as const)
      expect(await mailer.send({ ...email, preset, subject: `${site} ${preset}` }, 'msg_1', site)).toMatchObject({
        ok: true,
      });
    expect(servers.map(({ messages }) => messages.map(({ subject }) => subject))).toEqual([
      ['alpha default'],
      ['beta default'],
      ['beta news'],
    ]);
    for (const [site, preset] of [
      ['alpha', 'news'],
      ['gamma', 'default'],
    ] as const)
      expect(await mailer.send({ ...email, preset }, 'msg_1', site)).toMatchObject({
        ok: false,
        failure: { reached: false, certain: true, retryable: false, code: 'not_configured' },
      });
  });

  it('[EML11] the same server with another login is another connection', async () => {
    const users: string[] = [];
    const { port } = await bench.server({
      allowInsecureAuth: true,
      onAuth: ({ username = '' }, _session, done) => {
        users.push(username);
        done(null, { user: username });
      },
    });
    const mailer = bench.mailerAt(null, {
      server: (user) => ({ host: '127.0.0.1', port, secure: false, user, password: 'p' }),
    });
    for (const user of ['anna', 'ben', 'anna']) await mailer.send(email, 'msg_1', user);
    expect(users).toEqual(['anna', 'ben']);
  });

  it('[EML11] TLS from the start where the preset says so', async () => {
    const { port, received } = await bench.server({ secure: true });
    const account = { host: '127.0.0.1', port, user: null, password: null };
    expect((await bench.mailerAt({ ...account, secure: true }).send(email, 'msg_1', 'acme')).ok).toBe(true);
    expect(received).toHaveLength(1);
  });

  it('[EML11] a wrong login is a certain failure, and nothing tells it', async () => {
    const server = await mailbox('desk', 'right');
    const account = { host: '127.0.0.1', port: portOf(server), secure: false, user: 'desk', password: 'hunter2' };
    for (const wrong of [account, `smtp://desk:hunter2@127.0.0.1:${portOf(server)}`]) {
      const result = await bench.mailerAt(wrong).send(email, 'msg_1', 'acme');
      expect(result).toMatchObject({ ok: false, failure: { certain: true, retryable: false, code: '535' } });
      expect(JSON.stringify([result, bench.log.lines])).not.toMatch(/hunter2|desk/);
    }
    expect(server.messages).toEqual([]);
  });

  it('[EML11] nor does a URL that is none', async () => {
    for (const url of ['desk:hunter2@mail', 'smtp://desk:hunter2@mail.example:99999', 'smtp://desk:%zz@127.0.0.1:1']) {
      const result = await bench.mailerAt(url).send(email, 'msg_1', 'acme');
      expect(result).toMatchObject({ ok: false, failure: { reached: false, certain: true } });
      expect(JSON.stringify([result, bench.log.lines])).not.toMatch(/hunter2|desk|zz/);
    }
  });
});
