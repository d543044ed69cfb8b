import { describe, expect, it } from 'vitest';
import type { DialResult } from '../../src/domain/event.ts';
import { transferNotice } from '../../src/domain/transfer-notice.ts';
import { testLine } from '../support/test-line.ts';

const now = Date.parse('2026-11-24T20:00:00Z');
const everything = {
  escalation: {
    transfer: true,
    callback_now: true,
    scheduled_callback: true,
    text_contact: true,
    email_contact: true,
  },
  transfer: { targets: [{ id: 'desk', number: '+14155550111' }] },
  callbacks: { slots: {} },
  contact_details: { number: '+14155550100' },
};
const tried: { target: string; outcome: DialResult | null }[] = [{ target: 'desk', outcome: 'busy' }];
const textOf = (line: Record<string, unknown> = {}, site: Record<string, unknown> = {}, attempts = tried) =>
  transferNotice({ callId: 'call_1', dial: 2, inForce: testLine({ ...everything, ...line }, site), attempts, now })
    .text;
const all = [
  'another try',
  'a call back in a moment',
  'a booked time to be called back',
  'the contact details by text message',
  'the contact details by e-mail',
];
const offered = (text: string): string[] => all.filter((way) => text.includes(way));

describe('what the bot is told of a transfer nobody took', () => {
  it('[XFR75] everything the line has, once, urgently', () => {
    const notice = transferNotice({ callId: 'call_1', dial: 2, inForce: testLine(everything), attempts: tried, now });
    expect(notice).toMatchObject({ id: 'transfer:call_1:2', callId: 'call_1', urgent: true, at: now });
    expect(offered(notice.text)).toEqual(all);
  });

  it.each([
    ['transfer', 'another try'],
    ['callback_now', 'a call back in a moment'],
    ['scheduled_callback', 'a booked time to be called back'],
    ['text_contact', 'the contact details by text message'],
    ['email_contact', 'the contact details by e-mail'],
  ])('[XFR75] without %s the line does not offer %s', (name, way) => {
    const text = textOf({ escalation: { ...everything.escalation, [name]: false } });
    expect(offered(text)).toEqual(all.filter((other) => other !== way));
  });

  it('[XFR75] without contact details there is nothing to send', () => {
    expect(offered(textOf({ contact_details: undefined }))).toEqual(all.slice(0, 3));
  });

  it.each([
    ['bridge_call', 'another try'],
    ['click_to_call', 'a call back in a moment'],
    ['callback_scheduling', 'a booked time to be called back'],
    ['sms', 'the contact details by text message'],
    ['email', 'the contact details by e-mail'],
  ])('[XFR75] nor without the feature %s: %s', (name, way) => {
    expect(offered(textOf({}, { features: { [name]: false } }))).toEqual(all.filter((other) => other !== way));
  });

  it('[XFR75] outside hours neither another try nor a call back now', () => {
    expect(offered(textOf({ hours: { monday: ['09:00-17:00'] } }))).toEqual(all.slice(2));
  });

  it('[XFR75] a line without any of them says so', () => {
    const text = textOf({ escalation: {} });
    expect(offered(text)).toEqual([]);
    expect(text).toContain('no other way to a person now');
  });

  it('[XFR76] says what each came to, of one tried twice the last', () => {
    const attempts = [
      { target: 'desk', outcome: 'failed' as const },
      { target: 'night', outcome: 'declined' as const },
      { target: 'desk', outcome: 'no-answer' as const },
      { target: 'last', outcome: null },
    ];
    expect(textOf({}, {}, attempts)).toContain(
      'desk did not answer, night did not take the call, last could not be reached.',
    );
    expect(textOf({}, {}, [])).toContain('nobody can be reached at this hour');
  });
});
