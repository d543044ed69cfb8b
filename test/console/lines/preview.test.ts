import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LinePreview } from '../../../src/console/contract/lines.ts';
import { linesApi } from '../../../src/console/lines/lines-api.ts';
import type { CallerIdentity, Contact } from '../../../src/domain/call.ts';
import type { LineInForce } from '../../../src/domain/line-in-force.ts';
import { localAt } from '../../../src/domain/local-time.ts';
import type { PreviewCaller } from '../../../src/domain/preview-caller.ts';
import { loadCall } from '../../../src/relay/call-in-progress.ts';
import { createToolbox } from '../../../src/tools/toolbox.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { SilentLog } from '../../support/silent-log.ts';
import { testLine } from '../../support/test-line.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { consoleParts, consoleServer } from '../console-bench.ts';

const number = '+14155550123';
const identities: Readonly<Record<PreviewCaller, CallerIdentity>> = {
  known: { kind: 'phone', number },
  unknown: { kind: 'phone', number },
  anonymous: { kind: 'withheld' },
  sip: { kind: 'sip', uri: 'sip:somebody@example.net' },
};
const contact = (siteId: string): Contact => ({
  ...{ id: 'c1', siteId, name: 'Jane', callbackNumber: null, email: 'jane@example.org' },
  ...{ language: null, timeZone: null, notes: null, identifiers: [number] },
});

/** A call as it comes in by the relay, at that time, from such a caller. */
async function callAt(inForce: LineInForce, at: number, caller: PreviewCaller) {
  const store = new MemoryStore();
  const clock = new VirtualClock(at);
  if (caller === 'known') await store.saveContacts([contact(inForce.site.id)]);
  const { site, line, version } = inForce;
  await store.openCall({
    siteVersion: version,
    call: {
      ...{ id: 'call_1', callSid: 'CA1', siteId: site.id, lineId: line.id, direction: 'inbound', startedAt: at },
      ...{ from: identities[caller], to: line.numbers[0] ?? '' },
    },
  });
  const loaded = await loadCall(
    {
      siteBook: { lineForNumber: () => inForce, lineAtVersion: async () => inForce, sites: () => [site] },
      ...{ store, clock, createToolbox, log: new SilentLog(), announceCallback: async () => null },
      journal: { append() {}, flush: async () => {}, close: async () => {} },
      model: { async *stream() {}, warm: async () => {} },
      deliver: async () => null,
      ids: { next: (prefix) => `${prefix}_${Math.floor(clock.now())}`, token: () => 'token' },
      metrics: { count() {}, observe() {}, gauge() {}, render: async () => '' },
      publicUrl: () => 'https://voice.example',
    },
    'CA1',
  );
  if (loaded === null) throw new Error('the call could not be loaded');
  return loaded.toolbox;
}

const hours = { monday: ['09:00-17:00'], tuesday: ['09:00-12:00', '13:00-17:00'], sunday: ['10:00-11:00'] };
const flag = fc.boolean();
const maybe = <T>(value: T) => fc.constantFrom(value, undefined);
/** Lines with any of it on, off, or left out. */
const anyLine = fc
  .record({
    line: fc.record({
      hours: maybe(hours),
      link_delivery: fc.record({ sms: flag, email: flag }),
      links: fc.constantFrom([], [{ id: 'booking', title: 'the booking page', url: 'https://book.example.com/' }]),
      escalation: fc.record({ transfer: flag, callback_now: flag, scheduled_callback: flag }),
      transfer: maybe({ targets: [{ id: 'desk', number: '+14155550111' }] }),
      callbacks: fc.constantFrom(
        undefined,
        {},
        { slots: {} },
        { slots: { hours }, quiet_hours: { from: '00:00', to: '00:00' } },
      ),
      voice: fc.constantFrom({}, { languages: [{ code: 'es-US' }] }),
      actions: fc.constantFrom(
        [],
        [
          { type: 'send_sms', name: 'text_steps', description: 'x', to: 'caller', message: 'x' },
          { type: 'send_email', name: 'mail_it', description: 'x', to: 'contact', subject: 'x', body: 'x' },
          {
            type: 'http_request',
            name: 'look_up',
            description: 'x',
            url: 'https://api.example.com/',
            allowed_hosts: ['api.example.com'],
          },
        ],
      ),
    }),
    site: fc.record({
      features: fc.record({
        sms: flag,
        email: flag,
        bridge_call: flag,
        click_to_call: flag,
        callback_scheduling: flag,
      }),
      mail: fc.constantFrom({}, { default: { from: { name: 'T', address: 'desk@example.com' } } }),
    }),
  })
  .map(({ line, site }) => testLine(defined(line), site));
const defined = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
/** Minutes from the beginning of a week in November: no clock is changed in it. */
const anyTime = fc
  .integer({ min: 0, max: 7 * 24 * 4 - 1 })
  .map((quarter) => Date.UTC(2026, 10, 22, 8) + quarter * 900_000);
const anyCaller = fc.constantFrom<PreviewCaller>('known', 'unknown', 'anonymous', 'sip');
const runs = { seed: 5, numRuns: 300 };

async function server() {
  let current = testLine();
  const siteBook = {
    lineForNumber: () => current,
    lineAtVersion: async () => current,
    sites: () => [current.site],
  };
  const { ask } = await consoleServer(linesApi(consoleParts({ siteBook }).dependencies));
  const preview = async (inForce: LineInForce, query: string): Promise<LinePreview> => {
    current = inForce;
    const { status, body } = await ask(`/lines/${inForce.site.id}/${inForce.line.id}/preview?${query}`);
    expect([status, body]).toEqual([200, expect.anything()]);
    return LinePreview.parse(body);
  };
  const at = (inForce: LineInForce, when: number, caller: PreviewCaller) =>
    preview(inForce, `at=${localAt(when, inForce.site.time_zone)}&caller=${caller}`);
  return { ask, preview, at };
}

/** What keeps a tool from the line, by its name. */
const reasons = ({ tools }: LinePreview) =>
  Object.fromEntries(
    tools.map(({ name, whyNot }) => [name, whyNot === null ? null : `${whyNot.code} ${whyNot.setting}`]),
  );

describe('the preview of a line', () => {
  it('[LNS3] offers what a call at that time by that caller gets, in the same order', async () => {
    const { at } = await server();
    const property = fc.asyncProperty(anyLine, anyTime, anyCaller, async (inForce, when, caller) => {
      const { tools } = await at(inForce, when, caller);
      const offered = tools.filter(({ whyNot }) => whyNot === null);
      const { declarations } = await callAt(inForce, when, caller);
      expect(offered.map(({ name, description }) => [name, description])).toEqual(
        declarations.map(({ name, description }) => [name, description]),
      );
    });
    await fc.assert(property, runs);
  });

  it.each([
    ['send_sms', { site: { features: { sms: false } } }, 'feature_off features.sms'],
    ['send_email', { site: { mail: {} } }, 'not_configured mail'],
    ['send_sms_link', { line: { link_delivery: { sms: false } } }, 'switched_off link_delivery.sms'],
    ['send_email_link', { line: { links: [] } }, 'not_configured links'],
    ['transfer_to_agent', {}, 'switched_off escalation.transfer'],
    ['transfer_to_agent', { line: { escalation: { transfer: true } } }, 'not_configured transfer'],
    ['request_callback', { line: { escalation: { callback_now: true } } }, 'not_configured callbacks'],
    ['switch_language', {}, 'not_configured voice.languages'],
  ])(
    '[LNS4] says what keeps %s from a line: %j',
    async (name, { site, line }: { site?: object; line?: object }, why) => {
      const { at } = await server();
      const inForce = testLine({ ...line }, { ...site });
      expect(reasons(await at(inForce, Date.UTC(2026, 10, 24, 20), 'known'))[name]).toBe(why);
    },
  );

  it('[LNS4] and what the hour keeps from it: nobody is there on Sunday at 9, somebody is at 10', async () => {
    const { preview } = await server();
    const inForce = testLine({
      ...{ hours, transfer: { targets: [{ id: 'desk', number: '+14155550111', department: 'sales' }] } },
      escalation: { transfer: true },
    });
    const closed = await preview(inForce, 'at=2026-11-29T09:00');
    expect(closed).toMatchObject({ isOpen: false, people: [], timeZone: 'America/Los_Angeles', caller: 'known' });
    expect(reasons(closed).transfer_to_agent).toBe('outside_hours transfer.targets');
    expect(localAt(closed.opensAt ?? 0, 'America/Los_Angeles')).toBe('2026-11-29T10:00');
    const open = await preview(inForce, 'at=2026-11-29T10:00');
    expect(open).toMatchObject({ isOpen: true, opensAt: null, people: [{ id: 'desk', department: 'sales' }] });
    expect(reasons(open).transfer_to_agent).toBeNull();
  });

  it('[LNS5] says what an offered tool answers this caller, as the tool itself does in the call', async () => {
    const { at } = await server();
    const asked: Readonly<Record<string, object>> = {
      send_sms: { to: 'caller', message: 'Hello.' },
      send_email: { to: 'contact', subject: 'Hello', body: 'Hello.' },
      send_sms_link: { link: 'booking', to: 'caller' },
      send_email_link: { link: 'booking', to: 'contact' },
      request_callback: { phone: 'caller', reason: 'x' },
      text_steps: {},
      mail_it: {},
    };
    const seen = new Set<string>();
    const property = fc.asyncProperty(anyLine, anyTime, anyCaller, async (inForce, when, caller) => {
      const { tools } = await at(inForce, when, caller);
      const toolbox = await callAt(inForce, when, caller);
      for (const { name, answer } of tools.filter(({ whyNot }) => whyNot === null)) {
        const values = asked[name];
        if (values === undefined) continue;
        const call = { id: name, name, argumentsJson: JSON.stringify(values) };
        const run = { toolCallId: name, turn: 1, signal: new AbortController().signal };
        const { result } = await toolbox.run(call, run);
        const refused = result.status === 'refused' ? { code: result.code, say: result.say } : null;
        expect([name, caller, answer]).toEqual([name, caller, refused]);
        seen.add(`${name} ${answer?.code ?? 'fine'}`);
      }
    });
    await fc.assert(property, runs);
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'send_sms fine',
        'send_sms bad_number',
        'mail_it bad_address',
        'request_callback outside_hours',
      ]),
    );
  });

  it('[LNS6] the time is on the clock of the line; one that no clock shows and what is no time are refused in words', async () => {
    const { ask, preview } = await server();
    const inForce = testLine({ hours: { ...hours, time_zone: 'Europe/Berlin' } });
    expect(await preview(inForce, 'at=2026-11-29T10:30')).toMatchObject({
      ...{ at: Date.UTC(2026, 10, 29, 9, 30), local: '2026-11-29T10:30', timeZone: 'Europe/Berlin', isOpen: true },
    });
    const refused = async (query: string, line = 'desk') =>
      ask<{ error: string }>(`/lines/testers/${line}/preview?${query}`);
    expect(await refused('at=2026-03-29T02:30')).toEqual({
      status: 400,
      body: { error: expect.stringContaining('No clock in Europe/Berlin ever shows that time') },
    });
    for (const query of ['', 'at=now', 'at=2026-11-31T10:00', 'at=2026-11-29T10:00&caller=x', `at=${'9'.repeat(400)}`])
      expect([query, (await refused(query)).status]).toEqual([query, 400]);
    expect((await refused('at=2026-11-29T10:00', 'nowhere')).status).toBe(404);
  });
});
