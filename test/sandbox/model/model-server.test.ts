import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../../src/sandbox/model/model-server.ts';
import { chatApi, responsesApi, StandInCall } from '../../support/stand-in-call.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

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

const text = { type: 'string' };
const maybe = { anyOf: [{ type: 'string' }, { type: 'null' }] };
const tool = (name: string, properties: Record<string, unknown>) => ({
  name,
  description: name,
  parameters: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
});
const tools = {
  sms: tool('send_sms', { to: text, message: text }),
  email: tool('send_email', { to: text, subject: text, body: text }),
  smsLink: tool('send_sms_link', { link: text, to: maybe }),
  emailLink: tool('send_email_link', { link: text, to: maybe }),
  transfer: tool('transfer_to_agent', { reason: text, summary: text }),
  callback: tool('request_callback', { phone: text, reason: text }),
  slots: tool('find_callback_slots', { day: maybe, part_of_day: maybe }),
  schedule: tool('schedule_callback', { slot: text, phone: text, reason: text }),
  language: tool('switch_language', { language: { type: 'string', enum: ['en-US', 'es-US'] } }),
  end: tool('end_call', { farewell: text }),
};
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

describe('the model stand-in as an API', () => {
  let server: ModelServer;
  let clock: VirtualClock;
  beforeEach(async () => {
    clock = new VirtualClock();
    server = await startModelServer({ host: '127.0.0.1', port: 0, firstTokenMs: 150, deltaMs: 20, clock });
    return () => server.close();
  });
  const post = (path: string, body: unknown, headers: Record<string, string> = { authorization: 'Bearer k' }) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const hello = [{ role: 'user', content: 'Hello' }];

  it.each([
    ['no model', { input: hello }, 'missing_required_parameter'],
    ['no input', { model: 'm' }, 'missing_required_parameter'],
    ['an unknown role', { model: 'm', input: [{ role: 'caller', content: 'x' }] }, 'invalid_value'],
    ['an unknown parameter', { model: 'm', input: hello, max_tokens: 50 }, 'unknown_parameter'],
    ['too few output tokens', { model: 'm', input: hello, max_output_tokens: 5 }, 'invalid_value'],
    ['a tool choice without tools', { model: 'm', input: hello, tool_choice: 'auto' }, 'invalid_value'],
    [
      'a call without its result',
      { model: 'm', input: [{ type: 'function_call', call_id: 'c', name: 'x', arguments: '{}' }] },
      null,
    ],
    [
      'a result without its call',
      { model: 'm', input: [{ type: 'function_call_output', call_id: 'c', output: '{}' }] },
      null,
    ],
    [
      'input parts in an assistant message',
      { model: 'm', input: [{ role: 'assistant', content: [{ type: 'input_text' }] }] },
      'invalid_value',
    ],
    [
      'a strict tool with an optional property',
      {
        model: 'm',
        input: hello,
        tools: [
          {
            type: 'function',
            name: 'x',
            parameters: { type: 'object', properties: { a: text }, required: [], additionalProperties: false },
          },
        ],
      },
      'invalid_function_parameters',
    ],
  ])('[SBM8] Responses refuses %s', async (_name, body, code) => {
    const response = await post('/v1/responses', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', code } });
  });

  const assistant = {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'c', type: 'function', function: { name: 'x', arguments: '{}' } }],
  };
  it.each([
    ['no messages', { model: 'm' }],
    ['an unknown role', { model: 'm', messages: [{ role: 'caller', content: 'x' }] }],
    ['a call without its result', { model: 'm', messages: [assistant, ...hello] }],
    ['a call at the end', { model: 'm', messages: [assistant] }],
    ['a result without its call', { model: 'm', messages: [{ role: 'tool', tool_call_id: 'c', content: '{}' }] }],
    ['an assistant message with nothing in it', { model: 'm', messages: [{ role: 'assistant', content: null }] }],
    ['stream options without a stream', { model: 'm', messages: hello, stream_options: {} }],
    ['max_tokens with a new model', { model: 'gpt-6-luna', messages: hello, max_tokens: 50 }],
    [
      'tools without effort none with a new model',
      { model: 'gpt-6-luna', messages: hello, tools: [{ type: 'function', function: tools.end }] },
    ],
  ])('[SBM8] Chat Completions refuses %s', async (_name, body) => {
    const response = await post('/v1/chat/completions', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('[SBM8] refuses a missing key, bad JSON and unknown paths, and lists its models', async () => {
    expect((await post('/v1/responses', {}, {})).status).toBe(401);
    expect((await post('/v1/responses', '{"half')).status).toBe(400);
    expect((await post('/v1/embeddings', {})).status).toBe(404);
    const models = await fetch(`${server.url}/v1/models`, { headers: { authorization: 'Bearer k' } });
    expect(await models.json()).toMatchObject({ object: 'list', data: [{ id: 'sandbox' }] });
  });

  it('[SBM9] keeps the time to the first token and between tokens, and it can be set', async () => {
    server.setFirstTokenMs(700);
    const response = await post('/v1/responses', { model: 'm', input: hello, stream: true });
    const startedAt = clock.now();
    const times: number[] = [];
    const done = (async () => {
      for await (const piece of response.body ?? []) {
        if (Buffer.from(piece).toString().includes('output_text.delta')) times.push(clock.now() - startedAt);
      }
    })();
    let isDone = false;
    void done.then(() => {
      isDone = true;
    });
    while (!isDone) await clock.advance(clock.pending > 0 ? 10 : 0);
    expect(times[0]).toBeGreaterThanOrEqual(700);
    expect(times.at(-1)).toBeGreaterThanOrEqual(700 + 5 * 20);
    expect(clock.pending).toBe(0);
  });

  it('[SBM9] answers whole without `stream`, with usage, and remembers the request', async () => {
    server.setFirstTokenMs(0);
    const whole = (await (await post('/v1/responses', { model: 'm', input: hello })).json()) as Record<string, unknown>;
    expect(whole).toMatchObject({
      status: 'completed',
      output: [{ type: 'message', content: [{ type: 'output_text' }] }],
    });
    const chat = (await (await post('/v1/chat/completions', { model: 'm', messages: hello })).json()) as Record<
      string,
      unknown
    >;
    expect(chat).toMatchObject({
      object: 'chat.completion',
      choices: [{ finish_reason: 'stop' }],
      usage: { prompt_tokens: expect.any(Number) },
    });
    expect(server.requests.map((request) => request.path)).toEqual(['/v1/responses', '/v1/chat/completions']);
  });

  it('[SBM9] with `tool_choice: none` it answers in words', async () => {
    server.setFirstTokenMs(0);
    const body = {
      model: 'm',
      input: [{ role: 'user', content: 'bye' }],
      tools: [{ type: 'function', ...tools.end }],
      tool_choice: 'none',
    };
    const whole = (await (await post('/v1/responses', body)).json()) as { output: { type: string }[] };
    expect(whole.output.map((item) => item.type)).toEqual(['message']);
  });
});
