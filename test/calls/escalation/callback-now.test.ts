import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedCall } from '../../../src/sandbox/carrier/simulated-call.ts';
import { allAgents, type CallbackLine, callbackLines, never, quietNow } from './callback-lines.ts';
import { Customer, golden, heard, offer, until, wish } from './called-back.ts';
import { EscalationBench } from './escalation-bench.ts';

const announced = { recording: 'announce', transcription: true };
const customerFirst = { quiet_hours: never, order: 'customer_first' };
const { lines, text } = callbackLines(3000, {
  kept: { transfer: { ...announced, wrap_up: { mail_to: ['desk@acme.example.com'] } } },
  asking: { transfer: { recording: 'ask', transcription: true } },
  turns: { transfer: { targets: allAgents(3020) } },
  away: { callbacks: { quiet_hours: never, attempts: 1 } },
  nobody: { callbacks: { quiet_hours: never, attempts: 1 } },
  off: { escalation: { callback_now: false } },
  closed: { line: { hours: {} } },
  night: { callbacks: { quiet_hours: quietNow() } },
  refused: {},
  hurried: { transfer: { recording: 'ask' }, callbacks: { quiet_hours: never, attempts: 1 } },
  impatient: {},
  customers: { transfer: announced, callbacks: customerFirst },
  machines: { callbacks: { ...customerFirst, attempts: 1 } },
  deserted: { transfer: announced, callbacks: customerFirst },
  left: { callbacks: { ...customerFirst, attempts: 1 } },
  questions: { transfer: { recording: 'ask' }, callbacks: customerFirst },
});
const bare = callbackLines(3500, { bare: {} }, { features: { click_to_call: false, sms: true } });

let bench: EscalationBench;
beforeAll(async () => {
  bench = await new EscalationBench().start({ 'acme.yaml': text, 'bare.yaml': bare.text });
});
afterAll(() => bench.close());

/** What is promised takes 20 s at least, and the next try another minute. */
const patience = 130_000;
let customers = 0;
const customerOf = (line: CallbackLine): Customer => new Customer(bench, line, `+1212555${String(3000 + ++customers)}`);
const takes = { does: 'accepts', ringMs: 1000, talkMs: 8000 } as const;

describe.concurrent('a caller who is called back now, the agent first', { timeout: patience }, () => {
  it('[ECB1] the agent hears who and why and presses 1, the customer is rung, and the call is one of ours', async () => {
    const customer = customerOf(lines.kept);
    const [desk = ''] = lines.kept.agents;
    bench.carrier.setPerson(desk, { ...takes, talkMs: null, says: ['This is the desk about the boiler.'] });
    bench.carrier.setPerson(customer.number, { ...takes, says: ['It is still cold.'] });
    const { call, result } = await customer.askToBeCalled();
    expect(result).toMatchObject({ status: 'booked', callback: expect.stringMatching(/^cb_/) });
    const placed = await customer.firstCall(desk);
    expect(placed.record.createdAt - (call.leg.record.endedAt ?? 0)).toBeGreaterThanOrEqual(20_000);
    const events = await customer.eventually(placed, 'wrap-up');
    expect(customer.documents(placed).slice(0, 2)).toEqual([golden('agent-asked'), golden('customer-dialed')]);
    const [customersLeg] = customer.dialled();
    expect(customersLeg?.record.from).toBe(lines.kept.number);
    expect(customersLeg && customer.documents(customersLeg)).toEqual([golden('customer-told')]);
    expect(events.filter(({ type }) => type === 'agent-dial-ended')).toMatchObject([{ outcome: 'connected' }]);
    const said = events.flatMap(({ type, speaker, text }) => (type === 'person-said' ? [`${speaker}: ${text}`] : []));
    expect(said).toEqual(
      expect.arrayContaining(['agent: This is the desk about the boiler.', 'caller: It is still cold.']),
    );
    expect(bench.carrier.recordings.all.filter(({ callSid }) => callSid === placed.sid)).toHaveLength(1);
    await until(() => bench.mailbox.messages.some(({ to }) => to.includes('desk@acme.example.com')));
    expect([customer.calls(desk).length, customer.dialled().length, customer.texts]).toEqual([1, 1, []]);
  });

  it.for([
    ['1', true],
    ['2', false],
  ] as const)('[ECB2] asked whether it may be recorded, with %s as the answer: %s', async ([key, recorded]) => {
    const customer = customerOf(lines.asking);
    bench.carrier.setPerson(customer.number, { ...takes, key });
    await customer.askToBeCalled();
    const leg = await customer.firstDialled();
    const placed = bench.carrier.calls.find(({ sid }) => sid === leg.record.parentSid) as SimulatedCall;
    const events = await customer.eventually(placed, 'call-ended');
    expect(customer.documents(placed).slice(0, 2)).toEqual([
      golden('agent-asked'),
      golden('customer-dialed-to-be-asked'),
    ]);
    expect(customer.documents(leg)[0]).toBe(golden('customer-asked'));
    expect(events.filter(({ type }) => type === 'recording-consent')).toMatchObject([{ agreed: recorded }]);
    expect(bench.carrier.recordings.all.some(({ callSid }) => callSid === placed.sid)).toBe(recorded);
  });

  it('[ECB3] an agent who is busy, not there or does not want to: the next one is rung, until one takes it', async () => {
    const customer = customerOf(lines.turns);
    const [busy = '', away = '', unwilling = '', willing = ''] = lines.turns.agents;
    bench.carrier.setPerson(busy, { does: 'busy' });
    bench.carrier.setPerson(away, { does: 'no-answer' });
    bench.carrier.setPerson(unwilling, { does: 'declines' });
    bench.carrier.setPerson(willing, takes);
    await customer.askToBeCalled();
    await customer.eventually(await customer.firstCall(willing), 'call-ended');
    expect(lines.turns.agents.map((agent) => customer.calls(agent).length)).toEqual([1, 1, 1, 1]);
    expect(customer.dialled()).toHaveLength(1);
  });

  it('[ECB4] a customer who is not there is texted a link once, and with the tries used nothing more comes', async () => {
    const customer = customerOf(lines.away);
    const [desk = ''] = lines.away.agents;
    bench.carrier.setPerson(desk, takes);
    bench.carrier.setPerson(customer.number, { does: 'no-answer' });
    await customer.askToBeCalled();
    const first = await customer.firstCall(desk);
    await until(() => customer.texts.length > 0);
    expect(customer.documents(first)).toEqual([
      golden('agent-asked'),
      golden('customer-dialed-unrecorded'),
      golden('customer-away'),
    ]);
    const link = /did not reach you\. New time: (\S+)$/.exec(customer.texts[0] ?? '')?.[1] ?? '';
    expect((await fetch(link)).status).toBe(200);
    await until(async () => (await (await fetch(link)).text()).includes('did not take place'));
    expect([customer.dialled().length, customer.texts.length]).toEqual([1, 1]);
  });

  it('[ECB5] nobody takes it in any try: the customer is not rung, and texted an apology with a link', async () => {
    const customer = customerOf(lines.nobody);
    const [desk = '', dispatch = ''] = lines.nobody.agents;
    bench.carrier.setPerson(desk, { does: 'machine' });
    bench.carrier.setPerson(dispatch, { does: 'declines', by: 'hanging-up' });
    await customer.askToBeCalled();
    await until(() => customer.texts.length > 0);
    expect(customer.texts).toEqual([expect.stringMatching(/^Acme: sorry, .* New time: http\S+$/)]);
    expect([customer.calls(desk).length, customer.calls(dispatch).length, customer.dialled().length]).toEqual([
      1, 1, 0,
    ]);
  });

  it.for([
    ['disabled by the line', lines.off, 'not_enabled', false],
    ["disabled by the site's feature", bare.lines.bare, 'not_enabled', false],
    ['outside the hours', lines.closed, 'outside_hours', false],
    ['in quiet hours', lines.night, 'outside_hours', true],
  ] as const)('[ECB6] %s: nothing is arranged', { timeout: patience }, async ([, line, code, offered]) => {
    const customer = customerOf(line);
    const call = await customer.call();
    await call.agreeTo(offer);
    expect((await call.tools()).includes('request_callback')).toBe(offered);
    expect(await call.run('request_callback', wish)).toMatchObject({ status: 'refused', code });
    const tools = await call.tools();
    if (tools.includes('find_callback_slots')) {
      const { slots } = await call.run('find_callback_slots', { day: null, part_of_day: null });
      expect(slots).toHaveLength(3);
    }
    call.leg.hangup();
  });

  it('[ECB7] without a yes nobody is called: refused, hung up before, a number that may not be called', async () => {
    const [desk = ''] = lines.refused.agents;
    const refusing = customerOf(lines.refused);
    const first = await refusing.call();
    await first.agreeTo(offer, 'No, thank you.');
    expect(await first.run('request_callback', wish)).toMatchObject({ status: 'needs_confirmation' });
    first.leg.hangup();
    const leaving = await customerOf(lines.refused).call();
    expect(await leaving.run('request_callback', wish)).toMatchObject({ status: 'needs_confirmation' });
    await leaving.hear(offer);
    leaving.leg.hangup();
    const third = await customerOf(lines.refused).call();
    for (const [phone, code] of [
      ['+442079460000', 'number_not_allowed'],
      ['+19005551234', 'number_not_allowed'],
      ['911', 'bad_number'],
    ]) {
      expect(await third.run('request_callback', { ...wish, phone })).toMatchObject({ status: 'refused', code });
    }
    third.leg.hangup();
    // Whoever asked before would be called before.
    const agreeing = customerOf(lines.refused);
    await agreeing.askToBeCalled();
    await agreeing.firstDialled();
    expect(agreeing.calls(desk)).toHaveLength(1);
  });

  it('[ECB8] a customer who hangs up before anybody has talked was not reached; one who talked was', async () => {
    const hasty = customerOf(lines.hurried);
    bench.carrier.setPerson(hasty.number, { does: 'declines', by: 'hanging-up' });
    const call = await hasty.call();
    await call.agreeTo(offer);
    await call.run('request_callback', wish);
    // While the bot still speaks.
    void call.hear('Somebody will call you in a moment, as soon as we have hung up.').catch(() => undefined);
    call.leg.hangup();
    await until(() => hasty.texts.length > 0);
    expect(hasty.texts).toEqual([expect.stringContaining('did not reach you')]);
    expect(hasty.dialled()).toHaveLength(1);
    const again = await hasty.call();
    await again.agreeTo(offer);
    expect(await again.run('request_callback', wish)).toMatchObject({ status: 'booked' });
    again.leg.hangup();
  });

  it('[ECB9] an agent who hangs up while the customer is rung: the ringing stops and the next agent is asked', async () => {
    const customer = customerOf(lines.impatient);
    const [desk = '', dispatch = ''] = lines.impatient.agents;
    bench.carrier.setPerson(customer.number, { does: 'no-answer' });
    await customer.askToBeCalled();
    const leg = await customer.firstDialled();
    await leg.next('ringing');
    bench.carrier.setPerson(customer.number, takes);
    (await customer.firstCall(desk)).hangup();
    const second = await customer.firstCall(dispatch);
    await customer.eventually(second, 'call-ended');
    expect(leg.record.status).toBe('canceled');
    expect([customer.calls(desk).length, customer.dialled().length]).toEqual([1, 2]);
  });
});

describe.concurrent('a caller who is called back now, the customer first', { timeout: patience }, () => {
  it('[ECB10] the customer hears who calls, and agents are rung in turn until one presses 1', async () => {
    const customer = customerOf(lines.customers);
    const [desk = '', dispatch = ''] = lines.customers.agents;
    bench.carrier.setPerson(desk, { does: 'busy' });
    bench.carrier.setPerson(dispatch, takes);
    bench.carrier.setPerson(customer.number, { ...takes, talkMs: null });
    await customer.askToBeCalled();
    const placed = await customer.firstCall(customer.number);
    const events = await customer.eventually(placed, 'call-ended');
    expect(customer.documents(placed).slice(0, 2)).toEqual([golden('agent-dialed'), golden('next-agent-dialed')]);
    const [agent] = customer.dialled(dispatch);
    expect(agent && customer.documents(agent)[0]).toBe(golden('waited-for-agent-asked'));
    const outcomes = events.filter(({ type }) => type === 'agent-dial-ended').map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['busy', 'connected']);
    expect([customer.calls(customer.number).length, customer.texts]).toEqual([1, []]);
  });

  it('[ECB11] a machine hears a message and no agent is rung; the customer is texted', async () => {
    const customer = customerOf(lines.machines);
    bench.carrier.setPerson(customer.number, { does: 'machine' });
    await customer.askToBeCalled();
    await until(() => customer.texts.length > 0);
    expect(customer.texts).toEqual([expect.stringContaining('did not reach you')]);
    const [placed] = customer.calls(customer.number);
    await placed?.next('finished');
    expect(placed && customer.documents(placed)).toEqual([golden('voicemail')]);
    expect(placed && heard(placed)).toContain('with the call you asked for');
    expect(lines.machines.agents.flatMap((agent) => customer.dialled(agent))).toEqual([]);
  });

  it('[ECB12] nobody takes it: the customer is with the bot, who knows why and speaks first', async () => {
    const customer = customerOf(lines.deserted);
    const [desk = '', dispatch = ''] = lines.deserted.agents;
    bench.carrier.setPerson(desk, { does: 'no-answer' });
    bench.carrier.setPerson(dispatch, { does: 'declines' });
    bench.carrier.setPerson(customer.number, { does: 'listens' });
    await customer.askToBeCalled();
    const placed = await customer.firstCall(customer.number);
    await customer.eventually(placed, 'returned-to-bot');
    await until(() => heard(placed).endsWith('Done.'));
    expect(customer.documents(placed).at(-1)).toBe(golden('customer-to-bot'));
    expect(heard(placed)).toContain('nobody answered');
    const told = bench.model.requests.some(({ messages }) =>
      messages.some(({ content }) => content?.includes('called this customer back') && content.includes('boiler')),
    );
    expect(told).toBe(true);
    placed.hangup();
  });

  it('[ECB13] a customer who hangs up while an agent is rung: the ringing stops, and they are texted', async () => {
    const customer = customerOf(lines.left);
    const [desk = '', dispatch = ''] = lines.left.agents;
    bench.carrier.setPerson(desk, { does: 'no-answer' });
    bench.carrier.setPerson(customer.number, { does: 'listens' });
    await customer.askToBeCalled();
    const agent = await customer.firstDialled(desk);
    await agent.next('ringing');
    customer.calls(customer.number)[0]?.hangup();
    await until(() => customer.texts.length > 0);
    expect(customer.texts).toEqual([expect.stringContaining('did not reach you')]);
    expect([agent.record.status, customer.dialled(dispatch).length]).toEqual(['canceled', 0]);
  });

  it('[ECB14] the customer is asked whether it may be recorded before an agent is rung', async () => {
    const customer = customerOf(lines.questions);
    const [desk = ''] = lines.questions.agents;
    bench.carrier.setPerson(customer.number, { ...takes, key: '2' });
    await customer.askToBeCalled();
    const placed = await customer.firstCall(customer.number);
    const events = await customer.eventually(placed, 'call-ended');
    expect(customer.documents(placed)[0]).toBe(golden('called-customer-asked'));
    expect(events.filter(({ type }) => type === 'recording-consent')).toMatchObject([{ agreed: false }]);
    expect(events.filter(({ type }) => type === 'agent-dial-ended')).toMatchObject([{ outcome: 'connected' }]);
    expect([
      customer.dialled(desk).length,
      bench.carrier.recordings.all.some(({ callSid }) => callSid === placed.sid),
    ]).toEqual([1, false]);
  });
});
