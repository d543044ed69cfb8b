import type { Page } from 'playwright-core';
import type { ConsoleBench } from './console-bench.ts';
import { asking, beginCall } from './filled-console.ts';

/** A page of the console, and how each dialog on it is opened: by a button, or by an entry of a menu behind it. */
export interface Stop {
  readonly name: string;
  readonly path: string;
  readonly dialogs?: readonly Opener[];
  /** A call has to be going on. */
  readonly inCall?: boolean;
}
export type Opener = readonly [button: string, entry?: string];

/** Where everything is to be seen at least once: every page of the menu, and one of each thing in them. */
export async function tour(bench: ConsoleBench, password: string): Promise<readonly Stop[]> {
  const ask = asking(bench, password);
  const { calls } = await ask<{ calls: { id: string; callSid: string }[] }>('/calls');
  const { callbacks } = await ask<{ callbacks: { id: string }[] }>('/callbacks');
  const { messages } = await ask<{ messages: { id: string; medium: string }[] }>('/messages');
  const { contacts } = await ask<{ contacts: { id: string }[] }>('/contacts?site=brightwater');
  const mail = messages.find(({ medium }) => medium === 'email');
  return [
    { name: 'Phone', path: '/phone', dialogs: [['Keyboard shortcuts']] },
    { name: 'Live', path: '/live', inCall: true, dialogs: [['Transfer now…'], ['End the call…']] },
    { name: 'Calls', path: '/calls' },
    ...calls.slice(0, 3).map(({ id }, index) => ({ name: `Call ${index + 1}`, path: `/calls/${id}` })),
    { name: 'Callbacks', path: '/callbacks' },
    { name: 'Day', path: '/callbacks/day?line=brightwater.support' },
    { name: 'Callback', path: `/callbacks/${callbacks[0]?.id}`, dialogs: [['Call now'], ['Move'], ['Cancel']] },
    { name: 'Messages', path: '/messages' },
    { name: 'Message', path: `/messages/${mail?.id}` },
    { name: 'Contacts', path: '/contacts', dialogs: [['New contact'], ['Import']] },
    { name: 'Contact', path: `/contacts/brightwater/${contacts[0]?.id}`, dialogs: [['Edit']] },
    { name: 'Lines', path: '/lines' },
    { name: 'Line', path: '/lines/brightwater/support' },
    { name: 'Site files', path: '/lines/files' },
    { name: 'Site file', path: '/lines/files/brightwater.yaml' },
    {
      name: 'Accounts',
      path: '/accounts',
      dialogs: [
        ['Add an account'],
        ['Change vera', 'Change role …'],
        ['Change vera', 'New password …'],
        ['Change vera', 'Delete …'],
      ],
    },
    { name: 'Limits', path: '/limits' },
    { name: 'Health', path: '/health' },
    { name: 'Audit log', path: '/audit' },
  ];
}

/** Opens a page and waits until it has what it shows. */
export async function visit(page: Page, bench: ConsoleBench, password: string, stop: Stop): Promise<void> {
  if (stop.inCall === true) await beginCall(bench, password);
  await page.goto(`${bench.server.url}/#${stop.path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main .spinner').first().waitFor({ state: 'detached' });
}
