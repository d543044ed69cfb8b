import { expect, test } from 'vitest';
import type { PhoneEntry } from '../../../../src/console/contract/phone-stream.ts';
import { applyEntry, emptyDesk, otherLegs, ownLeg } from '../../../../src/console/web/pages/phone/model/desk.ts';

const me = '+14155550130';
const agent = '+14155550111';
const line = '+14155550101';
let at = 0;
const leg = (
  sid: string,
  direction: 'inbound' | 'outbound-api' | 'outbound-dial',
  from: string,
  to: string,
): PhoneEntry => ({
  kind: 'leg',
  leg: { sid, parentSid: null, direction, from, to, at: at++ },
});
const ended = (sid: string): PhoneEntry => ({
  kind: 'event',
  sid,
  event: { type: 'ended', by: 'caller', status: 'completed', at: at++ },
});
const gather = (...entries: readonly PhoneEntry[]) => entries.reduce(applyEntry, emptyDesk);
const placed = { sid: 'CA1', from: me };

test('[PHN65] the call that was placed is on the own phone; the agent is on another', () => {
  const desk = gather(leg('CA1', 'inbound', me, line), leg('CA2', 'outbound-dial', line, agent));
  expect(ownLeg(desk, placed)?.leg.sid).toBe('CA1');
  expect(otherLegs(desk, me, 0).map((view) => view.leg.sid)).toEqual(['CA2']);
  expect(ownLeg(desk, null)).toBeNull();
});

test('[PHN65] a call back rings the own phone once the call is over, and the agent before', () => {
  const before = gather(leg('CA1', 'inbound', me, line), ended('CA1'), leg('CA2', 'outbound-api', line, agent));
  expect(ownLeg(before, placed)?.leg.sid).toBe('CA1');
  const after = applyEntry(before, leg('CA3', 'outbound-dial', line, me));
  expect(ownLeg(after, placed)?.leg.sid).toBe('CA3');
  expect(otherLegs(after, me, 0).map((view) => view.leg.sid)).toEqual(['CA2']);
});

test('[PHN65] a call to a SIP phone is its own whatever stands behind the address', () => {
  const sip = 'sip:Lobby@phone.example.com';
  const desk = gather(leg('CA3', 'outbound-dial', line, 'sip:lobby@phone.example.com;transport=tls?X-A=1'));
  expect(ownLeg(desk, { sid: 'CA1', from: sip })?.leg.sid).toBe('CA3');
});

test('[PHN65] other phones: those that are on, the newest first, or the last of this call', () => {
  const two = gather(leg('CA2', 'outbound-dial', line, agent), leg('CA3', 'outbound-dial', line, '+14155550112'));
  expect(otherLegs(two, me, 0).map((view) => view.leg.sid)).toEqual(['CA3', 'CA2']);
  const over = [ended('CA2'), ended('CA3')].reduce(applyEntry, two);
  expect(otherLegs(over, me, 0).map((view) => view.leg.sid)).toEqual(['CA3']);
  expect(otherLegs(over, me, at + 1)).toEqual([]);
});

test('[PHN66] messages stand in the order they came, a text that went out before its answers', () => {
  const sms = (item: number, when: number): PhoneEntry => ({
    kind: 'inbox',
    item,
    received: { medium: 'sms', at: when, from: line, to: me, text: `Text ${item}` },
  });
  const texted = (when: number): PhoneEntry => ({
    kind: 'texted',
    text: { at: when, from: me, to: line, body: 'YES', error: null },
  });
  // The carrier tells of a text once the answer to it was delivered.
  const desk = gather(sms(0, 10), sms(1, 20), sms(2, 21), texted(20), sms(3, 30), texted(31));
  expect(desk.mail.map((one) => (one.kind === 'sent' ? 'sent' : one.item))).toEqual([0, 'sent', 1, 2, 3, 'sent']);
  expect(new Set(desk.mail.map(({ id }) => id)).size).toBe(6);
});

test('[PHN66] what happens on a leg nobody knows of changes nothing, and old legs are forgotten', () => {
  expect(gather(ended('CA9'))).toEqual(emptyDesk);
  const many = Array.from({ length: 80 }, (_, index) => `CA${index}`);
  const desk = gather(...many.flatMap((sid) => [leg(sid, 'inbound', me, line), ended(sid)]));
  expect(desk.legs.size).toBe(60);
  expect(desk.legs.has('CA79')).toBe(true);
  const live = gather(...many.map((sid) => leg(sid, 'inbound', me, line)));
  expect(live.legs.size).toBe(80);
});
