import { describe, expect, it } from 'vitest';
import { findMailServer, type MailServerSources } from '../../src/config/mail-servers.ts';
import { Site } from '../../src/domain/site.ts';
import { testLine } from '../support/test-line.ts';

const from = { name: 'Desk', address: 'desk@example.com' };
const sharedUrl = 'smtp://shared.example';
const sandboxUrl = 'smtp://127.0.0.1:2525';
const secrets: Readonly<Record<string, string>> = {
  URL: 'smtps://a:b@own.example',
  USER: 'anna',
  PASSWORD: 'secret',
};

function siteOf(id: string, mail: Record<string, Record<string, unknown>>): Site {
  const presets = Object.entries(mail).map(([name, preset]) => [name, { from, ...preset }]);
  return Site.parse({ ...testLine().site, id, mail: Object.fromEntries(presets) });
}

function serverOf(siteId: string, preset: string, sources: Partial<MailServerSources>) {
  const secret = (reference: string) => secrets[reference.slice(2, -1)] ?? null;
  return findMailServer({ sites: [], secret, sharedUrl: null, sandboxUrl: null, ...sources }, siteId, preset);
}

const smtp = (settings: Record<string, unknown>) => [siteOf('acme', { default: { smtp: settings } })];

describe('the mail server of a preset', () => {
  it('[CFG47] presets of one name in two businesses are two', () => {
    const sites = [
      siteOf('acme', { default: { smtp_url: '${URL}' } }),
      siteOf('best', { default: { smtp: { host: 'best.example' } }, other: {} }),
    ];
    const best = { host: 'best.example', port: 587, secure: false, user: null, password: null };
    for (const ordered of [sites, [...sites].reverse()]) {
      expect(serverOf('acme', 'default', { sites: ordered, sharedUrl })).toBe('smtps://a:b@own.example');
      expect(serverOf('best', 'default', { sites: ordered, sharedUrl })).toEqual(best);
      expect(serverOf('best', 'other', { sites: ordered, sharedUrl })).toBe(sharedUrl);
    }
  });

  it.each([
    ['acme', 'other'],
    ['gone', 'default'],
    ['acme', 'constructor'],
    ['acme', '__proto__'],
  ])('[CFG47] what is not in the file has none: %s %s', (siteId, preset) => {
    const sites = [siteOf('acme', { default: { smtp_url: '${URL}' } }), siteOf('best', { other: {} })];
    expect(serverOf(siteId, preset, { sites, sharedUrl, sandboxUrl })).toBeNull();
  });

  it.each([
    [{ host: 'a.example' }, { port: 587, secure: false, user: null, password: null }],
    [
      { host: 'a.example', secure: true },
      { port: 465, secure: true, user: null, password: null },
    ],
    [
      { host: 'a.example', secure: true, port: 2465 },
      { port: 2465, secure: true, user: null, password: null },
    ],
    [
      { host: 'a.example', port: 25, user: 'anna@a.example', password: '${PASSWORD}' },
      { port: 25, secure: false, user: 'anna@a.example', password: 'secret' },
    ],
    [
      { host: 'a.example', user: '${USER}', password: '${PASSWORD}' },
      { port: 587, secure: false, user: 'anna', password: 'secret' },
    ],
  ])('[CFG46] parts, with what is left out: %j', (settings, expected) => {
    expect(serverOf('acme', 'default', { sites: smtp(settings) })).toEqual({ host: 'a.example', ...expected });
  });

  it('[CFG46] without a server of its own: the environment’s, else the sandbox’s, else none', () => {
    const sites = [siteOf('acme', { default: {} })];
    expect(serverOf('acme', 'default', { sites, sharedUrl, sandboxUrl })).toBe(sharedUrl);
    expect(serverOf('acme', 'default', { sites, sandboxUrl })).toBe(sandboxUrl);
    expect(serverOf('acme', 'default', { sites })).toBeNull();
  });

  it.each([
    { smtp_url: '${UNSET}' },
    { smtp: { host: 'a.example', user: '${UNSET}', password: '${PASSWORD}' } },
    { smtp: { host: 'a.example', user: 'anna', password: '${UNSET}' } },
  ])('[CFG48] named but not to be told: the sandbox’s or none, never the shared one: %j', (preset) => {
    const sites = [siteOf('acme', { default: preset })];
    expect(serverOf('acme', 'default', { sites, sharedUrl })).toBeNull();
    expect(serverOf('acme', 'default', { sites, sandboxUrl })).toBe(sandboxUrl);
  });
});
