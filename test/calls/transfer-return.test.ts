import { describe, expect, it } from 'vitest';
import type { CallEventBody } from '../../src/domain/event.ts';
import { transferNotice } from '../../src/domain/transfer-notice.ts';
import { NoticeFeed } from '../../src/relay/notice-feed.ts';
import { CallHarness } from '../support/call-harness.ts';
import { call, finished, type ScriptedAnswer, ScriptedModel, text } from '../support/scripted-model.ts';
import { testLine } from '../support/test-line.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

const targets = [
  { id: 'desk', number: '+14155550111', department: 'help' },
  { id: 'night', number: '+14155550112', department: 'emergencies' },
];
const contact_details = { number: '+14155550100' };
const escalation = { transfer: true, text_contact: true };
const inForce = testLine({ escalation, transfer: { targets }, contact_details });

async function handedOff(answers: readonly ScriptedAnswer[]) {
  const clock = new VirtualClock();
  const handOff = { department: 'help', reason: 'billing', summary: 'An invoice.' };
  const model = new ScriptedModel(clock, [[call('transfer_to_agent', handOff), finished], ...answers]);
  const phone = (await new CallHarness({ clock, model, inForce }).open()).setup();
  const agent = (value: string) => phone.frame({ type: 'info', name: 'agentSpeaking', value });
  agent('off').says('A person, please');
  await clock.advance(200);
  agent('off');
  await clock.advance(10_000);
  phone.hangUp();
  await settle();
  return { clock, model, phone };
}

type Made = Awaited<ReturnType<typeof handedOff>>;

/** As the webhooks leave it behind when nobody took the call. */
async function comesBack({ clock, phone }: Made, told = true): Promise<NoticeFeed> {
  const leg = { dial: 1, target: 'desk', method: 'bridge' } as const;
  const events: readonly CallEventBody[] = [
    { type: 'agent-dialed', ...leg },
    { type: 'agent-dial-ended', ...leg, outcome: 'busy', durationSeconds: null },
    { type: 'returned-to-bot', dial: 1, tried: ['desk'] },
  ];
  const at = clock.now();
  await phone.store.appendEvents(events.map((event) => ({ callId: 'call_1', event: { ...event, at } })));
  const attempts = [{ target: 'desk', outcome: 'busy' }] as const;
  const notice = transferNotice({ callId: 'call_1', dial: 1, inForce, attempts, now: at });
  if (told) await phone.store.addNotice(notice);
  phone.sent.length = 0;
  await phone.reopen();
  const feed = new NoticeFeed({ store: phone.store, clock, log: phone.log });
  feed.opened('call_1', phone.driver);
  return feed;
}

async function over({ clock, phone }: Made, feed: NoticeFeed): Promise<void> {
  phone.hangUp();
  feed.closed(phone.driver);
  await settle();
  expect(clock.pending).toBe(0);
}

describe('a transfer that nobody took, in a whole call', () => {
  it('[XFR80] the session ends with the hand-off the webhook will be given', async () => {
    const { phone } = await handedOff([]);
    const data = phone.sent.find(({ type }) => type === 'end')?.handoffData ?? '';
    expect(JSON.parse(data)).toEqual({
      kind: 'transfer',
      department: 'help',
      reason: 'billing',
      summary: 'An invoice.',
    });
  });

  it('[XFR81] the bot speaks up by itself, knows who was tried, and does not say that the line was cut', async () => {
    const made = await handedOff([[text('Shall I text you our number instead?'), finished]]);
    const feed = await comesBack(made);
    feed.nudge('call_1');
    await settle();
    made.phone.setup();
    await made.clock.advance(100);
    expect(made.phone.spoken).toBe('Shall I text you our number instead?');
    const notes = made.model.requests.at(-1)?.history.filter(({ role }) => role === 'note') ?? [];
    expect(notes).toHaveLength(2);
    expect(notes[0]).toMatchObject({ text: expect.stringContaining('nobody took the call: desk was busy') });
    expect(notes[1]).toMatchObject({ text: expect.stringContaining('another try; the contact details by text') });
    await over(made, feed);
  });

  it('[XFR81] also when it is told only after its setup', async () => {
    const made = await handedOff([[text('Shall I text you our number instead?'), finished]]);
    const feed = await comesBack(made);
    made.phone.setup();
    await made.clock.advance(1500);
    expect(made.phone.spoken).toBe('Shall I text you our number instead?');
    await over(made, feed);
  });

  it('[XFR82] where the notice is lost the caller is asked after a silence, and the model knows from the record', async () => {
    const made = await handedOff([[text('Desk was busy.'), finished]]);
    const feed = await comesBack(made, false);
    made.phone.setup();
    await made.clock.advance(9000);
    expect(made.phone.spoken).not.toBe('');
    expect(made.phone.spoken).not.toContain('cut off');
    made.phone.frame({ type: 'info', name: 'agentSpeaking', value: 'off' }).says('Who did you try?');
    await made.clock.advance(200);
    const notes = made.model.requests.at(-1)?.history.filter(({ role }) => role === 'note');
    expect(notes).toMatchObject([{ text: expect.stringContaining('desk was busy') }]);
    await over(made, feed);
  });

  it('[XFR83] a connection that is lost after that is picked up with the usual apology', async () => {
    const made = await handedOff([[text('Shall I text you?'), finished]]);
    const feed = await comesBack(made);
    made.phone.setup();
    await made.clock.advance(1500);
    made.phone.driver.closed(1006);
    feed.closed(made.phone.driver);
    await made.phone.reopen();
    made.phone.sent.length = 0;
    made.phone.setup();
    expect(made.phone.spoken).toContain('cut off');
    made.phone.hangUp();
    await settle();
    expect(made.clock.pending).toBe(0);
  });

  it.each([
    ['open', { tuesday: ['00:00-24:00'] }, true],
    ['closed', { monday: ['09:00-10:00'] }, false],
  ])('[XFR85] a bot that fails twice, with its only agent %s', async (_when, hours, puts) => {
    const clock = new VirtualClock();
    const failure = { kind: 'unreachable', message: 'down', status: null } as const;
    const failing: ScriptedAnswer = [{ type: 'end', reason: 'failed', failure }];
    const model = new ScriptedModel(clock, [failing, failing]);
    const line = testLine({ escalation: { transfer: true }, transfer: { targets: [{ ...targets[0], hours }] } });
    const phone = (await new CallHarness({ clock, model, inForce: line }).open()).setup();
    for (const words of ['Hello?', 'Are you there?']) {
      phone.frame({ type: 'info', name: 'agentSpeaking', value: 'off' }).says(words);
      await clock.advance(300);
    }
    await clock.advance(20_000);
    expect(phone.sent.some(({ handoffData }) => handoffData !== undefined)).toBe(puts);
    phone.hangUp();
    await settle();
    expect(clock.pending).toBe(0);
  });
});
