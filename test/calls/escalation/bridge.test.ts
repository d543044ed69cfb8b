import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { puppetNotes } from '../../support/puppet-model.ts';
import { documentsOf, type EscalatedCall, EscalationBench, heardOn } from './escalation-bench.ts';
import { golden, likeGolden } from './golden.ts';
import { LineBook, type TestedLine } from './line-book.ts';

const DANA = '+14155550121';
const NIGHT = 'sip:night@pbx.example.com';
const night = { id: 'night', sip_uri: NIGHT, ring_seconds: 30 };
const reason = { reason: 'billing', summary: 'Wants to talk about an invoice.' };
const team = 'team@acme.example.com';

const book = new LineBook();
const plain = book.transferring('plain');
const recorded = book.transferring('recorded', {
  recording: 'announce',
  transcription: true,
  delete_recording_at_carrier: true,
  wrap_up: { mail_to: [team] },
});
const asked = book.transferring('asked', { recording: 'ask', transcription: true });
const direct = book.transferring('direct', { whisper: false, targets: [night] });
const two = book.transferring('two', {
  recording: 'announce',
  targets: [{ id: 'desk', number: '+14155551990' }, night],
});
const shown = book.transferring('shown', { caller_id: 'caller' });
const departments = book.transferring('departments', {
  targets: [
    { id: 'sales', number: '+14155551991', department: 'sales' },
    { id: 'bills', number: '+14155551992', department: 'billing' },
  ],
});
const shifts = book.transferring('shifts', {
  targets: [{ id: 'late', number: '+14155551993', hours: {} }, night],
});

let bench: EscalationBench;
beforeAll(async () => {
  bench = await new EscalationBench().start({ 'acme.yaml': book.file });
  bench.carrier.setPerson(recorded.desk, { does: 'accepts', says: ['This is the desk.'], talkMs: 30_000 });
  bench.carrier.setPerson('+14155551990', { does: 'busy' });
  await bench.warmUp(plain.number);
});
afterAll(() => bench.close());

async function transferred({ number }: TestedLine, from = DANA, department?: string): Promise<EscalatedCall> {
  const call = await bench.call(number, from);
  await call.leaveBy('transfer_to_agent', { ...reason, ...(department !== undefined && { department }) });
  return call;
}

const endOfDial = (call: EscalatedCall) => call.eventually('agent-dial-ended');
const recordingsOf = ({ leg }: EscalatedCall) =>
  bench.carrier.recordings.all.filter(({ callSid }) => callSid === leg.sid);

interface CallView {
  readonly recordings: readonly { readonly url: string | null; readonly durationSeconds: number | null }[];
}

describe.concurrent('a caller who is connected with a person', { timeout: 60_000 }, () => {
  it('[ESC5] the agent hears who calls, why and a summary, presses 1, and they talk; all documents are the golden ones', async () => {
    const call = await transferred(plain);
    await call.leg.next('finished');
    expect(likeGolden(call.documents, plain)).toEqual(['connect-relay', 'bridge', 'hang-up'].map(golden));
    const [agent] = bench.legsFor(call);
    const whispered = documentsOf(agent!).map((document) => document.replace('A caller', 'Dana Reyes'));
    expect(likeGolden(whispered, plain)).toEqual(['whisper', 'nothing'].map(golden));
    expect(heardOn(agent!)).toContain(
      'Call for Acme. A caller, number ending in 0 1 2 1. Reason: billing. Wants to talk about',
    );
    expect(await endOfDial(call)).toMatchObject({ target: 'desk', dial: 1, outcome: 'connected' });
    expect((await call.events()).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['handed-off', 'agent-dialed', 'agent-answered', 'agent-dial-ended', 'call-ended']),
    );
    expect(recordingsOf(call)).toEqual([]);
  });

  it('[ESC6] announced, it is recorded and transcribed with speakers; kept, played, written up and mailed', async () => {
    const call = await transferred(recorded);
    const { sid } = await call.leg.next('bridged');
    await call.leg.say('It is about an invoice.');
    expect(call.heard).toContain('This conversation may be recorded.');
    expect(likeGolden(call.documents, recorded)[1]).toBe(golden('bridge-recorded'));
    expect(bench.legsFor(call).map((leg) => leg.sid)).toEqual([sid]);
    const notes = await call.eventually('wrap-up');
    expect(notes.notes).toEqual(puppetNotes);
    const said = (await call.events()).filter(({ type }) => type === 'person-said');
    expect(said).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ speaker: 'agent', text: 'This is the desk.' }),
        expect.objectContaining({ speaker: 'caller', text: 'It is about an invoice.' }),
      ]),
    );
    const request = bench.model.requests.findLast(
      ({ tools, messages }) => tools.includes('save_notes') && JSON.stringify(messages).includes('desk was rung'),
    );
    const record = request?.messages.find(({ role }) => role === 'user')?.content ?? '';
    for (const words of ['Agent: This is the desk.', 'Caller: It is about an invoice.', 'desk was rung: connected'])
      expect(record).toContain(words);
    await call.until(() => bench.mailbox.messages.length > 0);
    expect(bench.mailbox.messages).toMatchObject([{ to: [team], subject: 'Call notes, recorded: resolved' }]);
    await call.until(async () => (await call.events()).some(({ status }) => status === 'deleted-at-carrier'));
    await checkRecording(call);
  });

  async function checkRecording(call: EscalatedCall): Promise<void> {
    const { recordings } = await bench.server.json<CallView>(`/api/calls/${call.leg.sid}`);
    const [{ url = null, durationSeconds = 0 } = {}] = recordings;
    const played = await fetch(`${bench.server.url}${url}`);
    const sound = Buffer.from(await played.arrayBuffer());
    expect([recordings.length, played.status, sound.toString('latin1', 0, 4)]).toEqual([1, 200, 'RIFF']);
    expect(durationSeconds).toBeGreaterThanOrEqual(29);
    expect(sound.length).toBe(44 + (durationSeconds ?? 0) * 8000 * 2 * 2);
    expect(recordingsOf(call)).toEqual([]);
  }

  it('[ESC7] asked and agreed, by a key or in words: recorded and transcribed', async () => {
    const agree = async (act: (call: EscalatedCall) => void | Promise<void>) => {
      const call = await transferred(asked);
      await call.leg.next('asked');
      await act(call);
      await call.leg.next('bridged');
      const [, question, dial] = likeGolden(call.documents, asked);
      expect([question, dial]).toEqual([
        golden('ask-recording'),
        golden('bridge-recorded').replace(/<Say.*?<\/Say> /, ''),
      ]);
      await call.until(async () => (await call.events()).some(({ type }) => type === 'person-said'));
      expect(await call.eventually('recording-consent')).toMatchObject({ agreed: true });
      expect(recordingsOf(call)).toHaveLength(1);
      call.leg.hangup();
    };
    await Promise.all([agree(({ leg }) => leg.press('1')), agree(({ leg }) => leg.say('Yes, that is fine.'))]);
  });

  it('[ESC8] asked and refused, by a key, in words or by silence: neither, and the transfer goes on', async () => {
    const refuse = async (act: (call: EscalatedCall) => void | Promise<void>) => {
      const call = await transferred(asked);
      await call.leg.next('asked');
      await act(call);
      await call.leg.next('bridged');
      expect(likeGolden(call.documents, asked)[2]).toBe(golden('bridge'));
      await call.leg.say('And I have a secret.');
      call.leg.hangup();
      expect(await endOfDial(call)).toMatchObject({ outcome: 'connected' });
      expect(await call.eventually('recording-consent')).toMatchObject({ agreed: false });
      await call.leg.next('finished');
      expect((await call.events()).some(({ type }) => type === 'person-said')).toBe(false);
      expect(recordingsOf(call)).toEqual([]);
    };
    await Promise.all([
      refuse(({ leg }) => leg.press('2')),
      refuse(({ leg }) => leg.say('No, I would rather not.')),
      refuse(() => {}),
    ]);
  });

  it('[ESC9] without a whisper they are connected as soon as the agent answers', async () => {
    const call = await transferred(direct);
    await call.leg.next('bridged');
    expect(likeGolden(call.documents, direct)[1]).toBe(golden('bridge-without-whisper'));
    expect(bench.legsFor(call).flatMap(documentsOf)).toEqual([]);
    call.leg.hangup();
    expect(await endOfDial(call)).toMatchObject({ target: 'night', outcome: 'connected' });
  });

  it('[ESC10] where the first is busy the second is rung, with its own ring time and no second announcement', async () => {
    const call = await transferred(two);
    await call.leg.next('bridged');
    const first = golden('bridge-recorded').replace(/<Start>.*?<\/Start> /, '');
    const documents = likeGolden(call.documents, { ...two, desk: '+14155551990' });
    expect(documents.slice(1)).toEqual([first, golden('bridge-next-target')]);
    expect(bench.legsFor(call).map(({ record }) => [record.to, record.status])).toEqual([
      ['+14155551990', 'busy'],
      [NIGHT, 'in-progress'],
    ]);
    call.leg.hangup();
  });

  it('[ESC11] the agent sees the number of the line, or the caller where the line says so and there is one', async () => {
    const seen = async (line: TestedLine, from: string) => {
      const call = await transferred(line, from);
      await call.until(() => bench.legsFor(call).length === 1);
      call.leg.hangup();
      return bench.legsFor(call)[0]?.record.from;
    };
    const callers = [DANA, 'anonymous', 'sip:joe@office.example.com'];
    expect(await Promise.all(callers.map((from) => seen(shown, from)))).toEqual([DANA, shown.number, shown.number]);
    expect(await seen(plain, DANA)).toBe(plain.number);
  });

  it('[ESC12] the department the caller needs is rung', async () => {
    const call = await transferred(departments, DANA, 'billing');
    await call.leg.next('bridged');
    expect(bench.legsFor(call).map(({ record }) => record.to)).toEqual(['+14155551992']);
    expect(await call.eventually('handed-off')).toMatchObject({ department: 'billing' });
    call.leg.hangup();
  });

  it('[ESC39] an agent outside their own hours is not rung', async () => {
    const call = await transferred(shifts);
    await call.leg.next('bridged');
    expect(bench.legsFor(call).map(({ record }) => record.to)).toEqual([NIGHT]);
    call.leg.hangup();
  });

  it('[ESC13] a caller who does not want to be connected is not, and the talk goes on', async () => {
    const call = await bench.call(plain.number, DANA);
    await call.refuse('Shall I connect you with a person?');
    expect(await call.tools()).toContain('transfer_to_agent');
    expect(call.documents).toHaveLength(1);
    expect(bench.legsFor(call)).toHaveLength(0);
    call.leg.hangup();
  });
});
