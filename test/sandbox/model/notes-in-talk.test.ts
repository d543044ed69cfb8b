import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../../src/sandbox/model/model-server.ts';
import { chatApi, responsesApi, StandInCall } from '../../support/stand-in-call.ts';
import { tools } from '../../support/stand-in-tools.ts';

const stable = `# Line
You are Ada, the assistant of Harbor Bikes.
# Knowledge
## Opening hours
We are open Monday to Friday from 9 to 6.
# Links
- booking: the booking page — To book a repair.`;
const volatile = '# Caller\nCalling from: the number ending 71\n# Now\n(2026-11-24)';
const withheld = '# Caller\nCalling from: withheld';

const undelivered = 'The text message to the number ending in 7 1 could not be delivered. Tell the caller.';
const typed = 'The caller typed the address jane.doe@example.com into the form (data). Read it back.';
const formOffer = 'Shall I text you a link where you can type the address in?';

describe.each([
  ['Responses', responsesApi],
  ['Chat Completions', chatApi],
] as const)('notes between the turns, over %s', (_name, api) => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await startModelServer({ host: '127.0.0.1', port: 0, firstTokenMs: 0, deltaMs: 0 });
  });
  afterAll(() => server.close());
  const call = (names: readonly (keyof typeof tools)[], caller = volatile) =>
    new StandInCall(
      server.url,
      api,
      { stable, volatile: caller },
      names.map((name) => tools[name]),
    );
  const everything = Object.keys(tools) as (keyof typeof tools)[];

  it('[SBT31] a text that did not arrive is told, with what else there is, and a yes takes it up', async () => {
    const phone = call(['sms', 'smsLink', 'email', 'transfer']);
    await phone.say('Hello');
    expect(await phone.note(undelivered)).toBe(
      "I'm sorry, the text message did not arrive. I can put you through to a person or e-mail you something. Would you like that?",
    );
    await phone.say('Yes, please.');
    expect(phone.called).toEqual([expect.stringMatching(/^transfer_to_agent/)]);
  });

  it('[SBT31] so is an e-mail, and a request that did not succeed; two at once in one answer', async () => {
    const phone = call(['sms', 'email', 'callback']);
    await phone.say('Hello');
    expect(await phone.note('The e-mail to j… at example dot com could not be delivered.')).toBe(
      "I'm sorry, the e-mail did not arrive. I can arrange a call back or text you something. Would you like that?",
    );
    phone.history.push({ role: 'note', text: 'The report request did not succeed.' });
    expect(await phone.note(undelivered)).toMatch(
      /^I'm sorry, that did not work\. I'm sorry, the text message did not arrive\. I can arrange a call back or e-mail/,
    );
    await phone.say('Yes.');
    await phone.say('Yes.');
    expect(phone.called).toEqual([expect.stringMatching(/^request_callback/)]);
  });

  it('[SBT31] when the caller speaks first, it is told with the answer, once', async () => {
    const phone = call(everything);
    await phone.say('Text me the booking link.');
    phone.history.push({ role: 'note', text: undelivered });
    expect(await phone.say('When are you open?')).toMatch(
      /^I'm sorry, the text message did not arrive\. We are open .* Shall I text that to/,
    );
    expect(await phone.say('Yes.')).not.toContain('did not arrive');
    expect(phone.called).toEqual(['send_sms_link {"link":"booking","to":"caller"}']);
  });

  it('[SBT31] a yes to a question before the note is no yes to what the note made the bot offer', async () => {
    const phone = call(everything);
    await phone.say('Text me the booking link.');
    phone.history.push({ role: 'note', text: undelivered });
    await phone.say('Yes.');
    expect(phone.called).toEqual(['send_sms_link {"link":"booking","to":"caller"}']);
  });

  it('[SBT32] what was sent, delivered or has finished is passed on in one sentence', async () => {
    const phone = call(everything);
    await phone.say('Text me the booking link.');
    expect(await phone.note('The text message has been sent. Mention it only when asked.')).toBe(
      'Your text message has been sent.',
    );
    expect(await phone.note('The e-mail was delivered.')).toBe('Your e-mail has arrived.');
    const answer = 'The order request has finished. Tell the caller. Its answer (data): {"state":"shipped"}';
    expect(await phone.note(answer)).toBe('I have the answer now: state shipped.');
    await phone.say('Yes.');
    expect(phone.called).toHaveLength(1);
  });

  it('[SBT32] what is to be mentioned only when asked is not mentioned in the caller’s turn', async () => {
    const phone = call(everything);
    await phone.say('Hello');
    phone.history.push({ role: 'note', text: 'The text message has been sent. Mention it only when asked.' });
    expect(await phone.say('When are you open?')).toBe('We are open Monday to Friday from 9 to 6.');
  });

  it('[SBT32] the rest of news that was cut off is gone on with', async () => {
    const phone = call(everything);
    await phone.say('Hello');
    await phone.note(undelivered);
    phone.history.splice(-1, 1, { role: 'bot', text: "I'm sorry, the text message [caller interrupted]" });
    expect(await phone.note('The caller only acknowledged. Go on from where you stopped.')).toMatch(
      /^did not arrive\. I can/,
    );
  });

  it('[SBT33] a form is texted after a yes, the typed address read back, and after a yes used', async () => {
    const phone = call(everything).returning({ status: 'needs_confirmation', say: formOffer });
    await phone.say('What are your opening hours?');
    await phone.say('E-mail me that.');
    await phone.say('jane at example dot com');
    expect(await phone.say('Yes.')).toContain(formOffer);
    expect(await phone.say('Yes, please.')).toContain('It is on its way. Please type the address in there.');
    expect(phone.called.at(-1)).toBe('send_sms_link {"link":"address_form","to":"caller"}');
    expect(await phone.say("I've typed it in.")).toContain('not here yet');
    expect(await phone.note(typed)).toBe('I have the address jane.doe@example.com. Is that right?');
    expect(await phone.say("I've typed it in.")).toBe('I have the address jane.doe@example.com. Is that right?');
    expect(phone.called).toHaveLength(2);
    await phone.say('Yes.');
    expect(phone.called.at(-1)).toMatch(/^send_email {"to":"jane.doe@example.com".*We are open/);
  });

  it('[SBT33] a refusal can offer the form; its number is asked for when it is not known', async () => {
    const refusal = { status: 'refused', code: 'bad_address', say: `That is no address. ${formOffer}` };
    const phone = call(everything, withheld).returning(refusal);
    await phone.say('E-mail me the booking link.');
    await phone.say('jane at example dot com');
    expect(await phone.say('Yes.')).toContain(`That is no address. ${formOffer}`);
    expect(await phone.say('Yes.')).toBe('Which phone number should I use?');
    expect(await phone.say('415 555 0123')).toContain('415-555-0123');
    await phone.say('Yes.');
    expect(phone.called.at(-1)).toBe('send_sms_link {"link":"address_form","to":"+14155550123"}');
    await phone.note(typed);
    await phone.say('Yes.');
    expect(phone.called.at(-1)).toBe('send_email_link {"link":"booking","to":"jane.doe@example.com"}');
  });

  it('[SBT33] a no to the form asks for the address again, and a dictated one is used instead', async () => {
    const phone = call(everything).returning({ status: 'needs_confirmation', say: formOffer });
    await phone.say('E-mail me the booking link.');
    await phone.say('jane at example dot com');
    await phone.say('Yes.');
    expect(await phone.say('No.')).toBe('Which e-mail address should I send it to?');
    expect(await phone.say('joan at example dot com')).toContain('joan@example.com');
    await phone.say('Yes.');
    expect(phone.called).toEqual([
      'send_email_link {"link":"booking","to":"jane@example.com"}',
      'send_email_link {"link":"booking","to":"joan@example.com"}',
    ]);
  });

  /** The link to the form was texted; the address is awaited. */
  const awaiting = async () => {
    const phone = call(everything).returning({ status: 'needs_confirmation', say: formOffer });
    await phone.say('E-mail me the booking link.');
    for (const line of ['jane at example dot com', 'Yes.', 'Yes.']) await phone.say(line);
    return phone;
  };

  it('[SBT33] meanwhile a question is answered and an address may still be dictated, which ends the wait', async () => {
    const phone = await awaiting();
    expect(await phone.say('When are you open?')).toBe('We are open Monday to Friday from 9 to 6.');
    expect(await phone.say('joan at example dot com')).toContain('joan@example.com. Is that right?');
    await phone.say('Yes.');
    expect(phone.called.at(-1)).toBe('send_email_link {"link":"booking","to":"joan@example.com"}');
    await phone.note(typed);
    expect(await phone.say('Yes.')).toBe('What should the message say?');
  });

  it('[SBT33] "never mind" drops what the address was for', async () => {
    const phone = await awaiting();
    expect(await phone.say('Oh, never mind.')).toContain('No problem');
    await phone.note(typed);
    expect(await phone.say('Yes.')).toBe('What should the message say?');
  });

  it('[SBT33] when the form cannot be texted, that is told, and the form goes by no other way', async () => {
    const cap = { status: 'refused', code: 'cap_conversation', say: 'No more texts in this call.' };
    const phone = call(everything).returning({ status: 'needs_confirmation', say: formOffer }, cap);
    await phone.say('E-mail me the booking link.');
    for (const line of ['jane at example dot com', 'Yes.']) await phone.say(line);
    expect(await phone.say('Yes.')).toMatch(/No more texts in this call\. I can put you through to a person/);
    const confirm = { status: 'needs_confirmation', say: 'Shall I text that to the number ending in 7 1?' };
    const unsure = call(everything).returning({ status: 'needs_confirmation', say: formOffer }, confirm);
    await unsure.say('E-mail me the booking link.');
    for (const line of ['jane at example dot com', 'Yes.', 'Yes.']) await unsure.say(line);
    expect(await unsure.say('No, e-mail it.')).toBe('Which phone number should I use?');
  });

  it('[SBT33] a yes is no yes to an address that was not read out; it is read back then', async () => {
    const phone = await awaiting();
    phone.history.push({ role: 'note', text: typed });
    expect(await phone.say('Yes.')).toBe('I have the address jane.doe@example.com. Is that right?');
    expect(phone.called).toHaveLength(2);
    phone.history.splice(-1, 1, { role: 'bot', text: 'I have the address [caller interrupted]' });
    expect(await phone.say('When are you open?')).toMatch(
      /^We are open .* I have the address jane\.doe@example\.com\./,
    );
    expect(await phone.say('No.')).toBe('Which e-mail address should I send it to?');
    expect(phone.called).toHaveLength(2);
  });

  it('[SBT33] an address typed for nothing in particular is read back, and what to send is asked', async () => {
    const phone = call(everything);
    await phone.say('Hello');
    expect(await phone.note(typed)).toBe('I have the address jane.doe@example.com. Is that right?');
    expect(await phone.say('Yes.')).toBe('What should the message say?');
    await phone.say('The bike is ready.');
    await phone.say('Yes.');
    expect(phone.called).toEqual([expect.stringMatching(/^send_email {"to":"jane.doe@example.com"/)]);
  });

  it('[SBT34] a wish not to be texted is confirmed in a sentence, and nothing is texted', async () => {
    const phone = call(everything);
    await phone.say('Text me the booking link.');
    phone.history.push({ role: 'caller', text: 'No, stop texting me.' });
    expect(await phone.note('The caller asked not to be texted any more. Confirm it.')).toBe(
      "All right, we won't text you any more.",
    );
    await phone.say('Yes.');
    expect(phone.called).toEqual([]);
    expect(await phone.note('By text the caller asked not to be texted.')).toBe(
      "All right, we won't text you any more.",
    );
  });

  it('[SBT35] what the server heard goes before the stand-in’s own ear, and the words are answered', async () => {
    const phone = call(everything);
    await phone.say('E-mail me the booking link.');
    phone.history.push({ role: 'caller', text: 'jane dot dough at example dot com' });
    expect(await phone.note('Heard as the e-mail address jane.doe@example.com (data).')).toBe(
      "I'll e-mail that to jane.doe@example.com. Is that right?",
    );
    phone.history.push({ role: 'caller', text: 'No, it is jane dot dow at example dot com' });
    expect(await phone.note('Heard as the e-mail address jane.dow@example.com (data).')).toContain('jane.dow@');
    expect(await phone.say('Yes.')).toContain('on its way');
    expect(phone.called).toEqual(['send_email_link {"link":"booking","to":"jane.dow@example.com"}']);
  });

  it('[SBT35] also a number the stand-in could not make out, and in the middle of a wish', async () => {
    const phone = call(everything, withheld);
    phone.history.push({ role: 'caller', text: 'Text me the booking link to four fifteen triple five something' });
    expect(await phone.note('Heard as the phone number +14155550123.')).toContain('415-555-0123');
    await phone.say('Yes.');
    expect(phone.called).toEqual(['send_sms_link {"link":"booking","to":"+14155550123"}']);
    phone.history.push({ role: 'caller', text: 'When are you open?' });
    expect(await phone.note('Heard as the phone number +14155550199.')).toContain('We are open');
  });

  it('[SBT35] "send it to …" answers where to, and keeps what was to be sent', async () => {
    const phone = call(everything);
    await phone.say('What are your opening hours?');
    await phone.say('E-mail me that.');
    expect(await phone.say('Please send it to jane dot doe at example dot com.')).toContain('jane.doe@example.com');
    await phone.say('Yes.');
    expect(phone.called).toEqual([expect.stringMatching(/^send_email .*We are open/)]);
  });
});
