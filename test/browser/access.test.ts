import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIRequestContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, withoutChromium } from './chromium.ts';
import { ConsoleBench } from './console-bench.ts';

const password = 'a long way to Tipperary';
const viewerPassword = 'only here to have a look';

async function signIn(page: Page, typed: string, name = ''): Promise<void> {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  if (name !== '') await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(typed);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const signedIn = (page: Page) => page.getByRole('navigation', { name: 'Pages' }).waitFor();

describe.skipIf(findChromium() === null)(`who may use the console${withoutChromium}`, { timeout: 180_000 }, () => {
  const bench = new ConsoleBench({ CONSOLE_PASSWORD: password });
  let foreign: Server;
  beforeAll(async () => {
    await bench.open();
    foreign = createServer((_request, response) => void response.end('<!doctype html><title>Elsewhere</title>'));
    await new Promise<void>((listening) => foreign.listen(0, '127.0.0.1', listening));
  }, 120_000);
  afterEach(async () => expect(await bench.settle()).toEqual([]));
  afterAll(async () => {
    foreign.close();
    await bench.close();
  });

  const tokenOf = async (request: APIRequestContext): Promise<string> =>
    ((await (await request.get(`${bench.server.url}/api/who`)).json()) as { csrfToken: string }).csrfToken;

  it('[WEB11] a wrong password is told as one, the right one opens the page that was asked for', async () => {
    const page = await bench.page('/calls');
    await signIn(page, 'a long way to London');
    await page.getByText(/password is wrong/).waitFor();
    expect(await page.getByLabel('Password').inputValue()).toBe('');
    expect(await page.getByRole('navigation').count()).toBe(0);
    await signIn(page, password);
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor();
  });

  it('[WEB12] a viewer sees masked numbers and nothing to act with, and the server refuses what they try all the same', async () => {
    const phone = await bench.phone();
    await signIn(phone.page, password);
    await phone.call('Sales', '+1 415 555 0167');
    await phone.hears(/What are you planning\?/);
    await phone.hangUp();
    const admin = phone.page;
    await admin.goto(`${bench.server.url}/#/accounts`);
    await admin.getByRole('button', { name: 'Add an account' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('Name').fill('vera');
    await dialog.getByText('Viewer').click();
    await dialog.getByLabel('Password').fill(viewerPassword);
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await admin.getByRole('rowheader', { name: 'vera' }).waitFor();

    const page = await bench.page('/calls');
    await signIn(page, viewerPassword, 'vera');
    await page.getByRole('row').filter({ hasText: 'the number ending 67' }).getByRole('link').first().click();
    await page.getByRole('listitem').filter({ hasText: 'What are you planning?' }).waitFor();
    const menu = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents();
    expect(menu).not.toContain('Accounts');
    expect(menu).not.toContain('Audit log');
    expect(await page.getByRole('button', { name: 'Show numbers' }).count()).toBe(0);
    expect(await page.locator('body').innerText()).not.toContain('4155550167');
    await page.goto(`${bench.server.url}/#/phone`);
    await page.getByText(/needs the role operator/).waitFor();
    expect(await page.getByRole('button', { name: /^Call/ }).count()).toBe(0);

    const { request } = page.context();
    const { calls } = (await (await request.get(`${bench.server.url}/api/calls`)).json()) as {
      calls: { id: string }[];
    };
    const headers = { 'x-csrf-token': await tokenOf(request) };
    const refused = async (method: string, path: string, data: unknown = {}) =>
      (await request.fetch(`${bench.server.url}/api${path}`, { method, data, headers })).status();
    expect(await refused('POST', `/calls/${calls[0]?.id}/commands`, { kind: 'end' })).toBe(403);
    expect(
      await refused('POST', '/phone/calls', { siteId: 'brightwater', lineId: 'sales', as: { kind: 'anonymous' } }),
    ).toBe(403);
    expect(await refused('PUT', '/lines/files/brightwater.yaml', { text: 'x', basedOn: 'y' })).toBe(403);
    expect(await refused('POST', '/accounts', { name: 'eve', role: 'admin', password: viewerPassword })).toBe(403);
    const whole = await request.get(`${bench.server.url}/api/calls/${calls[0]?.id}?unmasked=1`);
    expect(await whole.text()).not.toContain('4155550167');
  });

  it('[WEB13] a change without the page’s token, or from a page of another origin, is refused', async () => {
    const page = await bench.page('/calls');
    await signIn(page, password);
    await signedIn(page);
    const { request } = page.context();
    const token = await tokenOf(request);
    const post = async (headers: Record<string, string>) =>
      (await request.post(`${bench.server.url}/api/opt-outs`, { data: {}, headers })).status();
    expect(await post({})).toBe(403);
    expect(await post({ 'x-csrf-token': `${token.slice(0, -1)}_` })).toBe(403);
    expect(await post({ 'x-csrf-token': token, origin: 'http://elsewhere.example.com' })).toBe(403);
    expect(await post({ 'x-csrf-token': token })).toBe(400);

    const { port } = foreign.address() as AddressInfo;
    const other = await page.context().newPage();
    await other.goto(`http://127.0.0.1:${port}/`);
    const signOut = `fetch('${bench.server.url}/api/sign-out', { method: 'POST', mode: 'no-cors', credentials: 'include' })`;
    expect(await other.evaluate(`${signOut}.then(() => 'answered', () => 'kept from the page')`)).toBe(
      'kept from the page',
    );
    await page.reload();
    await signedIn(page);
  });

  it('[WEB14] whoever signs out in one tab is signed out in the others', async () => {
    const page = await bench.page('/calls');
    await signIn(page, password);
    await signedIn(page);
    const other = await page.context().newPage();
    await other.goto(`${bench.server.url}/#/messages`);
    await other.getByRole('heading', { name: 'Messages', level: 1 }).waitFor();
    await page.getByRole('button', { name: /^Account:/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    for (const tab of [page, other]) await tab.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect((await page.context().request.get(`${bench.server.url}/api/calls`)).status()).toBe(401);
  });
});
