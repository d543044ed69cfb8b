import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonInput } from '../../../src/sandbox/carrier/people.ts';
import { type EscalatedCall, EscalationBench } from './escalation-bench.ts';
import { golden, likeGolden } from './golden.ts';
import { LineBook, type TestedLine } from './line-book.ts';

const JOE = 'sip:joe@office.example.com';
const DANA = '+14155550121';
const reason = { reason: 'billing', summary: 'Wants to talk about an invoice.' };
const refers = { method: 'sip_refer', sip_domain: 'pbx.example.com' };

const book = new LineBook({}, 1200);
const taken = book.transferring('taken', refers);
const refused = book.transferring('refused', refers);
const busy = book.transferring('busy', refers);
const gone = book.transferring('gone', refers);
const unanswered = book.transferring('unanswered', refers);
const unheard = book.transferring('unheard', refers);
const nobody = book.transferring('nobody', refers);
const off = book.transferring('off', refers, { escalation: { transfer: false } });
const closed = book.transferring('closed', refers, { hours: {} });
const bare = new LineBook({ id: 'bare', features: { bridge_call: false } }, 1290);
const unbought = bare.transferring('unbought', refers);

let bench: EscalationBench;
beforeAll(async () => {
  bench = await new EscalationBench().start({ 'acme.yaml': book.file, 'bare.yaml': bare.file });
  const far = (line: TestedLine, person: PersonInput) =>
    bench.carrier.setPerson(`sip:${line.desk}@pbx.example.com`, person);
  far(refused, { does: 'declines' });
  far(busy, { does: 'busy' });
  far(gone, { does: 'failed', sipCode: 404 });
  far(unanswered, { does: 'no-answer' });
  far(unheard, { does: 'no-answer' });
  far(nobody, { does: 'declines' });
  bench.carrier.setPerson(nobody.desk, { does: 'no-answer' });
  await bench.warmUp(taken.number);
});
afterAll(() => bench.close());

async function transferred({ number }: TestedLine, from = JOE): Promise<EscalatedCall> {
  const call = await bench.call(number, from);
  await call.leaveBy('transfer_to_agent', reason);
  return call;
}

const endsOf = async (call: EscalatedCall) =>
  (await call.events())
    .filter(({ type }) => type === 'agent-dial-ended')
    .map(({ method, outcome }) => [method, outcome]);
const rungFor = (call: EscalatedCall) => bench.legsFor(call).map(({ record }) => record.to);

describe.concurrent('a caller who came in by SIP', { timeout: 60_000 }, () => {
  it('[ESC23] is referred, with headers of the call; once the far end took it the record ends, and nobody is rung', async () => {
    const call = await transferred(taken);
    const { uri, headers } = await call.leg.next('referred');
    await call.leg.next('finished');
    const ended = await call.eventually('call-ended');
    expect(likeGolden(call.documents, taken).slice(1)).toEqual([golden('refer'), golden('hang-up')]);
    const { id } = await bench.server.json<{ id: string }>(`/api/calls/${call.leg.sid}`);
    expect(uri).toMatch(new RegExp(`^sip:\\${taken.desk}@pbx\\.example\\.com\\?`));
    expect(headers).toEqual({
      'X-Call-Id': id,
      'X-Caller': JOE,
      'X-Reason': 'billing',
      'X-Summary': 'Wants to talk about an invoice.',
    });
    expect(await endsOf(call)).toEqual([['sip_refer', 'connected']]);
    expect(ended.status).toBe('completed');
    expect(rungFor(call)).toEqual([]);
  });

  it.each([
    ['refused by 603', refused, 'declined', '603'],
    ['busy by 486', busy, 'busy', '486'],
    ['not there by 404', gone, 'failed', '404'],
  ] as const)('[ESC24] %s: the same person is rung by a bridge instead', async (_name, line, outcome, sipCode) => {
    const call = await transferred(line);
    await call.leg.next('bridged');
    expect(likeGolden(call.documents, line).slice(1)).toEqual([golden('refer'), golden('bridge')]);
    expect(await endsOf(call)).toEqual([['sip_refer', outcome]]);
    expect((await call.eventually('agent-dial-ended')).sipCode).toBe(sipCode);
    expect(rungFor(call)).toEqual([line.desk]);
    call.leg.hangup();
    await call.until(async () => (await endsOf(call)).length === 2);
    expect(await endsOf(call)).toEqual([
      ['sip_refer', outcome],
      ['bridge', 'connected'],
    ]);
  });

  it('[ESC25] accepted and never heard of again, while the caller is still here: the same person is rung', async () => {
    const call = await transferred(unanswered);
    expect(await call.leg.next('referred')).toMatchObject({ referCode: 202, notifyCode: null });
    await call.leg.next('bridged');
    expect(likeGolden(call.documents, unanswered).slice(1)).toEqual([golden('refer'), golden('bridge')]);
    expect(await endsOf(call)).toEqual([['sip_refer', 'no-answer']]);
    expect(rungFor(call)).toEqual([unanswered.desk]);
    call.leg.hangup();
  });

  it('[ESC26] hanging up while being referred ends the call, and nobody is rung', async () => {
    const call = await transferred(unheard);
    await call.until(() => call.documents.some((text) => text.includes('<Refer')));
    call.leg.hangup();
    await call.leg.next('finished');
    await call.eventually('call-ended');
    expect(await endsOf(call)).toEqual([['sip_refer', 'canceled']]);
    expect(rungFor(call)).toEqual([]);
  });

  it('[ESC27] whom neither REFER nor bridge reached is back with the bot, which knows', async () => {
    const call = await transferred(nobody);
    await call.eventually('returned-to-bot');
    await call.until(() => /nobody answered\.\s*Done\./.test(call.heard));
    expect(likeGolden(call.documents, nobody).slice(1)).toEqual(['refer', 'bridge', 'back-to-bot'].map(golden));
    expect(await call.readByModel()).toContain('nobody took the call: desk did not answer');
    call.leg.hangup();
  });

  it('[ESC28] is not referred where the line or the feature is off, or outside the hours', async () => {
    for (const [line, code] of [
      [off, 'not_enabled'],
      [unbought, 'not_enabled'],
      [closed, 'outside_hours'],
    ] as const) {
      const call = await bench.call(line.number, JOE);
      expect(await call.tools()).not.toContain('transfer_to_agent');
      expect(await call.run('transfer_to_agent', reason)).toMatchObject({ status: 'refused', code });
      call.leg.hangup();
      expect(call.leg.events.some(({ type }) => type === 'referred')).toBe(false);
    }
  });
});

describe.concurrent('a caller who came in by telephone', { timeout: 60_000 }, () => {
  it('[ESC29] cannot be referred: a bridge rings at once', async () => {
    const call = await transferred(taken, DANA);
    await call.leg.next('bridged');
    expect(likeGolden(call.documents, taken).slice(1)).toEqual([golden('bridge')]);
    expect(rungFor(call)).toEqual([taken.desk]);
    call.leg.hangup();
  });
});
