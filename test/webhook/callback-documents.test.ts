import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallbackCalls, CUSTOMER } from './callback-calls.ts';

const folder = 'twiml/callback';
const documents = new Map<string, string>();
const recorded = { transfer: { recording: 'announce', transcription: true } };
const targets = [
  { id: 'desk', number: '+14155550111' },
  { id: 'dispatch', number: '+14155550112' },
];
const asking = { transfer: { targets, recording: 'ask', transcription: true } };
const announcing = { transfer: { targets, ...recorded.transfer } };
const customer = { first: 'customer' } as const;

/** A callback's calls, one after the other; each step's document is kept under a name. */
async function play(
  options: ConstructorParameters<typeof CallbackCalls>[0],
  first: typeof customer | object,
  steps: (calls: CallbackCalls) => readonly (readonly [string, () => Promise<{ raw: string }>])[],
): Promise<void> {
  const calls = await new CallbackCalls(options).ring({ callerName: 'Jo Doe' }, first);
  for (const [name, step] of steps(calls)) documents.set(name, (await step()).raw);
  await calls.close();
}

beforeAll(async () => {
  await play(announcing, {}, (calls) => [
    ['agent-asked', () => calls.step('answered')],
    ['customer-dialed', () => calls.step('key', { Digits: '1' })],
    ['customer-told', () => calls.leg('customer')],
  ]);
  await play({}, {}, (calls) => [
    ['agent-asked', () => calls.step('answered')],
    ['customer-dialed-unrecorded', () => calls.step('key', { Digits: '1' })],
    ['customer-away', () => calls.dialEnded('no-answer', false)],
  ]);
  await play(asking, {}, (calls) => [
    ['agent-asked', () => calls.step('answered')],
    ['customer-dialed-to-be-asked', () => calls.step('key', { Digits: '1' })],
    ['customer-asked', () => calls.leg('customer')],
  ]);
  await play(announcing, customer, (calls) => [
    ['agent-dialed', () => calls.step('answered', { AnsweredBy: 'human', To: CUSTOMER })],
    ['waited-for-agent-asked', () => calls.leg('agent-whisper')],
    ['next-agent-dialed', () => calls.dialEnded('busy', false)],
    ['customer-to-bot', () => calls.dialEnded('no-answer', false, {}, 'dispatch')],
  ]);
  await play(asking, customer, (calls) => [
    ['called-customer-asked', () => calls.step('answered', { AnsweredBy: 'human', To: CUSTOMER })],
  ]);
  await play({}, customer, (calls) => [
    ['voicemail', () => calls.step('answered', { AnsweredBy: 'machine_end_beep', To: CUSTOMER })],
  ]);
  if (process.env.UPDATE_TWIML === '1') {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of documents) writeFileSync(`${folder}/${name}.xml`, text);
  }
});
afterAll(() => documents.clear());

describe('the documents in twiml/callback/', () => {
  it('[CBR34] are what the calls of a callback are answered, byte for byte', () => {
    for (const [name, text] of documents) expect(text, name).toBe(readFileSync(`${folder}/${name}.xml`, 'utf8'));
  });

  it('[CBR34] are all of them', () => {
    expect(readdirSync(folder).sort()).toEqual([...documents.keys()].map((name) => `${name}.xml`).sort());
  });
});
