import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToolResult } from '../../../src/domain/tool-result.ts';
import { callbackLines, never, slots } from './callback-lines.ts';
import { Customer, offer, until } from './called-back.ts';
import { type EscalatedCall, EscalationBench } from './escalation-bench.ts';

const { lines, text } = callbackLines(4000, {
  texted: {},
  mailed: { callbacks: { quiet_hours: never, confirmation: 'email' } },
  linked: {},
  off: { escalation: { scheduled_callback: false } },
  closed: { callbacks: { quiet_hours: never, slots: { hours: {} } } },
  night: { callbacks: { quiet_hours: { from: '00:00', to: '23:00', time_zone: 'UTC' } } },
  unsaid: {},
  full: { callbacks: { quiet_hours: never, slots: { ...slots, duration_minutes: 240 } } },
});
const bare = callbackLines(4500, { bare: {} }, { features: { callback_scheduling: false, click_to_call: true } });

let bench: EscalationBench;
beforeAll(async () => {
  bench = await new EscalationBench().start({ 'acme.yaml': text, 'bare.yaml': bare.text });
});
afterAll(() => bench.close());

const patience = 60_000;
let customers = 0;
const customerOf = (line: Customer['line']): Customer =>
  new Customer(bench, line, `+1212555${String(5000 + ++customers)}`);
const anyTime = { day: null, part_of_day: null };
interface Offered {
  readonly id: string;
  readonly label: string;
}
const slotsOf = ({ slots }: ToolResult): readonly Offered[] => (slots ?? []) as readonly Offered[];
const booking = (slot: string | undefined) => ({ slot, phone: 'caller', reason: 'The boiler is cold.' });
const find = async (call: EscalatedCall): Promise<readonly Offered[]> =>
  slotsOf(await call.run('find_callback_slots', anyTime));

interface Shown {
  readonly state: string;
  readonly startsAt: number;
  readonly confirmedAt: number | null;
  readonly sequence: number;
  readonly events: readonly unknown[];
}
const stored = (id: unknown): Promise<Shown> => bench.server.json(`/api/callbacks/${String(id)}`);

/** Books the first time that is offered, with the caller's yes. */
async function booked(customer: Customer) {
  const call = await customer.call();
  const [slot] = await find(call);
  await call.agreeTo(offer);
  const result = await call.run('schedule_callback', booking(slot?.id));
  return { call, result, id: result.callback, slot };
}

const linkOf = (words: string | undefined): string => /https?:\/\/\S+\/callback\/\S+/.exec(words ?? '')?.[0] ?? '';

/** The page of a link, and what can be sent from it. */
async function open(link: string) {
  const page = await (await fetch(link)).text();
  const sequence = /name="sequence" value="(\d+)"/.exec(page)?.[1] ?? '';
  const times = [...page.matchAll(/name="slot" value="([^"]+)"/g)].map((match) => match[1] ?? '');
  return { page, sequence, times };
}

const send = (link: string, form: Readonly<Record<string, string>>) =>
  fetch(link, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

const mailsTo = (address: string) => bench.mailbox.messages.filter(({ to }) => to.includes(address));

function calendarOf({ attachments }: ReturnType<typeof mailsTo>[number]) {
  const lines = (attachments[0]?.text ?? '').split(/\r?\n/);
  const value = (name: string) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
  return { uid: value('UID'), sequence: value('SEQUENCE'), method: value('METHOD'), start: value('DTSTART') };
}

const asCalendar = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');

describe.concurrent('a caller who books a call back', { timeout: patience }, () => {
  it('[ECB20] chooses of three times, is texted, moves it and cancels it; asking again offers to move', async () => {
    const customer = customerOf(lines.texted);
    const { call, result, id, slot } = await booked(customer);
    expect(result).toMatchObject({ status: 'booked', confirmation: 'sms', label: slot?.label });
    expect(customer.texts).toEqual([expect.stringMatching(/^Acme: callback booked for .* Change: http\S+$/)]);
    call.leg.hangup();
    const again = await customer.call();
    const other = await find(again);
    expect(other).toHaveLength(3);
    await again.agreeTo(offer);
    const second = await again.run('schedule_callback', booking(other[1]?.id));
    expect(second).toMatchObject({ status: 'refused', code: 'already_booked', callback: id });
    expect(second.say).toMatch(/Shall I move it/);
    const moved = await again.run('change_callback', { callback: id, slot: other[1]?.id });
    expect(moved).toMatchObject({ status: 'booked', callback: id, confirmation: 'sms', label: other[1]?.label });
    expect(await stored(id)).toMatchObject({ state: 'scheduled', sequence: 1 });
    expect(await again.run('change_callback', { callback: id, slot: null })).toMatchObject({ status: 'ok' });
    again.leg.hangup();
    expect(await stored(id)).toMatchObject({ state: 'cancelled', sequence: 2 });
    expect(customer.texts.slice(1)).toEqual([
      expect.stringContaining('callback moved to'),
      expect.stringMatching(/cancelled/),
    ]);
  });

  it('[ECB21] is e-mailed a calendar entry that keeps its id: raised when it moves, taken back when it is cancelled', async () => {
    const customer = customerOf(lines.mailed);
    const address = 'jo.doe@example.com';
    const call = await customer.call();
    await call.agreeTo('I send the confirmation by e-mail to jo dot doe at example dot com, is that right?', 'Yes.');
    const offered = await find(call);
    await call.agreeTo(offer);
    const { callback: id, confirmation } = await call.run('schedule_callback', booking(offered[0]?.id));
    expect(confirmation).toBe('email');
    const starts = [(await stored(id)).startsAt];
    await call.run('change_callback', { callback: id, slot: offered[2]?.id });
    starts.push((await stored(id)).startsAt);
    call.leg.hangup();
    // Two e-mails are all a conversation may send.
    const again = await customer.call();
    await again.run('change_callback', { callback: id, slot: null });
    again.leg.hangup();
    await until(() => mailsTo(address).length === 3);
    const entries = mailsTo(address).map(calendarOf);
    expect(entries.map(({ sequence, method }) => [sequence, method])).toEqual([
      ['0', 'REQUEST'],
      ['1', 'REQUEST'],
      ['2', 'CANCEL'],
    ]);
    expect(new Set(entries.map(({ uid }) => uid)).size).toBe(1);
    expect(entries.map(({ start }) => start)).toEqual([...starts, starts[1]].map((at) => asCalendar(at ?? 0)));
    expect([linkOf(mailsTo(address)[0]?.text) !== '', customer.texts]).toEqual([true, []]);
  });

  it('[ECB22] changes it by the link: opening it changes nothing, every change is a POST, and is texted', async () => {
    const customer = customerOf(lines.linked);
    const { call, id } = await booked(customer);
    call.leg.hangup();
    const link = linkOf(customer.texts[0]);
    const before = await stored(id);
    const first = await open(link);
    await fetch(`${link}?action=cancel&sequence=0`);
    const after = await stored(id);
    expect([after.events.length, after.sequence]).toEqual([before.events.length, 0]);
    const confirmed = await send(link, { action: 'confirm', sequence: first.sequence });
    expect([confirmed.status, (await stored(id)).confirmedAt]).toEqual([303, expect.any(Number)]);
    const moved = await send(link, { action: 'move', sequence: first.sequence, slot: first.times.at(-1) ?? '' });
    expect([moved.status, await stored(id)]).toMatchObject([303, { sequence: 1, confirmedAt: null }]);
    const stale = await send(link, { action: 'cancel', sequence: first.sequence });
    expect([stale.status, (await stored(id)).state]).toEqual([409, 'scheduled']);
    const { sequence } = await open(link);
    const cancelled = await send(link, { action: 'cancel', sequence });
    expect([cancelled.status, (await stored(id)).state]).toEqual([303, 'cancelled']);
    await until(() => customer.texts.length === 3);
    expect((await open(link)).page).toContain('This callback is cancelled');
  });

  it('[ECB23] confirms it by answering "C" to the text; of others, or of other words, nothing changes', async () => {
    const customer = customerOf(lines.linked);
    const { call, id } = await booked(customer);
    call.leg.hangup();
    const to = lines.linked.number;
    await bench.carrier.sendText({ from: customerOf(lines.linked).number, to, body: 'C' });
    await bench.carrier.sendText({ from: customer.number, to, body: 'See you' });
    expect((await stored(id)).confirmedAt).toBeNull();
    const { replies } = await bench.carrier.sendText({ from: customer.number, to, body: ' c. ' });
    expect([replies, (await stored(id)).confirmedAt]).toEqual([[], expect.any(Number)]);
  });

  it.for([
    ['disabled by the line', lines.off],
    ["disabled by the site's feature", bare.lines.bare],
  ] as const)('[ECB24] %s: cannot', { timeout: patience }, async ([, line]) => {
    const call = await customerOf(line).call();
    const tools = await call.tools();
    expect(tools).toContain('request_callback');
    expect(tools).not.toContain('schedule_callback');
    for (const [name, values] of [
      ['find_callback_slots', anyTime],
      ['schedule_callback', booking('slot_abc')],
    ] as const)
      expect(await call.run(name, values)).toMatchObject({ status: 'refused', code: 'not_enabled' });
    call.leg.hangup();
  });

  it('[ECB25] is offered no time outside the hours of the slots, and none in the quiet hours of their number', async () => {
    const closed = await customerOf(lines.closed).call();
    expect(await closed.run('find_callback_slots', anyTime)).toMatchObject({ status: 'ok', slots: [] });
    closed.leg.hangup();
    const customer = customerOf(lines.night);
    const { call, id } = await booked(customer);
    expect(new Date((await stored(id)).startsAt).getUTCHours()).toBe(23);
    call.leg.hangup();
    const { times } = await open(linkOf(customer.texts[0]));
    const hours = times.map((slot) => new Date(Number.parseInt(slot.slice(5), 36) * 60_000).getUTCHours());
    expect(new Set(hours)).toEqual(new Set([23]));
  });

  it('[ECB26] has booked nothing without a yes: refused, hung up before, a number that may not be called, a made-up time', async () => {
    const call = await customerOf(lines.unsaid).call();
    const [slot] = await find(call);
    await call.agreeTo(offer, 'No, thank you.');
    expect(await call.run('schedule_callback', booking(slot?.id))).toMatchObject({ status: 'needs_confirmation' });
    const abroad = await call.run('schedule_callback', { ...booking(slot?.id), phone: '+442079460000' });
    expect(abroad).toMatchObject({ status: 'refused', code: 'number_not_allowed' });
    call.leg.hangup();
    const leaving = await customerOf(lines.unsaid).call();
    const [free] = await find(leaving);
    await leaving.hear(offer);
    leaving.leg.hangup();
    const agreeing = await customerOf(lines.unsaid).call();
    await agreeing.agreeTo(offer);
    const madeUp = await agreeing.run('schedule_callback', booking(free?.id));
    expect(madeUp).toMatchObject({ status: 'refused', code: 'slot_unknown' });
    agreeing.leg.hangup();
    const { callbacks } = await bench.server.json<{ callbacks: { lineId: string }[] }>('/api/callbacks');
    expect(callbacks.filter(({ lineId }) => lineId === 'unsaid')).toEqual([]);
  });

  it('[ECB27] shares no time with others: of two at once one has it, and the other gets three others', async () => {
    const [one, other] = [customerOf(lines.full), customerOf(lines.full)] as const;
    const [first, second] = await Promise.all([one.call(), other.call()]);
    const [offered, others] = await Promise.all([find(first), find(second)]);
    const ids = [...offered, ...others].map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
    await Promise.all([first.agreeTo(offer), second.agreeTo(offer)]);
    const [had, lost] = await Promise.all([
      first.run('schedule_callback', booking(offered[0]?.id)),
      second.run('schedule_callback', booking(offered[0]?.id)),
    ]);
    expect([had.status, lost.status]).toEqual(['booked', 'refused']);
    expect(slotsOf(lost)).toHaveLength(3);
    expect(slotsOf(lost).some(({ id }) => offered.some((taken) => taken.id === id))).toBe(false);
    const third = await second.run('schedule_callback', booking(slotsOf(lost)[0]?.id));
    expect(third).toMatchObject({ status: 'booked' });
    first.leg.hangup();
    second.leg.hangup();
    const links = [linkOf(one.texts[0]), linkOf(other.texts[0])];
    const pages = await Promise.all(links.map(open));
    const wanted = pages[0]?.times.findLast((slot) => pages[1]?.times.includes(slot)) ?? '';
    const answers = await Promise.all(links.map((link) => send(link, { action: 'move', sequence: '0', slot: wanted })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const loser = await answers.find(({ status }) => status === 409)?.text();
    expect(loser).toContain('that time is taken');
    expect(loser?.match(/name="slot" value=/g)?.length).toBeGreaterThanOrEqual(3);
    expect(loser).not.toContain(`value="${wanted}"`);
  });
});
