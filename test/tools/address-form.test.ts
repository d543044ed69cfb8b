import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PagesBench } from '../pages/pages-bench.ts';
import { bench, own } from './call-bench.ts';

const page = { link: 'address_form', to: null };

describe('the texted form for an address', () => {
  let pages: PagesBench;
  beforeEach(async () => {
    pages = await new PagesBench().open();
  });
  afterEach(() => pages.close());

  /** Texted to the caller in the call whose store the pages read. */
  async function texted(): Promise<string> {
    const { run, agree, store } = bench({ store: pages.store });
    agree();
    expect((await run('send_sms_link', page)).result.status).toBe('sent');
    const [message] = store.messages.values();
    const body = message?.content.medium === 'sms' ? message.content.body : '';
    return /\/form\/(\S+)/.exec(body)?.[1] ?? '';
  }

  it('[ACT54] can be filled in for 15 minutes, and then says in words that it is too late', async () => {
    const token = await texted();
    await pages.clock.advance(15 * 60_000 - 1);
    expect((await pages.ask(token)).status).toBe(200);
    await pages.clock.advance(1);
    const expired = await pages.ask(token);
    expect([expired.status, expired.text]).toEqual([410, expect.stringContaining('its time has run out')]);
    expect((await pages.type('jane@example.com', token)).status).toBe(410);
    expect(await pages.notices()).toEqual([]);
  });

  it('[ACT54] no form is made before the caller agreed to the number', async () => {
    const { run, agree, store } = bench({ store: pages.store });
    const saved: string[] = [];
    const saveForm = store.saveForm.bind(store);
    store.saveForm = (token, form) => {
      saved.push(token);
      return saveForm(token, form);
    };
    expect((await run('send_sms_link', page)).result).toMatchObject({
      status: 'needs_confirmation',
      say: expect.stringContaining('calling from'),
    });
    expect(saved).toEqual([]);
    agree();
    expect((await run('send_sms_link', page)).result.status).toBe('sent');
    expect(saved).toHaveLength(1);
    expect([...store.messages.values()].map(({ content }) => content.to)).toEqual([own]);
  });

  it('[ACT54] with the store away nothing is texted', async () => {
    const { run, agree, store } = bench({ store: pages.store });
    agree();
    store.away = true;
    expect((await run('send_sms_link', page)).result).toMatchObject({ status: 'failed', say: expect.any(String) });
    store.away = false;
    expect(store.messages.size).toBe(0);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['no link goes by text', { link_delivery: { sms: false, email: true } }, {}],
    ['the site texts nothing', {}, { features: { sms: false } }],
    ['the site e-mails nothing', {}, { features: { email: false } }],
  ])('[ACT54] it is not offered where %s', async (_, line, site) => {
    const { run, context, toolbox } = bench({ line, site });
    context.consent.addressFailed();
    context.consent.addressFailed();
    const link = toolbox.declarations.find(({ name }) => name === 'send_sms_link');
    expect(JSON.stringify(link ?? '')).not.toContain('address_form');
    const asked = await run('send_email', { to: 'jane', subject: 'Hi', body: 'Hi' });
    expect(asked.result.say).not.toContain('type the address in');
    expect((await run('send_sms_link', page)).result.status).not.toBe('sent');
  });

  it('[ACT54] it is offered after the second address that was none, not after the first; a person where there is no form', async () => {
    const mail = { to: 'jane at', subject: 'Hi', body: 'Hi' };
    const { run } = bench();
    const first = await run('send_email', mail);
    expect(first.result).toMatchObject({ code: 'bad_address', say: expect.stringContaining('letter by letter') });
    const second = await run('send_email', mail);
    expect(second.result.say).toMatch(/Shall I text you a link where you can type the address in\?$/);
    const other = bench({ line: { link_delivery: { sms: false, email: true } } });
    await other.run('send_email', mail);
    expect((await other.run('send_email', mail)).result.say).toMatch(/Shall I connect you with a person for that\?$/);
  });
});
