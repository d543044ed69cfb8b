import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ActionServer, caller } from './action-server.ts';
import { site } from './site.ts';

const ready = { what: 'Your pump', day: '2026-12-01' };

describe("send_sms actions, from the site file to Twilio's REST API", () => {
  const acme = new ActionServer();
  const texts = () => acme.carrier.messages;
  beforeAll(() => acme.start(site), 60_000);
  afterAll(() => acme.close());

  it('[ACT20] to: caller, message and parameters are the text; the caller agrees first', async () => {
    const call = await acme.call();
    expect(await call.run('text_caller', ready)).toMatchObject({
      status: 'needs_confirmation',
      say: expect.stringContaining('calling from'),
    });
    expect(texts()).toHaveLength(0);
    await call.agreeTo("Shall I text that to the number you're calling from?");
    expect(await call.run('text_caller', ready)).toEqual({ status: 'sent', say: 'SMS has been successfully sent.' });
    expect(texts().at(-1)).toMatchObject({
      to: caller,
      from: '+14155550102',
      body: 'Acme: Your pump is ready on Tuesday, December 1, 2026.',
    });
    call.twilio.close();
  }, 30_000);

  it('[ACT21] to: model: a number of the allowed countries that the caller confirmed; on_success; sender by country', async () => {
    const call = await acme.call();
    expect(await call.run('text_model', { to: '+4915112345678' })).toMatchObject({ code: 'number_not_allowed' });
    expect(await call.run('text_model', { to: '12' })).toMatchObject({ code: 'bad_number' });
    const asked = await call.run('text_model', { to: '+447400123456' });
    expect(asked).toMatchObject({ status: 'needs_confirmation', say: expect.stringContaining('plus 4 4') });
    await call.agreeTo(asked.say);
    expect(await call.run('text_model', { to: '+447400123456' })).toEqual({ status: 'sent', say: 'The text is out.' });
    expect(texts().at(-1)).toMatchObject({ to: '+447400123456', from: 'ACME', body: 'Acme: hello.' });
    call.twilio.close();
  }, 30_000);

  it('[ACT22] fixed numbers need nobody to agree, get one text each, and have a cap of their own', async () => {
    const call = await acme.call();
    const before = texts().length;
    expect(await call.run('text_team', { what: 'a leak' })).toMatchObject({ status: 'queued' });
    for (let index = 0; index < 4; index++) expect((await call.run('text_desk')).status).toBe('sent');
    expect(await call.run('text_desk')).toMatchObject({ status: 'refused', code: 'cap_conversation' });
    const sent = texts().slice(before);
    expect(
      sent
        .filter(({ body }) => body === `Acme: ${caller} needs help with a leak.`)
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['+14155550171', '+14155550172']);
    await call.agreeTo("Shall I text that to the number you're calling from?");
    for (let index = 0; index < 3; index++) expect((await call.run('text_caller', ready)).status).toBe('sent');
    expect(await call.run('text_caller', ready)).toMatchObject({ status: 'refused', code: 'cap_conversation' });
    call.twilio.close();
  }, 60_000);

  it('[ACT23] only_if_previous_succeeded holds for texts as well', async () => {
    const call = await acme.call();
    const runs = await call.runs([['text_caller', ready]], [['text_after', {}]]);
    expect(runs.map(({ result }) => result.code ?? result.status)).toEqual(['needs_confirmation', 'previous_failed']);
    const alone = await call.runs([['text_after', {}]]);
    expect(alone[0]?.result.status).toBe('sent');
    call.twilio.close();
  }, 30_000);

  it('[ACT24] a value cannot bring a link, a secret or another line of text that the template does not have', async () => {
    const call = await acme.call();
    await call.agreeTo("Shall I text that to the number you're calling from?");
    expect(await call.run('text_caller', { ...ready, what: 'evil.example' })).toMatchObject({
      code: 'link_not_allowed',
    });
    expect(await call.run('text_caller', { ...ready, what: 'PIN is 4711' })).toMatchObject({
      code: 'content_not_allowed',
    });
    expect(await call.run('text_caller', { ...ready, what: 'x'.repeat(900) })).toMatchObject({ code: 'text_too_long' });
    expect((await call.run('text_caller', { ...ready, what: '<%= it %>' })).status).toBe('sent');
    expect(texts().at(-1)?.body).toContain('<%= it %> is ready');
    call.twilio.close();
  }, 30_000);
});
