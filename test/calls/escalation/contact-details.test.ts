import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToolResult } from '../../../src/domain/tool-result.ts';
import { type EscalatedCall, EscalationBench } from './escalation-bench.ts';
import { LineBook, type TestedLine } from './line-book.ts';

const details = { number: '+14155550190', email: 'help@acme.example.com', text: '12 Main Street, open 9 to 5.' };
const message = `You can reach Acme at ${details.number} or ${details.email}. ${details.text}`;
const switches = { text_contact: true, email_contact: true };
const sections = { transfer: { targets: [{ id: 'desk', number: '+14155551970' }] }, contact_details: details };

const book = new LineBook({}, 1300);
const open = book.line('open', { escalation: switches, contact_details: details });
const closed = book.line('closed', { hours: {}, escalation: { transfer: true, ...switches }, ...sections });
const off = book.line('off', { escalation: { transfer: true }, ...sections });
const after = book.line('after', { escalation: { transfer: true, ...switches }, ...sections });
const bare = new LineBook({ id: 'bare', features: { sms: false, email: false } }, 1390);
const unbought = bare.line('unbought', { escalation: switches, contact_details: details });

let bench: EscalationBench;
beforeAll(async () => {
  bench = await new EscalationBench().start({ 'acme.yaml': book.file, 'bare.yaml': bare.file });
  bench.carrier.setPerson('+14155551970', { does: 'busy' });
  await bench.warmUp(open.number);
});
afterAll(() => bench.close());

let callers = 0;
const nextNumber = (): string => `+1212555${2100 + ++callers}`;
const call = ({ number }: TestedLine, from = nextNumber()): Promise<EscalatedCall> => bench.call(number, from);

const textTo = (call: EscalatedCall, to: string) => call.run('send_sms', { to, message });
const mailTo = (call: EscalatedCall, to: string) =>
  call.run('send_email', { to, subject: 'How to reach us', body: message });
const textsTo = (number: string) => bench.carrier.messages.filter(({ to }) => to === number).map(({ body }) => body);
const mailsTo = (address: string) => bench.mailbox.messages.filter(({ to }) => to.includes(address));

/** The bot asks what the tool told it to ask. */
function questionOf(result: ToolResult): string {
  expect(result.status).toBe('needs_confirmation');
  return result.say;
}

describe.concurrent('the contact details by text', { timeout: 60_000 }, () => {
  it('[ESC31] a caller who says yes has them on the number they are calling from', async () => {
    const number = nextNumber();
    const caller = await call(open, number);
    expect(await caller.readByModel()).toContain(`# Contact details`);
    await caller.agreeTo(questionOf(await textTo(caller, 'caller')));
    expect(await textTo(caller, 'caller')).toMatchObject({ status: 'sent' });
    expect(textsTo(number)).toEqual([message]);
    caller.leg.hangup();
  });

  it('[ESC32] a caller who says no, or hangs up at the question, gets nothing', async () => {
    const numbers = [nextNumber(), nextNumber()] as const;
    const [refusing, leaving] = [await call(open, numbers[0]), await call(open, numbers[1])];
    await refusing.refuse(questionOf(await textTo(refusing, 'caller')));
    expect(await textTo(refusing, 'caller')).toMatchObject({ status: 'needs_confirmation' });
    await leaving.hear(questionOf(await textTo(leaving, 'caller')));
    for (const caller of [refusing, leaving]) {
      caller.leg.hangup();
      await caller.eventually('call-ended');
    }
    expect(numbers.flatMap(textsTo)).toEqual([]);
  });

  it('[ESC33] a caller without a number is asked for one, which is read back before anything goes there', async () => {
    const caller = await call(open, 'anonymous');
    expect(await textTo(caller, 'caller')).toMatchObject({ status: 'refused', code: 'bad_number' });
    const given = nextNumber();
    await caller.agreeTo(questionOf(await textTo(caller, given)));
    expect(await textTo(caller, given)).toMatchObject({ status: 'sent' });
    expect(textsTo(given)).toEqual([message]);
    caller.leg.hangup();
  });

  it('[ESC34] where the carrier refuses the number the caller hears so, with what is possible instead', async () => {
    const number = nextNumber();
    bench.carrier.optedOut.add(number);
    const caller = await call(open, number);
    await caller.agreeTo(questionOf(await textTo(caller, 'caller')));
    const result = await textTo(caller, 'caller');
    expect(result).toMatchObject({ status: 'refused', say: expect.stringContaining('I could e-mail it instead') });
    expect(textsTo(number)).toEqual([]);
    caller.leg.hangup();
  });
});

describe.concurrent('the contact details by e-mail', { timeout: 60_000 }, () => {
  it('[ESC35] they go to the address the caller gave and agreed to; to no other, and not after a no', async () => {
    const caller = await call(open);
    expect(await mailTo(caller, 'contact')).toMatchObject({ status: 'refused', code: 'bad_address' });
    await caller.refuse(questionOf(await mailTo(caller, 'dina@example.com')), 'No, that is wrong.');
    await caller.agreeTo(questionOf(await mailTo(caller, 'dana@example.com')));
    expect(await mailTo(caller, 'dana@example.com')).toMatchObject({ status: 'sent' });
    expect(await mailTo(caller, 'dina@example.com')).toMatchObject({ status: 'needs_confirmation' });
    expect(mailsTo('dana@example.com')).toMatchObject([{ subject: 'How to reach us', from: expect.any(String) }]);
    expect(mailsTo('dana@example.com')[0]?.text).toContain(details.number);
    expect(mailsTo('dina@example.com')).toEqual([]);
    caller.leg.hangup();
  });

  it('[ESC36] an address that does not exist: the caller hears so, with what is possible instead', async () => {
    bench.mailbox.failNext({ at: 'rcpt', code: 550, recipient: 'gone@example.com' });
    const caller = await call(open);
    await caller.agreeTo(questionOf(await mailTo(caller, 'gone@example.com')));
    const result = await mailTo(caller, 'gone@example.com');
    expect(result).toMatchObject({ status: 'failed', say: expect.stringContaining('I could text it instead') });
    expect(mailsTo('gone@example.com')).toEqual([]);
    caller.leg.hangup();
  });
});

describe.concurrent('whether the contact details are offered', { timeout: 60_000 }, () => {
  it('[ESC37] off by the line they are not known to the bot; off by the feature nothing can be sent', async () => {
    const caller = await call(off);
    expect(await caller.readByModel()).not.toMatch(/contact details/i);
    const unable = await call(unbought);
    expect(await unable.readByModel()).not.toMatch(/contact details/i);
    for (const result of [await textTo(unable, 'caller'), await mailTo(unable, 'dana@example.com')])
      expect(result).toMatchObject({ status: 'refused', code: 'not_enabled' });
    for (const { leg } of [caller, unable]) leg.hangup();
  });

  it('[ESC38] outside the hours they are what is left, and after a transfer that nobody took they are offered', async () => {
    const late = await call(closed);
    expect(await late.readByModel()).toContain('getting the contact details by text message');
    expect(await late.tools()).not.toContain('transfer_to_agent');
    const number = nextNumber();
    const caller = await call(after, number);
    await caller.leaveBy('transfer_to_agent', { reason: 'billing', summary: 'An invoice.' });
    await caller.until(() => /nobody answered\.\s*Done\./.test(caller.heard));
    expect(await caller.readByModel()).toContain('the contact details by text message; the contact details by e-mail');
    for (const [one, to] of [
      [late, '+12125552199'],
      [caller, number],
    ] as const) {
      await one.agreeTo(questionOf(await textTo(one, to)));
      expect(await textTo(one, to)).toMatchObject({ status: 'sent' });
      expect(textsTo(to)).toEqual([message]);
      one.leg.hangup();
    }
  });
});
