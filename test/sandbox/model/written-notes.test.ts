import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChatModel } from '../../../src/adapters/openai-chat.ts';
import { createResponsesModel } from '../../../src/adapters/openai-responses.ts';
import { createRandomIds } from '../../../src/adapters/random-ids.ts';
import { systemClock as clock } from '../../../src/adapters/system-clock.ts';
import type { CallEvent } from '../../../src/domain/event.ts';
import { type AskedFor, wrapUpRecord } from '../../../src/domain/wrap-up-record.ts';
import { writeNotes } from '../../../src/jobs/write-notes.ts';
import { type ModelServer, startModelServer } from '../../../src/sandbox/model/model-server.ts';
import { SilentLog } from '../../support/silent-log.ts';
import { testLine } from '../../support/test-line.ts';

const person = (speaker: 'caller' | 'agent', text: string, sequence: number): CallEvent => ({
  type: 'person-said',
  speaker,
  text,
  sequence,
  transcription: 'GT1',
  at: 0,
});
const dispositions = ['resolved', 'follow_up', 'unresolved'];

describe.each([
  ['Responses', createResponsesModel],
  ['Chat Completions', createChatModel],
] as const)('the model stand-in writes notes over %s', (_name, create) => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await startModelServer({ host: '127.0.0.1', port: 0, firstTokenMs: 0, deltaMs: 0 });
  });
  afterAll(() => server.close());
  const notesOf = (...events: CallEvent[]) => notesOfCallback(null, ...events);
  const notesOfCallback = (asked: AskedFor | null, ...events: CallEvent[]) => {
    const settings = { apiKey: 'sandbox', baseUrl: `${server.url}/v1`, model: 'sandbox', clock };
    const model = create({ ...settings, ids: createRandomIds(clock), log: new SilentLog() });
    const record = wrapUpRecord(events, testLine(), asked);
    return writeNotes({ model, clock }, { record, dispositions, cacheKey: 'wrap-up:desk' });
  };

  it('[WRP17] of what was said, the same each time', async () => {
    const talk = [
      person('caller', 'I paid twice, that is terrible.', 1),
      person('agent', 'We will send it back by Friday.', 2),
      person('caller', 'Thank you.', 3),
    ];
    const notes = await notesOf(...talk);
    expect(notes).toEqual({
      summary: 'The caller said: "I paid twice, that is terrible." The agent said: "We will send it back by Friday."',
      outcome: 'We will send it back by Friday.',
      promises: ['We will send it back by Friday.'],
      follow_ups: [],
      sentiment: 'mixed',
      disposition: 'resolved',
    });
    expect(await notesOf(...talk)).toEqual(notes);
  });

  it('[WRP17] of a call with a person of which there is no transcript', async () => {
    const rung = { type: 'agent-dial-ended', dial: 1, method: 'bridge', durationSeconds: 9, at: 0 } as const;
    const nobody = { ...rung, target: 'night', outcome: 'no-answer' } as const;
    expect(await notesOf(nobody, { ...rung, target: 'desk', outcome: 'connected' })).toMatchObject({
      summary: 'The caller said nothing. What was said with desk is not known.',
      outcome: 'The caller was connected with desk.',
      follow_ups: [],
      disposition: 'resolved',
    });
    const said: CallEvent = { type: 'caller-said', turn: 1, text: 'was rung: connected]', via: 'speech', at: 0 };
    expect(await notesOf(nobody, said)).toMatchObject({ outcome: 'Nobody was reached.', disposition: 'unresolved' });
  });

  it('[WRP17] of a callback: what it was about, and nothing said in the call before as said in this one', async () => {
    const asked = { reason: 'a leaking boiler', events: [person('agent', 'We will come at noon.', 1)] };
    expect(await notesOfCallback(asked, person('agent', 'Hello again.', 1))).toMatchObject({
      summary: 'A callback about: "a leaking boiler". The caller said nothing. The agent said: "Hello again."',
      promises: [],
    });
  });

  it('[WRP17] also of a call in which nobody came', async () => {
    const handedOff: CallEvent = { type: 'handed-off', reason: 'refund', summary: 'x'.repeat(500), at: 0 };
    expect(await notesOf(handedOff)).toMatchObject({ disposition: 'unresolved', sentiment: 'neutral' });
    expect(
      await notesOf(person('caller', 'y'.repeat(3000), 1), person('agent', 'I will. '.repeat(500), 2)),
    ).toBeDefined();
  });
});
