import { describe, expect, it } from 'vitest';
import { bench } from './call-bench.ts';

const names = (options = {}): string[] => bench(options).toolbox.declarations.map(({ name }) => name);

describe('the toolbox', () => {
  it('[SKL1] a line that may do everything has every tool, in one order', () => {
    expect(names()).toEqual([
      'send_sms',
      'send_email',
      'send_sms_link',
      'send_email_link',
      'transfer_to_agent',
      'switch_language',
      'end_call',
    ]);
    expect(JSON.stringify(bench().toolbox.declarations)).toBe(
      JSON.stringify(bench({ email: null, from: { kind: 'withheld' } }).toolbox.declarations),
    );
  });

  it.each([
    [{ site: { features: { sms: false } } }, ['send_sms', 'send_sms_link']],
    [{ site: { features: { email: false } } }, ['send_email', 'send_email_link']],
    [{ site: { mail: {} } }, ['send_email', 'send_email_link']],
    [{ line: { link_delivery: { sms: false, email: true } } }, ['send_sms_link']],
    [{ line: { link_delivery: { sms: true } } }, ['send_email_link']],
    [{ line: { links: [], allowed_link_hosts: [] } }, ['send_sms_link', 'send_email_link']],
    [{ line: { escalation: { transfer: false } } }, ['transfer_to_agent']],
    [{ line: { transfer: undefined } }, ['transfer_to_agent']],
    [{ site: { features: { bridge_call: false } } }, ['transfer_to_agent']],
    [{ line: { hours: { monday: ['09:00-17:00'] } } }, ['transfer_to_agent']],
    [{ line: { voice: {} } }, ['switch_language']],
    [{ line: { voice: { languages: [{ code: 'en-US' }] } } }, ['switch_language']],
  ])('[SKL2] %j: without %j', (options, missing) => {
    const all = names();
    expect(names(options)).toEqual(all.filter((name) => !missing.includes(name)));
  });

  it('[SKL2] one target within its own hours is enough for a transfer', () => {
    const targets = [
      { id: 'night', number: '+14155550111', hours: { monday: ['00:00-24:00'] } },
      { id: 'day', number: '+14155550112', hours: { tuesday: ['09:00-17:00'] } },
    ];
    expect(names({ line: { transfer: { targets } } })).toContain('transfer_to_agent');
  });

  it('[SKL3] declarations are strict: all properties required, nothing else allowed', () => {
    for (const { parameters } of bench().toolbox.declarations) {
      expect(parameters).toMatchObject({ type: 'object', additionalProperties: false });
      expect(parameters.required).toEqual(Object.keys(parameters.properties as object));
      expect(JSON.stringify(parameters)).not.toMatch(/\$schema|minLength|maxLength|default"/);
    }
  });

  it('[SKL4] an unknown tool, one of another line and bad arguments are results', async () => {
    const { run } = bench({ line: { escalation: { transfer: false } } });
    expect((await run('make_coffee', {})).result).toMatchObject({
      status: 'failed',
      code: 'unknown_tool',
      hint: expect.stringContaining('send_sms'),
    });
    expect((await run('transfer_to_agent', { reason: 'x', summary: 'y' })).result).toMatchObject({
      status: 'refused',
      code: 'not_enabled',
    });
    for (const values of [
      '{',
      '[]',
      'null',
      '"x"',
      '',
      '{"to":5,"message":"x"}',
      '{"to":"caller"}',
      `{"a":"${'x'.repeat(30_000)}"}`,
    ]) {
      expect((await run('send_sms', values)).result).toMatchObject({
        status: 'failed',
        code: 'bad_arguments',
        hint: expect.any(String),
      });
    }
  });

  it('[SKL4] a tool that throws is a result, and its cause is logged', async () => {
    const { run, context, log } = bench();
    context.consent.require = () => {
      throw new Error('broken');
    };
    expect((await run('send_sms', { to: 'caller', message: 'Hi' })).result).toMatchObject({
      status: 'failed',
      code: 'internal',
    });
    expect(log.lines.at(-1)?.level).toBe('error');
  });

  it('[SKL4] what a model leaves out of an optional argument, or adds, does no harm', async () => {
    const made = bench();
    made.agree();
    expect((await made.run('send_sms_link', { link: 'booking', extra: 1 })).result.status).toBe('sent');
  });

  it('[SKL5] the same tool call has one result and one effect', async () => {
    const made = bench();
    made.agree();
    const first = made.run('send_sms', { to: 'caller', message: 'Hi' }, { id: 'same' });
    const again = made.run('send_sms', { to: 'caller', message: 'Hi' }, { id: 'same' });
    expect(await again).toBe(await first);
    const afterRestart = bench({ store: made.store });
    afterRestart.agree();
    expect((await afterRestart.run('send_sms', { to: 'caller', message: 'Hi' }, { id: 'same' })).result.status).toBe(
      'sent',
    );
    expect(made.store.messages.size).toBe(1);
  });

  it('[SKL6] end_call ends with its farewell, switch_language with the language', async () => {
    const { run } = bench();
    expect(await run('end_call', { farewell: ' Bye\u0000 now. ' })).toEqual({
      result: { status: 'ok', say: 'Bye now.' },
      ending: { kind: 'end-call', farewell: 'Bye now.' },
    });
    expect((await run('end_call', { farewell: '' })).ending).toMatchObject({ farewell: expect.stringMatching(/\w/) });
    expect(await run('switch_language', { language: 'es-US' })).toMatchObject({
      result: { status: 'ok', say: 'Hola.' },
      language: 'es-US',
    });
    expect((await run('switch_language', { language: 'xx' })).result.code).toBe('bad_arguments');
  });

  it('[SKL7] a transfer leaves a hand-off without a number, and none outside hours', async () => {
    const made = bench({ line: { hours: { tuesday: ['09:00-13:00'] } } });
    const { result, ending } = await made.run('transfer_to_agent', {
      reason: 'wants a person',
      summary: 'x'.repeat(5000),
    });
    expect(result.status).toBe('handed_off');
    expect(ending).toEqual({
      kind: 'hand-off',
      handOff: { kind: 'transfer', reason: 'wants a person', summary: 'x'.repeat(2000) },
    });
    await made.clock.advance(3_600_000);
    expect(await made.run('transfer_to_agent', { reason: 'r', summary: 's' })).toEqual({
      result: { status: 'refused', code: 'outside_hours', say: expect.any(String) },
    });
  });

  const target = (id: string, department?: string) => ({
    id,
    number: '+14155550111',
    ...(department && { department }),
  });
  const declared = (targets: readonly unknown[]) =>
    bench({ line: { transfer: { targets } } }).toolbox.declarations.find(({ name }) => name === 'transfer_to_agent')
      ?.parameters;

  it('[XFR4] a department is asked for only where there are several', () => {
    expect(declared([target('a'), target('b', 'sales'), target('c', 'sales')])).toEqual({
      type: 'object',
      properties: { reason: expect.anything(), summary: expect.anything() },
      required: ['reason', 'summary'],
      additionalProperties: false,
    });
    expect(declared([target('a', 'help'), target('b', 'sales')])).toMatchObject({
      properties: { department: { anyOf: [{ enum: ['help', 'sales'] }, { type: 'null' }] } },
      required: ['department', 'reason', 'summary'],
    });
  });

  it('[XFR4] the one named stands in the hand-off; none, and a name nobody has, do not', async () => {
    const { run } = bench({ line: { transfer: { targets: [target('a', 'help'), target('b', 'sales')] } } });
    const values = { reason: 'r', summary: 's' };
    const plain = { kind: 'transfer', reason: 'r', summary: 's' };
    const handOff = async (more: object) => (await run('transfer_to_agent', { ...values, ...more })).ending;
    expect(await handOff({ department: 'sales' })).toEqual({
      kind: 'hand-off',
      handOff: { ...plain, department: 'sales' },
    });
    expect(await handOff({ department: null })).toEqual({ kind: 'hand-off', handOff: plain });
    expect(await handOff({})).toEqual({ kind: 'hand-off', handOff: plain });
    expect((await run('transfer_to_agent', { ...values, department: 'x' })).result.code).toBe('bad_arguments');
  });
});
