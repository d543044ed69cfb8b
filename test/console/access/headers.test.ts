import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { consolePages } from '../../../src/console/pages.ts';
import { AccessBench, basic } from './access-bench.ts';

describe('what browsers are told', () => {
  it('[ACC60] whatever the API answers is kept nowhere, taken for nothing else, and inert as a page', async () => {
    const bench = await new AccessBench({ consolePassword: 'secret' }).open();
    onTestFinished(() => bench.close());
    const foreign = { origin: 'https://evil.example' };
    for (const headers of [{}, foreign, basic('', 'secret')])
      for (const path of ['/api/who', '/api/sign-in', '/api/calls', '/api/nothing', '/api/%ff']) {
        const { headers: told } = await bench.ask('GET', path, { headers });
        expect(told).toMatchObject({
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
          'content-security-policy': "default-src 'none'; frame-ancestors 'self'; sandbox",
        });
        expect(told['access-control-allow-origin']).toBeUndefined();
        expect(told['content-type']).toMatch(/^application\/json/);
      }
  });

  it('[ACC60] what goes wrong inside is not told, but logged', async () => {
    const bench = await new AccessBench().open();
    onTestFinished(() => bench.close());
    bench.store.auditLog = () => Promise.reject(new Error('inner words at /srv/app.ts:1'));
    const answer = await bench.ask('GET', '/api/audit');
    expect(answer.status).toBe(500);
    expect(answer.json).toEqual({ error: 'Something went wrong. The log says what.' });
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('[ACC61] pages run their own scripts only, are framed by nobody, and may hear but not see', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'attendant-pages-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    mkdirSync(join(directory, 'assets'));
    writeFileSync(join(directory, 'index.html'), '<!doctype html>');
    writeFileSync(join(directory, 'assets', 'a.js'), '1');
    const server = createServer(express().use(consolePages(directory)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    });
    for (const path of ['/', '/index.html', '/assets/a.js', '/nothing']) {
      const { headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
      const policy = new Map(
        (headers.get('content-security-policy') ?? '').split('; ').map((part) => {
          const [name = '', ...sources] = part.split(' ');
          return [name, sources.join(' ')];
        }),
      );
      // Of a path that is not there the server itself says its own, stricter word.
      expect(policy.get('default-src')).toBe("'none'");
      if (path === '/nothing') continue;
      expect(policy.get('script-src')).toBe("'self'");
      expect(policy.get('frame-ancestors')).toBe("'none'");
      expect(policy.get('base-uri')).toBe("'none'");
      expect(policy.get('connect-src')).toBe("'self'");
      expect([...policy.values()].join(' ')).not.toMatch(/unsafe-eval|\*|https?:/);
      expect(headers.get('permissions-policy')).toContain('microphone=(self)');
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('[ACC62] no script and no handler stands in a page', () => {
    const html = readFileSync(join(import.meta.dirname, '../../../src/console/web/index.html'), 'utf8');
    const inline = (page: string) =>
      /<script(?![^>]*\bsrc=)|\son\w+\s*=|javascript:|<iframe|<base/i.test(page) ||
      /<script[^>]*>[^<]+<\/script>/i.test(page);
    expect(html).toContain('<script type="module" src=');
    expect(inline(html)).toBe(false);
    for (const bad of [
      '<script>x</script>',
      '<p onclick="x">',
      '<a href="javascript:x">',
      '<script src="a">x</script>',
    ])
      expect(inline(bad)).toBe(true);
  });
});
