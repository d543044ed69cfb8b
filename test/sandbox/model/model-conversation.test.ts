import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../../src/sandbox/model/model-server.ts';
import { chatApi, responsesApi, StandInCall } from '../../support/stand-in-call.ts';
import { tool, tools } from '../../support/stand-in-tools.ts';

const stable = `# Line
You are Ada, the assistant of Harbor Bikes.
# Rules
- Ask before anything is sent to the caller.
# Knowledge
## Opening hours
We are open Monday to Friday from 9 to 6, and Saturday from 10 to 4.
## Prices
- A tune-up costs 60 dollars.
- A full service costs 120 dollars.
## Finding us
Our shop is at 12 Harbor Street. There is free parking behind the shop.
# Links
You can send a link by text message or e-mail.
- booking: the booking page — To book a repair.
- catalog: the bike catalog — All bikes we sell.`;
const volatile = `# Now
Today is Tuesday, November 24, 2026 (2026-11-24).
# Caller
Calling from: the number ending 71
Name: Jane Miller
E-mail on file: j… at gmail dot com`;
const withheld = '# Now\nToday is (2026-11-24).\n# Caller\nCalling from: withheld';

type ToolName = keyof typeof tools;

describe.each([
  ['Responses', responsesApi],
  ['Chat Completions', chatApi],
] as const)('the model stand-in over %s', (_name, api) => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await startModelServer({ host: '127.0.0.1', port: 0, firstTokenMs: 0, deltaMs: 0 });
  });
  afterAll(() => server.close());
  const call = (names: readonly ToolName[] = Object.keys(tools) as ToolName[], circumstances = volatile) =>
    new StandInCall(
      server.url,
      api,
      { stable, volatile: circumstances },
      names.map((name) => tools[name]),
    );

  it('[SBM1] greets by name and answers from the knowledge of the line', async () => {
    const phone = call();
    expect(await phone.say('Hi there!')).toBe('Hello, Jane! How can I help you today?');
    expect(await phone.say('When are you open on Saturday?')).toContain('Saturday from 10 to 4');
    expect(await phone.say('How much is a tune-up?')).toBe('A tune-up costs 60 dollars.');
    expect(await phone.say('And where are you?')).toContain('12 Harbor Street');
    expect(await phone.say('Who am I talking to?')).toContain('Ada');
  });

  it('[SBM1] says so when it does not know, and a yes takes up what it offers', async () => {
    const phone = call();
    expect(await phone.say('Do you sell insurance?')).toContain("don't have that information");
    await phone.say('Yes please.');
    expect(phone.called).toEqual([expect.stringMatching(/^transfer_to_agent .*insurance/)]);
  });

  it('[SBM2] asks before it texts, then sends what was talked about and says goodbye', async () => {
    const phone = call();
    await phone.say('What are your opening hours?');
    expect(await phone.say('Can you text me that?')).toMatch(/the number you're calling from, ending in 7 1\?$/);
    expect(phone.called).toEqual([]);
    expect(await phone.say('Yes, please.')).toMatch(/on its way\. Is there anything else/);
    expect(phone.called).toEqual([expect.stringMatching(/^send_sms {"to":"caller","message":"We are open Monday/)]);
    await phone.say("No, that's all, thank you.");
    expect(phone.called.at(-1)).toMatch(/^end_call {"farewell":"Thank you/);
  });

  it('[SBM2] reads a dictated number back, takes a correction, and sends to the right one', async () => {
    const phone = call(['sms', 'end'], withheld);
    await phone.say('Text me your opening hours.');
    expect(await phone.say('four one five, five five five, oh one oh two')).toBe(
      "I'll text that to 415-555-0102. Is that right?",
    );
    expect(await phone.say('No.')).toBe('Which phone number should I use?');
    expect(await phone.say("It's 415 555 0199.")).toContain('415-555-0199');
    expect(await phone.say('No, 415 555 0198')).toContain('415-555-0198');
    await phone.say("That's right.");
    expect(phone.called).toEqual([expect.stringMatching(/^send_sms {"to":"\+14155550198"/)]);
  });

  it('[SBM3] asks text or e-mail, and offers the address on file', async () => {
    const phone = call();
    expect(await phone.say('Could you send me the booking page?')).toBe('Would you like that by text or by e-mail?');
    expect(await phone.say('E-mail, please.')).toContain('j… at gmail dot com');
    await phone.say('Yes.');
    expect(phone.called).toEqual(['send_email_link {"link":"booking","to":"contact"}']);
  });

  it('[SBM3] takes a spelled address and reads it back', async () => {
    const phone = call();
    await phone.say('E-mail me the catalog.');
    await phone.say('No, another address.');
    expect(await phone.say("It's j o h n dot smith at gmail dot com.")).toContain('john.smith@gmail.com');
    await phone.say('Correct.');
    expect(phone.called).toEqual(['send_email_link {"link":"catalog","to":"john.smith@gmail.com"}']);
  });

  it('[SBM3] changes the medium when the caller does, and offers the other one when there is only that', async () => {
    const phone = call();
    await phone.say('Text me the booking link.');
    expect(await phone.say('No, e-mail it.')).toContain('j… at gmail dot com');
    const onlySms = call(['smsLink']);
    expect(await onlySms.say('E-mail me the booking link.')).toMatch(
      /can't e-mail that, but I can text it\. Shall I text/,
    );
    await onlySms.say('OK.');
    expect(onlySms.called).toEqual(['send_sms_link {"link":"booking","to":"caller"}']);
  });

  it('[SBM3] writes e-mails and texts in the words the caller gives', async () => {
    const phone = call();
    await phone.say('Send me an email saying the meeting is at noon.');
    await phone.say('Yes');
    expect(phone.called).toEqual([
      'send_email {"to":"contact","subject":"the meeting is at noon","body":"the meeting is at noon."}',
    ]);
  });

  it('[SBM4] says what a tool wants confirmed, and calls it again after the yes', async () => {
    const phone = call().returning({ status: 'needs_confirmation', say: 'Shall I use the number ending 71?' });
    await phone.say('Text me the booking link.');
    expect(await phone.say('Sure.')).toContain('Shall I use the number ending 71?');
    expect(await phone.say('Yes.')).toContain('on its way');
    expect(phone.called).toHaveLength(2);
    expect(phone.called[1]).toBe(phone.called[0]);
  });

  it('[SBM4] tells a refusal and offers what else there is', async () => {
    const refusal = { status: 'refused', code: 'cap_conversation', say: 'No more texts can be sent in this call.' };
    const phone = call(['smsLink', 'transfer', 'end']).returning(refusal);
    await phone.say('Text me the booking link.');
    expect(await phone.say('Yes.')).toContain(
      'No more texts can be sent in this call. I can put you through to a person',
    );
    await phone.say('Yes.');
    expect(phone.called.at(-1)).toMatch(/^transfer_to_agent/);
  });

  it('[SBM4] offers the other medium when one is refused', async () => {
    const phone = call().returning({ status: 'refused', code: 'cap_conversation', say: 'No more texts in this call.' });
    await phone.say('Text me the booking link.');
    expect(await phone.say('Yes.')).toMatch(/No more texts in this call\. Shall I e-mail that to .*j… at gmail/);
    await phone.say('Yes.');
    expect(phone.called.at(-1)).toBe('send_email_link {"link":"booking","to":"contact"}');
  });

  it('[SBM4] asks for another number when one is bad', async () => {
    const phone = call().returning({ status: 'refused', code: 'bad_number', say: 'That number cannot get texts.' });
    await phone.say('Text me the booking link.');
    expect(await phone.say('Yes.')).toContain('Which one should I use instead?');
    expect(await phone.say('415 555 0123')).toContain('415-555-0123');
    await phone.say('Yes.');
    expect(phone.called.at(-1)).toBe('send_sms_link {"link":"booking","to":"+14155550123"}');
  });

  it('[SBM5] puts the caller through at once, with a summary', async () => {
    const phone = call();
    await phone.say('My bike makes noises.');
    expect(await phone.say('I want to speak to a real person.')).toContain('put you through');
    expect(phone.called).toEqual([expect.stringMatching(/^transfer_to_agent .*bike makes noises/)]);
  });

  it('[SBM5] without a way to a person says so and offers the call back', async () => {
    const phone = call(['callback', 'end']);
    expect(await phone.say('Can I talk to somebody?')).toContain('arrange a call back');
    expect(await phone.say('Yes.')).toContain("the number you're calling from");
    await phone.say('Yes.');
    expect(phone.called).toEqual([expect.stringMatching(/^request_callback {"phone":"caller"/)]);
  });

  it('[SBM5] finds a slot, lets the caller choose, and books it', async () => {
    const slots = [
      { id: 's1', label: 'tomorrow at ten' },
      { id: 's2', label: 'tomorrow at eleven' },
    ];
    const found = { status: 'ok', say: 'There is tomorrow at ten or at eleven.', slots };
    const phone = call().returning(found, { status: 'booked', say: 'You are booked.' });
    expect(await phone.say('Please call me back tomorrow morning.')).toContain('Which of these suits you?');
    await phone.say('Eleven is good.');
    expect(await phone.say('Yes.')).toContain('You are booked.');
    expect(phone.called).toEqual([
      'find_callback_slots {"day":"2026-11-25","part_of_day":"morning"}',
      expect.stringMatching(/^schedule_callback {"slot":"s2","phone":"caller"/),
    ]);
  });

  it("[SBM14] asks for the values of a business's own tool one by one, then whether to go ahead", async () => {
    const phone = new StandInCall(server.url, api, { stable, volatile }, [
      {
        ...tool('report_issue', {
          appliance: { type: 'string', description: 'What is broken.' },
          urgency: { type: 'string', enum: ['emergency', 'soon'], description: 'How urgent it is.' },
        }),
        description: 'Sends a fault report to the support team.',
      },
    ]);
    phone.returning({ status: 'queued', say: 'The team has your report.' });
    expect(await phone.say('I want to report an issue.')).toBe('Please tell me: What is broken?');
    expect(await phone.say('The boiler.')).toBe('Please tell me: How urgent it is: emergency or soon?');
    expect(await phone.say('Well, soon.')).toContain('Shall I go ahead?');
    expect(await phone.say('Yes.')).toContain('The team has your report. Is there anything else');
    expect(phone.called).toEqual(['report_issue {"appliance":"The boiler.","urgency":"soon"}']);
  });

  it('[SBM6] switches to a language of the line', async () => {
    const phone = call();
    expect(await phone.say('¿Habla español?')).toContain('español');
    expect(phone.called).toEqual(['switch_language {"language":"es-US"}']);
    expect(await phone.say('Parlez français, French please')).toContain("don't speak that language");
  });

  it('[SBM6] reacts to notes: silence, a late hour, an answer to go on with', async () => {
    const phone = call();
    await phone.say('Hello');
    expect(await phone.note('The caller has been silent for 8 s.')).toContain('Are you still there?');
    expect(await phone.note('The caller has been silent again.')).toContain("can't hear you");
    expect(await phone.note('One minute of call time is left.')).toContain('out of time');
    await phone.say('What does a full service cost?');
    phone.history.splice(-1, 1, { role: 'bot', text: 'A full service [caller interrupted]' });
    expect(await phone.note('The caller only acknowledged. Go on from where you stopped.')).toBe('costs 120 dollars.');
  });

  it('[SBM6] a sentence said in two parts is one wish, and "never mind" drops it', async () => {
    const phone = call();
    phone.history.push({ role: 'caller', text: 'Text me the booking link' });
    expect(await phone.say('to 415 555 0123')).toContain('415-555-0123');
    expect(await phone.say('Oh, never mind.')).toContain('No problem');
    await phone.say('Yes.');
    expect(phone.called).toEqual([]);
  });

  it('[SBM6] a goodbye ends the call, whatever was being arranged', async () => {
    const phone = call();
    await phone.say('Text me the booking link.');
    await phone.say('No thanks, goodbye.');
    expect(phone.called).toEqual([expect.stringMatching(/^end_call/)]);
  });

  it('[SBM6] answers a question in between and then asks again', async () => {
    const phone = call();
    await phone.say('Text me the booking link.');
    expect(await phone.say('How much is a tune-up?')).toMatch(/60 dollars\. Shall I text that/);
    await phone.say('Yes.');
    expect(phone.called).toHaveLength(1);
  });

  it('[SBM7] the same conversation always gets the same answers', async () => {
    const play = async () => {
      const phone = call();
      for (const line of ['Hi', 'Text me the catalog', 'yes', 'bye']) await phone.say(line);
      return phone.history;
    };
    expect(await play()).toEqual(await play());
  });
});
