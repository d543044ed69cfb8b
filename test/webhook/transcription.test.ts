import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransferBench } from './transfer-bench.ts';

let bench: TransferBench;
beforeEach(async () => {
  bench = await new TransferBench().open();
  await bench.voice();
});
afterEach(() => bench.close());

const said = (transcript: unknown, form: Record<string, string> = {}, inbound = 'caller') =>
  bench.post(`/twilio/transcription?inbound=${inbound}`, {
    CallSid: 'CA1',
    TranscriptionSid: 'GT1',
    TranscriptionEvent: 'transcription-content',
    SequenceId: '2',
    Track: 'inbound_track',
    Final: 'true',
    TranscriptionData: JSON.stringify({ transcript, confidence: 0.9 }),
    ...form,
  });
const words = async () => (await bench.eventsOf('person-said')).map(({ speaker, text }) => [speaker, text]);

describe('POST /twilio/transcription', () => {
  it.each([
    ['caller', 'inbound_track', 'caller'],
    ['caller', 'outbound_track', 'agent'],
    ['agent', 'inbound_track', 'agent'],
    ['agent', 'outbound_track', 'caller'],
  ])('[XFR60] where the %s is inbound, the %s is the %s', async (inbound, Track, speaker) => {
    expect((await said('Hello there.', { Track }, inbound)).status).toBe(204);
    expect(await bench.eventsOf('person-said')).toMatchObject([
      { speaker, text: 'Hello there.', sequence: 2, transcription: 'GT1' },
    ]);
  });

  it('[XFR61] the same utterance reported twice stands there once, also at once', async () => {
    await Promise.all([said('One.'), said('One.')]);
    await said('One.');
    await said('Two.', { SequenceId: '3' });
    await said('One.', { TranscriptionSid: 'GT2' });
    expect(await words()).toEqual([
      ['caller', 'One.'],
      ['caller', 'Two.'],
      ['caller', 'One.'],
    ]);
  });

  it.each([
    { Final: 'false' },
    { TranscriptionEvent: 'transcription-started' },
    { TranscriptionEvent: 'transcription-stopped' },
    { TranscriptionEvent: 'constructor' },
    { TranscriptionData: '{"transcript":' },
    { TranscriptionData: 'null' },
    { TranscriptionData: '{"transcript":7}' },
    { TranscriptionData: '{"transcript":"  "}' },
    { SequenceId: 'x' },
    { SequenceId: '-1' },
    { SequenceId: '1e300' },
    { Track: 'both_tracks' },
    { CallSid: 'CA99' },
    { TranscriptionSid: '' },
  ])('[XFR62] %o is taken without effect', async (form) => {
    expect((await said('Hello.', form as Record<string, string>)).status).toBe(204);
    expect(await words()).toEqual([]);
  });

  it('[XFR62] an endless utterance is cut', async () => {
    await said('x'.repeat(10_000));
    expect((await words())[0]?.[1]).toHaveLength(4000);
  });

  it('[XFR63] an error is logged with its code', async () => {
    await said('', {
      TranscriptionEvent: 'transcription-error',
      TranscriptionErrorCode: '32655',
      TranscriptionError: 'provider unavailable',
    });
    expect(bench.log.join('\n')).toContain('32655');
    expect(await words()).toEqual([]);
  });

  it('[XFR64] with the store away the answer is 503', async () => {
    bench.store.away = true;
    expect((await said('Hello.')).status).toBe(503);
  });
});
