import { expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import { type Deletion, type Ledger, nothingCounted, type Person } from '../../src/ports/people-store.ts';
import { booked, newCallback, seatOf } from './callback-parts.ts';
import { newContact } from './store-contacts.ts';
import { attempted, dayMs, id, newCall, newMessage, noCaps, now, reserved, type UnderTest } from './store-parts.ts';

const none = { limit: 100, after: null };

/** Everything about one person: found, counted, and deleted. */
export function peopleRules(under: UnderTest): void {
  const person = (): Person & { number: string } => {
    const number = `+1${id()}`;
    return { siteId: id(), identifiers: [number, `${id()}@example.com`], number };
  };
  const called = async (changes: Partial<Call>, isOver = true): Promise<Call> => {
    const call = { ...newCall(), ...changes };
    await under().store.openCall({ call, siteVersion: 'v' });
    if (isOver) await under().store.endCall(call.id, { status: 'completed', at: now });
    return call;
  };
  const deletionOf = async ({ siteId, identifiers }: Person): Promise<Ledger & { kind: 'deletion' }> => {
    const deletion: Deletion = {
      ...{ id: `deletion_${id()}`, siteId, identifiers, requestedBy: 'admin', requestedAt: now },
      ...{ expected: { ...nothingCounted, calls: 1 }, counts: nothingCounted, doneAt: null },
    };
    await under().store.saveDeletion(deletion);
    expect(await under().other.findDeletion(deletion.id)).toEqual(deletion);
    return { kind: 'deletion', id: deletion.id };
  };
  const counted = async (ledger: Ledger) => (await under().other.findDeletion(ledger.id))?.counts;
  const from = (number: string) => ({ from: { kind: 'phone', number } as const });
  const ids = async (whose: Person) =>
    (await under().other.callsOfPerson(whose, { ...none, startedBy: now })).map(({ call }) => call.id);

  it('[DEL1] calls from them, to them, and of withheld callers who gave their number; nobody else’s', async () => {
    const whose = person();
    const { siteId, number } = whose;
    const own = await called({ siteId, ...from(number) });
    const placed = await called({ siteId, direction: 'outbound', to: number, ...from('+14155550100') });
    const texted = await called({ siteId, from: { kind: 'withheld' } });
    await reserved(under().store, { siteId, callId: texted.id, to: number } as object);
    const asked = await called({ siteId, from: { kind: 'withheld' } });
    await booked(under().store, { siteId, callId: asked.id, phone: number });
    const friend = await called({ siteId, ...from('+14155550155') });
    await reserved(under().store, { siteId, callId: friend.id, to: number } as object);
    await called({ siteId: id(), ...from(number) });
    await called({ siteId, to: number, ...from('+14155550156') });
    await called({ siteId, from: { kind: 'withheld' } });
    const running = await called({ siteId, ...from(number) }, false);
    const late = await called({ siteId, ...from(number), startedAt: now + 1 });
    expect(await ids(whose)).toEqual([own.id, placed.id, texted.id, asked.id].toSorted());
    const recent = await under().store.recentCallsOf(whose, 2);
    expect(recent[0]?.call.id).toBe(late.id);
    expect(await under().store.countPerson(whose)).toMatchObject({ calls: 6, running: 1 });
    expect((await under().store.messagesTo(whose, none)).map(({ callId }) => callId).toSorted()).toEqual(
      [texted.id, friend.id].toSorted(),
    );
    expect(running.id).not.toBe(late.id);
  });

  it('[DEL2] what is counted is what is deleted, and nothing of a call stays', async () => {
    const whose = person();
    const { siteId, number } = whose;
    const { store, other } = under();
    const call = await called({ siteId, ...from(number) }, false);
    await store.appendEvents([{ callId: call.id, event: { type: 'silence', at: now, count: 1 } }]);
    await store.addNotice({ id: id(), callId: call.id, text: 'x', urgent: false, at: now });
    await store.saveForm(`form-${call.id}`, { callId: call.id, expiresAt: now + dayMs });
    await store.saveRelayToken(`token-${call.id}`, call.callSid, { expiresAt: now + dayMs, reusable: true });
    const old = await reserved(store, { siteId, callId: call.id, to: number, createdAt: now - dayMs } as object);
    await attempted(store, old.id, { status: 'sent', vendorId: id() });
    const recording = {
      id: `RE${id()}`,
      callId: call.id,
      siteId,
      lineId: 'line',
      state: 'stored',
      file: 'a.wav',
    } as const;
    const rest = { durationSeconds: 1, channels: 2, bytes: 9, deletedAtCarrier: false, createdAt: now, updatedAt: now };
    await store.saveRecording({ ...recording, ...rest });
    await store.saveRecording({ ...recording, ...rest, id: `${recording.id}b`, state: 'absent', file: null });
    const closed = await booked(store, { siteId, callId: call.id, phone: number, state: 'cancelled' });
    await store.saveContacts([newContact({ siteId, identifiers: [number] })]);
    await store.setOptOut(siteId, 'sms', number, true, now, 'texted');
    const ledger = await deletionOf(whose);
    const before = await store.countPerson(whose);
    expect(before).toEqual({
      contacts: 1,
      calls: 1,
      messages: 1,
      callbacks: 1,
      recordings: 1,
      optOuts: 1,
      running: 1,
      dialing: 0,
    });
    expect(await store.deleteCalls([call.id], ledger, now)).toBe(0);
    expect(await store.findCall(call.callSid)).not.toBeNull();
    await store.endCall(call.id, { status: 'completed', at: now });
    expect(await other.deleteCalls([call.id], ledger, now)).toBe(1);
    expect(await store.findCall(call.callSid)).toBeNull();
    expect(await store.eventsOfCall(call.id)).toEqual([]);
    expect(await store.messagesOfCall(call.id)).toEqual([]);
    expect(await store.messageEvents(old.id)).toEqual([]);
    expect(await store.findCallback(closed.id)).toBeNull();
    expect(await store.callbackEvents(closed.id)).toEqual([]);
    expect(await store.findForm(`form-${call.id}`, now)).toBeNull();
    const [left] = await store.recordingsToRemove(9, ledger.id);
    expect(left).toMatchObject({ id: recording.id, state: 'removing', file: 'a.wav' });
    await store.recordingRemoved(recording.id, ledger, now);
    await store.recordingRemoved(recording.id, ledger, now);
    await store.deleteContactsOf(whose, ledger);
    const { running: _running, dialing: _dialing, ...expected } = before;
    expect(await counted(ledger)).toEqual(expected);
    expect(await store.countPerson(whose)).toEqual({ ...nothingCounted, running: 0, dialing: 0 });
    // An event that was still on its way finds no call.
    await store.appendEvents([{ callId: call.id, event: { type: 'silence', at: now, count: 2 } }]);
    expect(await store.eventsOfCall(call.id)).toEqual([]);
  });

  it('[DEL3] a call that runs is not deleted, nor one of somebody else with it', async () => {
    const whose = person();
    const [running, over] = [await called({ siteId: whose.siteId }, false), await called({ siteId: whose.siteId })];
    const ledger = await deletionOf(whose);
    expect(await under().store.deleteCalls([running.id, over.id, id()], ledger, now)).toBe(1);
    expect(await under().store.findCallById(running.id)).not.toBeNull();
    expect(await under().store.findCallById(over.id)).toBeNull();
    expect(await under().store.deleteCalls([over.id], ledger, now)).toBe(0);
  });

  it('[DEL4] messages of the last day go on counting, without their words, and are gone a day later', async () => {
    const whose = person();
    const { siteId, number } = whose;
    const { store, other } = under();
    const call = await called({ siteId, ...from(number) });
    const sent = await reserved(store, { siteId, callId: call.id, to: number } as object);
    await attempted(store, sent.id, { status: 'sent', vendorId: id() });
    await store.deleteCalls([call.id], await deletionOf(whose), now);
    const kept = await store.findMessage(sent.id);
    expect(kept).toMatchObject({ status: 'sent', content: { medium: 'sms', body: '' } });
    expect(JSON.stringify(kept)).not.toContain(number);
    for (const cap of ['perSiteHour', 'perDestinationDay'] as const) {
      const again = newMessage({ siteId, to: number, createdAt: now + 1 });
      expect((await other.reserveMessage(again, { ...noCaps, [cap]: 1 })).outcome).toBe('refused');
    }
    expect(
      (await other.reserveMessage(newMessage({ siteId, to: '+1999' }), { ...noCaps, perDestinationDay: 1 })).outcome,
    ).toBe('reserved');
    await store.purgeRemains(now + dayMs - 1);
    expect(await store.findMessage(sent.id)).not.toBeNull();
    await store.purgeRemains(now + dayMs + 1);
    expect(await store.findMessage(sent.id)).toBeNull();
  });

  it('[DEL5] what still waited is not sent any more', async () => {
    const whose = person();
    const { siteId, number } = whose;
    const { store } = under();
    const call = await called({ siteId, ...from(number) });
    const waiting = await reserved(store, { siteId, callId: call.id, to: number } as object);
    const begun = await reserved(store, { siteId, callId: call.id, to: number } as object);
    const claimed = await store.claimMessage(begun.id, now, 20_000);
    await store.deleteCalls([call.id], await deletionOf(whose), now);
    expect(await store.claimMessage(waiting.id, now + dayMs, 1)).toBeNull();
    expect(
      await store.reportDelivery(begun.id, claimed?.attempts ?? 0, { status: 'sent', vendorId: id() }, now),
    ).toBeNull();
    expect(await store.claimMessage(begun.id, now + dayMs, 1)).toBeNull();
    expect(await store.findMessage(waiting.id)).toMatchObject({ status: 'failed', errorCode: 'deleted' });
  });

  it('[DEL6] an opt-out goes on holding, and a text of START still lifts it', async () => {
    const whose = person();
    const { siteId, number, identifiers } = whose;
    const address = identifiers[1] ?? '';
    const { store, other } = under();
    for (let round = 0; round < 2; round += 1) {
      await store.setOptOut(siteId, 'sms', number, true, now, 'texted');
      await store.setOptOut(siteId, 'email', address.toUpperCase(), true, now, 'spoken');
      await store.deleteContactsOf(whose, await deletionOf(whose));
    }
    expect(await other.isOptedOut(siteId, 'sms', number)).toBe(true);
    expect(await other.isOptedOut(siteId, 'email', address)).toBe(true);
    expect(await other.isOptedOut(id(), 'sms', number)).toBe(false);
    expect((await other.reserveMessage(newMessage({ siteId, to: number }), noCaps)).outcome).toBe('refused');
    const listed = await other.optOutPage(siteId, null, { before: null, limit: 9 });
    expect(listed.map(({ destination }) => destination)).toEqual([null, null]);
    await store.setOptOut(siteId, 'sms', number, false, now, 'texted');
    await store.setOptOut(siteId, 'email', address, false, now, 'spoken');
    expect(await other.optOutPage(siteId, null, { before: null, limit: 9 })).toEqual([]);
  });

  it('[DEL7] somebody else’s call in which the number was given stays, without it', async () => {
    const whose = person();
    const { siteId, number } = whose;
    const { store } = under();
    const friend = await called({ siteId, ...from('+14155550155') });
    const said = {
      type: 'caller-said',
      at: now,
      turn: 1,
      via: 'speech',
      text: `Text ${number}, not +14155550155`,
    } as const;
    await store.appendEvents([{ callId: friend.id, event: said }]);
    await reserved(store, { siteId, callId: friend.id, to: number } as object);
    const closed = await booked(store, { siteId, callId: friend.id, phone: number, state: 'missed' });
    const ledger = await deletionOf(whose);
    expect(await store.deleteMessagesTo(whose, ledger, now + 2 * dayMs, 9)).toBe(1);
    expect(await store.deleteMessagesTo(whose, ledger, now + 2 * dayMs, 9)).toBe(0);
    expect(await store.deleteCallbacksTo(whose, ledger, 9)).toBe(1);
    expect(await store.findCallback(closed.id)).toBeNull();
    expect(await store.messagesOfCall(friend.id)).toEqual([]);
    expect(await store.eventsOfCall(friend.id)).toMatchObject([{ text: 'Text [removed], not +14155550155' }]);
    expect(await counted(ledger)).toEqual({ ...nothingCounted, messages: 1, callbacks: 1 });
  });

  it('[DEL8] an open callback stays until it is cancelled; then its seat is free', async () => {
    const whose = person();
    const { siteId, number } = whose;
    const { store } = under();
    const open = newCallback({ siteId, phone: number });
    await store.bookCallback(
      { next: open, event: { type: 'scheduled', actor: 'caller', at: now, detail: {} } },
      seatOf(open),
    );
    const ledger = await deletionOf(whose);
    expect(await store.deleteCallbacksTo(whose, ledger, 9)).toBe(0);
    expect(await store.callbacksTo(whose)).toMatchObject([{ id: open.id }]);
    await store.saveCallback(
      { next: { ...open, state: 'cancelled' }, event: { type: 'cancelled', actor: 'operator', at: now, detail: {} } },
      'free',
    );
    expect(await store.deleteCallbacksTo(whose, ledger, 9)).toBe(1);
    expect(await store.takenSeats(seatOf(open), '', now)).toEqual([]);
  });

  it('[DEL9] a late report brings no recording back', async () => {
    const whose = person();
    const { siteId, number } = whose;
    const { store, other } = under();
    const call = await called({ siteId, ...from(number) });
    const reported = {
      ...{
        id: `RE${id()}`,
        callId: call.id,
        siteId,
        lineId: 'line',
        state: 'reported' as const,
        file: null,
        bytes: null,
      },
      ...{ durationSeconds: 1, channels: 2, deletedAtCarrier: false, createdAt: now, updatedAt: now },
    } as const;
    await store.saveRecording(reported);
    await store.deleteCalls([call.id], await deletionOf(whose), now);
    for (const state of ['stored', 'reported', 'lost'] as const)
      expect(await other.saveRecording({ ...reported, state, file: 'x' })).toMatchObject({ state: 'removing' });
    await store.recordingRemoved(reported.id, null, now);
    expect(await other.saveRecording({ ...reported, state: 'stored', file: 'x' })).toMatchObject({
      state: 'deleted',
      file: null,
    });
    await store.purgeRemains(now + 31 * dayMs);
    expect(await other.findRecording(reported.id)).toBeNull();
  });

  it('[DEL11] a deletion that is done tells no longer who it was', async () => {
    const whose = person();
    const ledger = await deletionOf(whose);
    expect((await under().store.unfinishedDeletions(1000)).map((one) => one.id)).toContain(ledger.id);
    await under().store.finishDeletion(ledger.id, now + 5);
    await under().store.finishDeletion(ledger.id, now + 6);
    expect(await under().other.findDeletion(ledger.id)).toMatchObject({ identifiers: [], doneAt: now + 5 });
    expect((await under().store.unfinishedDeletions(1000)).map((one) => one.id)).not.toContain(ledger.id);
    expect((await under().store.recentDeletions(1000)).map((one) => one.id)).toContain(ledger.id);
  });
}
