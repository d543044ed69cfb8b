import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../support/virtual-clock.ts';
import {
  address,
  destination,
  email,
  number,
  OutboxBench,
  refusal,
  request,
  sms,
  unreachable,
} from './outbox-bench.ts';

const other = '+12125550147';
const link = 'https://book.example.com/visit';
const linkText = { ...sms, body: `Testers: the booking page\n${link}` };
const switched = { delivery: { other_medium: true } };
const both = [destination('email', address), destination('sms', number)];

/** By day in San Francisco; the line sends by the other medium. */
const bench = (line: Record<string, unknown> = {}, site: Record<string, unknown> = {}) =>
  new OutboxBench(new VirtualClock(), { ...switched, ...line }, site);
/** The call is over, and the caller had confirmed both. */
async function ended(line: Record<string, unknown> = {}, site: Record<string, unknown> = {}) {
  const outbox = bench(line, site);
  await outbox.call('completed', ...both);
  return outbox;
}

describe('a message that failed after the call', () => {
  it('[FUP11] a text goes as an e-mail from the line, to the address confirmed, once', async () => {
    const outbox = await ended({ reply_to: 'office@example.com' });
    const message = await outbox.over();
    await outbox.followUp(message);
    await outbox.followUp(message);
    await Promise.all([outbox.followUp(message), outbox.followUp({ ...message, status: 'failed' })]);
    expect(outbox.left).toEqual([
      {
        medium: 'email',
        preset: 'default',
        to: address,
        from: { name: 'Testers', address: 'desk@example.com' },
        replyTo: 'office@example.com',
        subject: 'Your call with Testers Inc.',
        text: 'We could not text you, so here it is:\n\nYour code is ready.\n\nTesters Inc.\n',
      },
    ]);
    expect(outbox.nudged).toEqual([]);
    expect(outbox.othersSent).toMatchObject([
      { callId: 'call_1', lineId: 'desk', audience: 'caller', tool: 'send_sms', status: 'sent', country: null },
    ]);
  });

  it('[FUP11] an e-mail goes as a text, from the sender for that country, with country and price', async () => {
    const line = { sms_countries: ['US', 'GB'], sms_senders: { GB: 'TESTERS' } };
    const outbox = bench(line, { limits: { sms_price: { default: 0.01, GB: 0.04 } } });
    const mobile = '+447400123456';
    await outbox.call('completed', destination('sms', mobile));
    await outbox.followUp(await outbox.over({ content: email, tool: 'send_email' }, '550', 'failed'));
    expect(outbox.left).toEqual([{ medium: 'sms', to: mobile, from: 'TESTERS', body: 'Your visit: See you at noon.' }]);
    expect(outbox.othersSent).toMatchObject([{ country: 'GB', costMicros: 40_000, status: 'sent' }]);
  });

  it('[FUP11] a failure found by the jobs counts as one reported later', async () => {
    const outbox = await ended();
    outbox.answers.push(refusal('21614'));
    expect(await outbox.deliver(await outbox.reserve(), true)).toMatchObject({ status: 'failed' });
    expect(outbox.left.map(({ medium }) => medium)).toEqual(['sms', 'email']);
  });

  it.each(['text', 'e-mail'])('[FUP11] never back: one in place of a %s fails too, and that is all', async (first) => {
    const outbox = await ended();
    outbox.answers.push(refusal('550'));
    const message = first === 'text' ? await outbox.over() : await outbox.over({ content: email }, '550', 'failed');
    await outbox.followUp(message);
    const [instead] = outbox.othersSent;
    expect(instead?.status).toBe('failed');
    if (instead !== undefined) await outbox.followUp(instead);
    await outbox.clock.advance(86_400_000);
    expect(outbox.left).toHaveLength(1);
    expect(outbox.store.messages.size).toBe(2);
  });

  it('[FUP12] the caps of the call hold', async () => {
    const outbox = await ended({}, { limits: { team_email_per_call: 20 } });
    for (let sent = 0; sent < 2; sent++) await outbox.over({ content: email }, 'x', 'sent');
    await outbox.followUp(await outbox.over());
    expect(outbox.left).toEqual([]);
    expect(outbox.log.lines.at(-1)?.fields).toMatchObject({ outcome: 'refused' });
  });

  it('[FUP12] who has opted out gets nothing', async () => {
    const outbox = await ended();
    await outbox.store.setOptOut('testers', 'email', address, true, 0, 'spoken');
    await outbox.followUp(await outbox.over());
    expect(outbox.left).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, Parameters<OutboxBench['over']>]>([
    ['the line does not say so', { delivery: { other_medium: false } }, []],
    ['it was for the team', {}, [{ audience: 'team' }]],
    ['it was a request', {}, [{ content: request }]],
    ['it was in place of another', {}, [{ toolCallId: 'tool_1~other' }]],
    ['it may have arrived', {}, [{}, 'outcome_unknown', 'failed']],
    ['it arrived', {}, [{}, '', 'delivered']],
    ['it was sent', {}, [{}, '', 'sent']],
    ['the line is gone', {}, [{ lineId: 'gone' }]],
    ['the site is gone', {}, [{ siteId: 'gone' }]],
    ['it was the form for an address', {}, [{ tool: 'address_form' }]],
    ['the line e-mails no links', { link_delivery: { sms: true } }, [{ tool: 'send_sms_link', content: linkText }]],
    ['the line texts no links', { link_delivery: { email: true } }, [{ tool: 'send_email_link', content: email }]],
  ])('[FUP13] goes no other way where %s', async (_, line, given) => {
    const outbox = await ended(line);
    await outbox.followUp(await outbox.over(...given));
    expect(outbox.left).toEqual([]);
    expect(outbox.store.messages.size).toBe(1);
  });

  it('[FUP13] a link goes the other way where the line sends links that way', async () => {
    const outbox = await ended();
    await outbox.followUp(await outbox.over({ tool: 'send_sms_link', content: linkText }));
    expect(outbox.left).toMatchObject([{ medium: 'email', text: expect.stringContaining(link) }]);
  });

  it.each<[string, ReturnType<typeof destination>[]]>([
    ['nothing was confirmed', []],
    ['it was only named', [destination('email', address, 'captured')]],
    ['it was only read back', [destination('email', address, 'read_back')]],
    ['it was taken back', [destination('email', address), destination('email', address, 'reset')]],
    ['only a number was', [destination('sms', other)]],
  ])('[FUP14] goes to what the caller had confirmed and nowhere else: %s', async (_, events) => {
    const outbox = bench();
    await outbox.call('completed', ...events);
    await outbox.store.appendEvents([{ callId: 'call_2', event: destination('email', address) }]);
    await outbox.followUp(await outbox.over());
    expect(outbox.left).toEqual([]);
  });

  it('[FUP14] to the one that was still confirmed at the end', async () => {
    const outbox = bench();
    const taken = 'joan@example.com';
    const events = [destination('email', taken), destination('email', taken, 'reset'), destination('email', address)];
    await outbox.call('completed', ...events);
    await outbox.followUp(await outbox.over());
    expect(outbox.left.map(({ to }) => to)).toEqual([address]);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, Parameters<OutboxBench['over']>[0]]>([
    ['e-mail is off', {}, { features: { email: false } }, {}],
    ['there is no mail preset', {}, { mail: {} }, {}],
    ['texts are off', {}, { features: { sms: false } }, { content: email }],
    ['the number is of another country', { sms_countries: ['GB'] }, {}, { content: email }],
    ['it does not fit a text', {}, {}, { content: { ...email, text: 'long '.repeat(300) } }],
  ])('[FUP14] stays where the line cannot send it: %s', async (_, line, site, changes) => {
    const outbox = await ended(line, site);
    await outbox.followUp(await outbox.over(changes, '550', 'failed'));
    expect(outbox.left).toEqual([]);
    expect(outbox.log.lines).toEqual([]);
  });

  it('[FUP14] the preset is that of the line', async () => {
    const mail = {
      default: { from: { name: 'Testers', address: 'desk@example.com' } },
      night: { from: { name: 'Night', address: 'night@example.com' }, reply_to: 'team@example.com' },
    };
    const outbox = await ended({ mail_preset: 'night' }, { mail });
    await outbox.followUp(await outbox.over());
    expect(outbox.left).toMatchObject([
      { preset: 'night', from: { name: 'Night', address: 'night@example.com' }, replyTo: 'team@example.com' },
    ]);
  });

  it('[FUP15] never throws: with the store away it is logged, without a number or an address', async () => {
    const outbox = await ended();
    const message = await outbox.over();
    outbox.store.away = true;
    await outbox.followUp(message);
    expect(outbox.log.lines.map(({ level }) => level)).toEqual(['error']);
    outbox.store.away = false;
    outbox.store.eventsOfCall = () => Promise.reject(new Error('away'));
    await outbox.followUp(message);
    expect(outbox.log.lines).toHaveLength(2);
    expect(JSON.stringify(outbox.log.lines)).not.toMatch(/4155550123|jane/);
    expect(outbox.left).toEqual([]);
  });

  it('[FUP15] what could not go at once goes later, by its job', async () => {
    const outbox = await ended();
    outbox.answers.push(unreachable);
    await outbox.followUp(await outbox.over());
    expect(outbox.othersSent).toMatchObject([{ status: 'retry' }]);
    await outbox.clock.advance(5000);
    expect(await outbox.deliver(outbox.othersSent[0]?.id ?? '', true)).toMatchObject({ status: 'sent' });
    expect(outbox.left).toHaveLength(2);
  });
});
