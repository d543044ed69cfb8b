import { describe, expect, it } from 'vitest';
import { bench } from '../call-bench.ts';
import { type CallbackOptions, callbackBench } from './callback-bench.ts';

const tools = ['request_callback', 'find_callback_slots', 'schedule_callback', 'change_callback'];
const offered = (options: CallbackOptions = {}): string[] =>
  callbackBench(options)
    .toolbox.declarations.map(({ name }) => name)
    .filter((name) => tools.includes(name));

describe('the callback tools', () => {
  it('[CBT1] stand behind the transfer, in one order', () => {
    const names = callbackBench().toolbox.declarations.map(({ name }) => name);
    const at = names.indexOf('transfer_to_agent');
    expect(names.slice(at + 1, at + 6)).toEqual([...tools, 'switch_language']);
    expect(
      bench()
        .toolbox.declarations.map(({ name }) => name)
        .filter((name) => tools.includes(name)),
    ).toEqual([]);
  });

  const booking = ['find_callback_slots', 'schedule_callback', 'change_callback'];
  const now = ['request_callback', 'change_callback'];
  it.each<[string, CallbackOptions, string[]]>([
    ['callback_now off', { line: { escalation: { scheduled_callback: true } } }, booking],
    ['scheduled_callback off', { line: { escalation: { callback_now: true } } }, now],
    ['click_to_call not bought', { site: { features: { click_to_call: false } } }, booking],
    ['callback_scheduling not bought', { site: { features: { callback_scheduling: false } } }, now],
    ['no slots', { callbacks: { slots: undefined } }, now],
    ['slots without hours', { slots: { hours: undefined } }, now],
    ['no callbacks section', { line: { callbacks: undefined } }, []],
    ['no agents', { line: { transfer: undefined } }, []],
    ['neither switched on', { line: { escalation: {} } }, []],
    ['live transfer off', { site: { features: { bridge_call: false } } }, tools],
    ['nobody there', { line: { hours: { sunday: ['09:00-10:00'] } } }, booking],
  ])('[CBT1] %s', (_, options, expected) => {
    expect(offered(options)).toEqual(expected);
  });

  it('[CBT1] ask for what the contract says, and nothing else', () => {
    const byName = new Map(callbackBench().toolbox.declarations.map((tool) => [tool.name, tool.parameters.required]));
    expect(tools.map((name) => byName.get(name))).toEqual([
      ['phone', 'reason'],
      ['day', 'part_of_day'],
      ['slot', 'phone', 'reason'],
      ['callback', 'slot'],
    ]);
  });

  it('[CBT1] a call back is among what is offered where a text cannot be sent', async () => {
    const of = callbackBench({ site: { features: { email: false } }, line: { sms_countries: ['GB'] } });
    const { result } = await of.run('send_sms', { to: 'caller', message: 'Hello' });
    expect(result.say).toContain('I could connect you with a person or arrange a call back instead.');
  });

  it.each(['+1 415 555 0102', '(415) 555-0102', 'desk@acme.example', '12 Harbor Street. Mon to Fri, 8 am to 6 pm'])(
    "[CBT17] a message may name the line's own %s",
    async (detail) => {
      const details = { number: '+14155550102', email: 'Desk@acme.example', text: '12 Harbor Street.' };
      const of = callbackBench({ line: { links: [], allowed_link_hosts: [], contact_details: details } });
      of.agree();
      const message = `Reach us: ${detail}`;
      expect((await of.run('send_sms', { to: 'caller', message })).result.status).toBe('sent');
      const email = { to: 'contact', subject: 'How to reach us', body: message };
      expect((await of.run('send_email', email)).result.status).toBe('sent');
    },
  );

  it('[CBT17] and no other address', async () => {
    const of = callbackBench({ line: { links: [], contact_details: { email: 'desk@acme.example' } } });
    of.agree();
    const message = 'Reach us: desk@evil.example';
    expect((await of.run('send_sms', { to: 'caller', message })).result.code).toBe('link_not_allowed');
  });
});
