import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../../src/sandbox/model/model-server.ts';
import { responsesApi, StandInCall } from '../../support/stand-in-call.ts';
import { maybe, tool, tools } from '../../support/stand-in-tools.ts';

const stable = '# Line\nYou are Ada.\n# Knowledge\nWe open at 9.';
const volatile = '# Caller\nCalling from: the number ending 71\nE-mail on file: j… at gmail dot com';
const unknown = '# Caller\nCalling from: withheld';

const item = { type: 'string', description: 'What it is about.' };
const address = { type: 'string', description: 'One e-mail address the caller gave.' };
const orContact = {
  type: 'string',
  description: 'One e-mail address the caller gave, or "contact" for the one on file.',
};
const number = {
  type: 'string',
  description: 'The number in E.164, or "caller" for the number the caller is calling from.',
};

const estimate = (properties: Record<string, unknown>) => ({
  ...tool('mail_estimate', properties),
  description: 'Sends an estimate for a repair.',
});

describe('the actions of a business', () => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await startModelServer({ host: '127.0.0.1', port: 0, firstTokenMs: 0, deltaMs: 0 });
  });
  afterAll(() => server.close());
  const call = (properties: Record<string, unknown>, caller = volatile) =>
    new StandInCall(server.url, responsesApi, { stable, volatile: caller }, [
      estimate(properties),
      tools.smsLink,
      tools.transfer,
    ]);

  it('[SBT36] values that may be missing are not asked for', async () => {
    const phone = call({ item, note: maybe, cc: { anyOf: [{ type: 'string' }, { type: 'null' }] } });
    expect(await phone.say('Send me an estimate for the repair.')).toBe('Please tell me: What it is about?');
    expect(await phone.say('The boiler.')).toBe('Thank you. Shall I go ahead?');
    await phone.say('Yes.');
    expect(phone.called).toEqual(['mail_estimate {"item":"The boiler.","note":null,"cc":null}']);
  });

  it('[SBT37] a destination is asked for last, read back, and confirmed', async () => {
    const phone = call({ to: address, item });
    await phone.say('Send me an estimate for the repair.');
    expect(await phone.say('The boiler.')).toBe('Which e-mail address should I send it to?');
    expect(await phone.say('jane at example dot com')).toContain('jane@example.com. Is that right?');
    expect(await phone.say('No.')).toBe('Which e-mail address should I send it to?');
    expect(await phone.say('joan at example dot com')).toContain('joan@example.com. Is that right?');
    expect(phone.called).toEqual([]);
    await phone.say('Yes.');
    expect(phone.called).toEqual(['mail_estimate {"to":"joan@example.com","item":"The boiler."}']);
  });

  it('[SBT37] the address on file and the number calling are offered where the action takes them', async () => {
    const onFile = call({ to: orContact });
    expect(await onFile.say('Send me an estimate for the repair.')).toContain('on file, j… at gmail dot com?');
    await onFile.say('Yes.');
    expect(onFile.called).toEqual(['mail_estimate {"to":"contact"}']);
    const calling = call({ to: number });
    expect(await calling.say('Send me an estimate for the repair.')).toContain("the number you're calling from");
    await calling.say('Yes.');
    expect(calling.called).toEqual(['mail_estimate {"to":"caller"}']);
    const hidden = call({ to: number }, unknown);
    expect(await hidden.say('Send me an estimate for the repair.')).toBe('Which phone number should I use?');
  });

  it('[SBT37] several addresses are given as a list, one named at once is read back', async () => {
    const phone = call({ to: { ...address, type: 'array', items: { type: 'string' } } });
    expect(await phone.say('Send an estimate for the repair to jane at example dot com.')).toContain(
      'jane@example.com. Is that right?',
    );
    await phone.say('Yes.');
    expect(phone.called).toEqual(['mail_estimate {"to":["jane@example.com"]}']);
  });

  it('[SBT37] what the tool wants confirmed is confirmed, and a bad address replaced', async () => {
    const wants = { status: 'needs_confirmation', say: 'I have the address jane@example.com. Is that right?' };
    const bad = { status: 'refused', code: 'bad_address', say: 'That is no address.' };
    const phone = call({ to: address }).returning(wants, bad);
    await phone.say('Send me an estimate for the repair.');
    await phone.say('jane at example dot com');
    expect(await phone.say('Yes.')).toContain('I have the address jane@example.com');
    expect(await phone.say('Yes.')).toBe("I'll do that now. That is no address. Which one should I use instead?");
    await phone.say('Yes.');
    await phone.say('joan at example dot com');
    await phone.say('Yes.');
    expect(phone.called).toEqual([
      'mail_estimate {"to":"jane@example.com"}',
      'mail_estimate {"to":"jane@example.com"}',
      'mail_estimate {"to":"joan@example.com"}',
    ]);
  });

  it('[SBT37] the address may come by the form', async () => {
    const offer = { status: 'needs_confirmation', say: 'Shall I text you a link where you can type the address in?' };
    const phone = call({ to: address, item }).returning(offer);
    for (const line of [
      'Send me an estimate for the repair.',
      'The boiler.',
      'jane at example dot com',
      'Yes.',
      'Yes.',
    ])
      await phone.say(line);
    expect(phone.called.at(-1)).toBe('send_sms_link {"link":"address_form","to":"caller"}');
    await phone.note('The caller typed the address jane.doe@example.com.');
    await phone.say('Yes.');
    expect(phone.called.at(-1)).toBe('mail_estimate {"to":"jane.doe@example.com","item":"The boiler."}');
  });

  it('[SBT38] what was not done because something before it failed is passed on as it is said', async () => {
    const say = "I haven't done that, because what had to come before it did not work.";
    const phone = call({ item }).returning({ status: 'refused', code: 'previous_failed', say });
    await phone.say('Send me an estimate for the repair.');
    await phone.say('The boiler.');
    expect(await phone.say('Yes.')).toBe(`I'll do that now. ${say} Is there anything else I can help you with?`);
  });

  it('[SBT38] a person offered instead of a third try is taken up by a yes', async () => {
    const offer = { status: 'needs_confirmation', say: 'Shall I connect you with a person for that?' };
    const phone = call({ to: address }).returning(offer);
    for (const line of ['Send me an estimate for the repair.', 'jane at example dot com', 'Yes.', 'Yes.'])
      await phone.say(line);
    expect(phone.called.at(-1)).toMatch(/^transfer_to_agent/);
  });
});
