import { expect, it } from 'vitest';
import { id, newCall, now, type UnderTest } from './store-parts.ts';

/** Calls, their events, and what is known about callers and sites. */
export function callRules(under: UnderTest): void {
  it('[STO1] a call is opened once: a duplicate webhook gets the first one', async () => {
    const call = newCall();
    expect((await under().store.openCall({ call, siteVersion: 'v1' })).created).toBe(true);
    const again = await under().other.openCall({ call: { ...call, id: id() }, siteVersion: 'v2' });
    expect(again).toMatchObject({ created: false, stored: { call, siteVersion: 'v1', status: null } });
  });

  it('[STO2] the first end of a call stays', async () => {
    const call = newCall();
    await under().store.openCall({ call, siteVersion: 'v' });
    await under().store.endCall(call.id, { status: 'completed', at: now + 5 });
    await under().store.endCall(call.id, { status: 'failed', at: now + 9 });
    expect(await under().store.findCall(call.callSid)).toMatchObject({ status: 'completed', endedAt: now + 5 });
  });

  it('[STO3] events keep their order and are numbered in the call from 1', async () => {
    const call = newCall();
    await under().store.openCall({ call, siteVersion: 'v' });
    const said = (count: number) => ({ callId: call.id, event: { type: 'silence', count, at: now } as const });
    await under().store.appendEvents([said(1), said(2)]);
    await under().other.appendEvents([said(3)]);
    const events = await under().store.eventsOfCall(call.id);
    expect(events.map((event) => [event.seq, event.type === 'silence' && event.count])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('[STO14] a contact is found by any of its numbers and addresses', async () => {
    const siteId = id();
    const contact = {
      id: 'c1',
      siteId,
      name: 'Dana',
      callbackNumber: '+14155550121',
      email: 'dana@example.com',
      language: null,
      timeZone: null,
      notes: null,
      identifiers: ['+14155550121', 'dana@example.com'],
    };
    await under().store.saveContacts([contact]);
    expect(await under().store.findContact(siteId, 'dana@example.com')).toEqual(contact);
    expect(await under().store.findContact(siteId, '+14155550121')).toEqual(contact);
    expect(await under().store.findContact('other', '+14155550121')).toBeNull();
  });

  it('[STO15] a version of a site is kept as it was', async () => {
    const version = id();
    await under().store.saveSiteVersion(version, 'site', { name: 'One' }, now);
    await under().store.saveSiteVersion(version, 'site', { name: 'Two' }, now);
    expect(await under().other.findSiteVersion(version)).toEqual({ name: 'One' });
    expect(await under().store.findSiteVersion('none')).toBeNull();
  });

  it('[STO16] what cannot be stored as it is, a NUL or half a character, is stored without it', async () => {
    const call = newCall();
    await under().store.openCall({ call, siteVersion: 'v' });
    const said = { type: 'caller-said', turn: 1, text: 'a\0b\ud800', via: 'speech', at: now } as const;
    await under().store.appendEvents([{ callId: call.id, event: said }]);
    expect(await under().store.eventsOfCall(call.id)).toHaveLength(1);
    expect(await under().store.findCall(`${id()}\0`)).toBeNull();
    expect(await under().store.findContact('site', '\0')).toBeNull();
  });
}
