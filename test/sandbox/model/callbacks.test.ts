import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../../src/sandbox/model/model-server.ts';
import { readNote } from '../../../src/sandbox/model/note.ts';
import { chatApi, responsesApi, StandInCall } from '../../support/stand-in-call.ts';
import { tool, tools } from '../../support/stand-in-tools.ts';

const stable = `# Line
You are Ada, the assistant of Harbor Bikes.
# Knowledge
We are open Monday to Friday from 9 to 6.
# Contact details
You may text or e-mail these to the caller, as they are written here.
Phone: +14155550100
E-mail: hello@harbor.example`;
const volatile = '# Caller\nCalling from: the number ending 71\n# Now\n(2026-11-24)';
const arranged = `${volatile}\n# Caller\nCall back arranged already (id cb_7): for tomorrow at ten, on the number ending 71.`;

const nobody =
  'The caller was to be connected with a person, and nobody took the call: sales_desk did not answer. The caller has just heard that nobody answered. Do not apologise again. In one sentence offer what there is instead, and ask which they want: another try; a call back in a moment.';
const slots = [
  { id: 's1', label: 'tomorrow, Wednesday November 25th, at nine A M' },
  { id: 's2', label: 'tomorrow, Wednesday November 25th, at ten thirty A M' },
  { id: 's3', label: 'Thursday November 26th, at two P M' },
];
const found = { status: 'ok', say: 'I have one; two; or three. Which one suits you?', slots };
const booked = { status: 'booked', say: 'Your call back is booked.', callback: 'cb_1' };

describe.each([
  ['Responses', responsesApi],
  ['Chat Completions', chatApi],
] as const)('calls back and people who do not come, over %s', (_name, api) => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await startModelServer({ host: '127.0.0.1', port: 0, firstTokenMs: 0, deltaMs: 0 });
  });
  afterAll(() => server.close());
  const call = (
    names: readonly (keyof typeof tools)[] = ['sms', 'transfer', 'callback', 'slots', 'schedule', 'change', 'end'],
    circumstances = volatile,
  ) =>
    new StandInCall(
      server.url,
      api,
      { stable, volatile: circumstances },
      names.map((name) => tools[name]),
    );

  it('[PPL80] when nobody took the call it offers what there is; a yes takes up the call back', async () => {
    const phone = call();
    phone.returning({ status: 'handed_off', say: 'I connect you.' });
    await phone.say('I want to speak to a person.');
    expect(await phone.note(nobody)).toBe(
      'I can arrange a call back, text you something or try once more to reach a person. What would you like?',
    );
    expect(await phone.say('Yes, a call back please.')).toContain("the number you're calling from");
    await phone.say('Yes.');
    expect(phone.called.at(-1)).toMatch(/^request_callback {"phone":"caller"/);
  });

  it('[PPL80] "try again" is put through once more; without any way it asks what else', async () => {
    const phone = call();
    phone.returning({ status: 'handed_off', say: 'I connect you.' });
    await phone.say('I want to speak to a person.');
    await phone.note(nobody);
    await phone.say('Please try again.');
    expect(phone.called.map((one) => one.split(' ')[0])).toEqual(['transfer_to_agent', 'transfer_to_agent']);
    expect(await call(['end']).note(nobody)).toBe('What else can I do for you?');
  });

  it('[PPL80] such a note is told by its own words, not by its data', () => {
    expect(readNote(nobody)).toEqual({ kind: 'nobody-came' });
    expect(
      readNote('We have just called this customer back as they had asked, but nobody here took the call.'),
    ).toEqual({
      kind: 'nobody-came',
    });
    expect(readNote('Something else (data): nobody took the call')).toEqual({ kind: 'other' });
  });

  it('[PPL81] a slot is chosen by its words, its number or its place, and booked for the number agreed to', async () => {
    for (const [words, id] of [
      ['Ten thirty is fine.', 's2'],
      ['10:30 please', 's2'],
      ['The one on Thursday.', 's3'],
      ['The third one.', 's3'],
      ['The last one', 's3'],
      ['Nine.', 's1'],
    ]) {
      const phone = call().returning(found, booked);
      await phone.say('Call me back tomorrow.');
      await phone.say(words ?? '');
      await phone.say('Yes.');
      expect(phone.called.at(-1)).toMatch(new RegExp(`^schedule_callback {"slot":"${id}","phone":"caller","reason":`));
    }
  });

  it('[PPL81] when somebody was faster it offers the new ones, and books the one chosen', async () => {
    const taken = {
      status: 'refused',
      code: 'slot_taken',
      say: "I'm sorry, that time is no longer free. I have four; or five. Which one suits you?",
      slots: [
        { id: 's4', label: 'Friday November 27th, at four P M' },
        { id: 's5', label: 'Friday November 27th, at five P M' },
      ],
    };
    const phone = call().returning(found, taken, booked);
    await phone.say('Call me back tomorrow.');
    await phone.say('At nine.');
    expect(await phone.say('Yes.')).toContain('no longer free');
    expect(await phone.say('Five then.')).toContain("the number you're calling from");
    expect(await phone.say('Yes.')).toContain('is booked');
    expect(phone.called.at(-1)).toMatch(/^schedule_callback {"slot":"s5"/);
  });

  it('[PPL81] another day is looked up, by the caller’s word or after a yes to the nearest one', async () => {
    const nothing = { status: 'ok', say: 'Nothing on Friday. Shall I look at Monday?', slots: [], day: '2026-11-30' };
    const phone = call().returning(found, nothing, found);
    await phone.say('Call me back tomorrow.');
    expect(await phone.say('Do you have anything on Friday?')).toContain('Shall I look at Monday?');
    await phone.say('Yes, please.');
    expect(phone.called).toEqual([
      'find_callback_slots {"day":"2026-11-25","part_of_day":null}',
      'find_callback_slots {"day":"2026-11-27","part_of_day":null}',
      'find_callback_slots {"day":"2026-11-30","part_of_day":null}',
    ]);
  });

  it('[PPL82] one that is arranged already is moved after a yes, without asking for the number again', async () => {
    const already = {
      status: 'refused',
      code: 'already_booked',
      say: 'There is a call back arranged for that number already, for Thursday. Shall I move it to another time?',
      callback: 'cb_9',
    };
    const phone = call().returning(already, found, booked);
    await phone.say('Can somebody call me back?');
    expect(await phone.say('Yes.')).toContain('Shall I move it');
    await phone.say('Yes please, to tomorrow.');
    expect(await phone.say('Nine is fine.')).toContain('is booked');
    expect(phone.called.slice(1)).toEqual([
      'find_callback_slots {"day":"2026-11-25","part_of_day":null}',
      'change_callback {"callback":"cb_9","slot":"s1"}',
    ]);
  });

  it('[PPL82] it is left alone after a no, and cancelled after a yes to just that', async () => {
    const phone = call(undefined, arranged);
    expect(await phone.say('Can somebody call me back?')).toContain('Shall I move it to another time?');
    expect(await phone.say('No.')).toContain('leave it as it is');
    expect(await phone.say('Please cancel my call back.')).toBe('Shall I cancel your call back?');
    expect(phone.called).toEqual([]);
    phone.returning({ status: 'ok', say: 'Your call back is cancelled.' });
    expect(await phone.say('Yes.')).toContain('is cancelled');
    expect(phone.called).toEqual(['change_callback {"callback":"cb_7","slot":null}']);
  });

  it('[PPL82] what was booked in this call can be moved in it', async () => {
    const phone = call().returning(found, booked, found, booked);
    await phone.say('Call me back tomorrow.');
    await phone.say('Nine.');
    await phone.say('Yes.');
    await phone.say('Could you move my call back to Thursday?');
    await phone.say('Thursday at two.');
    expect(phone.called.at(-1)).toBe('change_callback {"callback":"cb_1","slot":"s3"}');
  });

  it('[PPL83] where nobody can call now, a yes to booking looks for times instead of a person', async () => {
    const closed = {
      status: 'refused',
      code: 'outside_hours',
      say: "I'm sorry, nobody is there to call you back right now. I could book a time instead. Shall I look for one?",
    };
    const phone = call().returning(closed, found);
    await phone.say('Can somebody call me back?');
    await phone.say('Yes.');
    expect(await phone.say('Yes.')).toContain('Which one suits you?');
    expect(phone.called.at(-1)).toMatch(/^find_callback_slots/);
  });

  it('[PPL84] the department is the one the caller named, or none', async () => {
    const department = { type: ['string', 'null'], enum: ['sales', 'support', null] };
    const transfer = tool('transfer_to_agent', {
      department,
      reason: tools.sms.parameters,
      summary: { type: 'string' },
    });
    const named = new StandInCall(server.url, api, { stable, volatile }, [transfer]);
    await named.say('Please put me through to somebody in support.');
    expect(named.called).toEqual([expect.stringMatching(/^transfer_to_agent {"department":"support"/)]);
    const open = new StandInCall(server.url, api, { stable, volatile }, [transfer]);
    await open.say('I want to speak to a person.');
    expect(open.called).toEqual([expect.stringMatching(/^transfer_to_agent {"department":null/)]);
  });

  it('[PPL85] contact details are sent as they are written', async () => {
    const phone = call();
    await phone.say('Can you text me your contact details?');
    await phone.say('Yes.');
    expect(phone.called).toEqual([
      'send_sms {"to":"caller","message":"Phone: +14155550100 E-mail: hello@harbor.example"}',
    ]);
  });
});
