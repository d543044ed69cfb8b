import { describe, expect, it } from 'vitest';
import { LineDetail, LinesInForce } from '../../../src/console/contract/lines.ts';
import { linesApi } from '../../../src/console/lines/lines-api.ts';
import type { Role } from '../../../src/domain/operator.ts';
import { testLine } from '../../support/test-line.ts';
import { consoleParts, consoleServer } from '../console-bench.ts';

const inForce = testLine(
  {
    hours: { tuesday: ['09:00-17:00'], closed_dates: ['2026-12-25'] },
    escalation: { transfer: true, callback_now: true, text_contact: true },
    contact_details: { text: '12 Harbor Street' },
    transfer: {
      targets: [{ id: 'desk', number: '+14155550111', department: 'sales' }],
      wrap_up: { mail_to: ['notes@example.com'] },
    },
    fallback_number: '+14155550112',
    knowledge: [{ title: 'Prices', text: 'A lot.' }],
    actions: [{ type: 'send_sms', name: 'alert', description: 'Tells the team.', to: '+14155550113', message: 'x' }],
  },
  { features: { sms: false } },
);
const siteBook = { lineForNumber: () => inForce, lineAtVersion: async () => inForce, sites: () => [inForce.site] };

async function opened() {
  const { dependencies, store } = consoleParts({ siteBook });
  const { ask } = await consoleServer(linesApi(dependencies));
  const detail = async (query = '', role: Role = 'viewer') => {
    const { status, body } = await ask(`/lines/testers/desk${query}`, { role });
    expect(status).toBe(200);
    return LineDetail.parse(body);
  };
  return { ask, store, detail };
}

describe('a line in the console', () => {
  it('[LNS18] is listed with whether it is open now, and what a call gets', async () => {
    const { ask } = await opened();
    const { sites } = LinesInForce.parse((await ask('/lines')).body);
    expect(sites).toMatchObject([
      {
        ...{ id: 'testers', name: 'Testers Inc.', timeZone: 'America/Los_Angeles', version: 'test-version' },
        // Tuesday, 9 in the morning in Los Angeles: e-mail, its link, a person and the end.
        lines: [{ id: 'desk', isOpen: true, opensAt: null, numbers: ['+14155550101'], tools: 4 }],
      },
    ]);
  });

  it('[LNS19] is shown as its callers meet it, in words, with what keeps each way to a person from it', async () => {
    const { detail } = await opened();
    const line = await detail();
    expect(Object.fromEntries(line.escalation.map(({ way, whyNot }) => [way, whyNot]))).toEqual({
      transfer: null,
      callback_now: { code: 'not_configured', setting: 'callbacks' },
      scheduled_callback: { code: 'switched_off', setting: 'escalation.scheduled_callback' },
      text_contact: { code: 'feature_off', setting: 'features.sms' },
      email_contact: { code: 'switched_off', setting: 'escalation.email_contact' },
    });
    expect(line).toMatchObject({
      hours: { timeZone: 'America/Los_Angeles', closedDates: ['2026-12-25'] },
      knowledge: [{ title: 'Prices', length: 6 }],
      links: [{ id: 'booking', url: 'https://book.example.com/visit' }],
      actions: [{ name: 'alert', type: 'send_sms', ofSite: false }],
    });
    expect(line.hours?.days.filter(({ spans }) => spans.length > 0)).toEqual([
      { day: 'tuesday', spans: ['09:00-17:00'] },
    ]);
    expect(line.limits).toContainEqual({ name: 'Keeps', value: 'everything, 365 days' });
  });

  it('[LNS19] people and their numbers are masked, unless an operator asks, who is kept in the audit log', async () => {
    const { detail, store, ask } = await opened();
    const secret = /1415555011[123]|notes@example/;
    expect(JSON.stringify(await detail())).not.toMatch(secret);
    expect(store.audit).toEqual([]);
    const whole = await detail('?unmasked=1', 'operator');
    expect(whole.people).toMatchObject([{ id: 'desk', reach: '+14155550111', department: 'sales', hours: null }]);
    expect(store.audit).toMatchObject([{ action: 'unmask', subject: 'line testers desk' }]);
    expect((await ask('/lines/testers/desk?unmasked=1', { role: 'viewer' })).status).toBe(403);
    expect((await ask('/lines/testers/none')).status).toBe(404);
  });
});
