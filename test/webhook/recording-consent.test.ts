import { afterEach, describe, expect, it } from 'vitest';
import { CONSENT, DESK, NO_ANSWER, SECOND, TARGETS, TRANSCRIPTION, TransferBench } from './transfer-bench.ts';
import { ORIGIN } from './webhook-bench.ts';

let bench: TransferBench;
const open = async (transfer: Record<string, unknown>, line: Record<string, unknown> = {}) => {
  bench = await new TransferBench({ targets: TARGETS.slice(0, 2), ...transfer }, line).open();
  await bench.voice();
};
afterEach(() => bench.close());

const RECORDS = `record="record-from-answer-dual" recordingStatusCallback="${ORIGIN}/twilio/recording"`;
const flat = (text: string): string => text.replace(/\s+/g, ' ');
const ask = { recording: 'ask', transcription: true };

describe('recording a conversation with a person', () => {
  it('[XFR40] announced: said once before it rings, recorded on both channels', async () => {
    await open({ recording: 'announce' });
    const first = flat(await bench.handOff());
    expect(first).toMatch(/<Say language="en-US">This conversation may be recorded.<\/Say> <Dial/);
    expect(first).toContain(RECORDS);
    expect(first).not.toContain('Transcription');
    const second = flat(await bench.dialEnded(first, NO_ANSWER));
    expect(second).toContain(RECORDS);
    expect(second).not.toContain('<Say');
  });

  it('[XFR41] transcribed on the caller’s leg from the first target on, and stopped before the bot is back', async () => {
    await open({ transcription: true });
    const first = await bench.handOff();
    expect(flat(first)).toMatch(/<Start> <Transcription name="conversation".*languageCode="en-US" track="both_tracks"/);
    expect(first).toContain('/twilio/transcription?inbound=caller');
    expect(first).not.toContain('record=');
    const second = await bench.dialEnded(first, NO_ANSWER);
    expect(second).not.toContain('Transcription');
    const back = flat(await bench.dialEnded(second, NO_ANSWER));
    expect(back).toMatch(/<Response> <Stop> <Transcription name="conversation"\/> <\/Stop> <Say.*<Connect/);
  });

  it('[XFR41] a transcription is in the language the conversation is in', async () => {
    await open({ transcription: true }, { voice: { language: 'en-US', languages: [{ code: 'es-US' }] } });
    bench.journal.append('call_1', { type: 'language-switched', at: 1, language: 'es-US' });
    expect(await bench.handOff()).toContain('languageCode="es-US"');
  });

  it('[XFR41] where several are recognised at once, in the first of them', async () => {
    await open({ transcription: true }, { voice: { language: 'multi', languages: [{ code: 'fr-FR' }] } });
    expect(await bench.handOff()).toContain('languageCode="fr-FR"');
  });

  it('[XFR42] asked: by key or in words, once, and nobody is rung before the answer', async () => {
    await open(ask);
    const question = flat(await bench.handOff());
    expect(question).toContain('May this conversation be recorded? Press 1 or say yes. Press 2 or say no.');
    expect(question).toMatch(/<Gather[^>]* input="dtmf speech"/);
    expect(question).toMatch(/<\/Gather> <Redirect>[^<]*recording-consent\?dial=1<\/Redirect> <\/Response>/);
    expect(question).not.toContain('<Dial');
    expect(await bench.dialled()).toEqual([]);
    expect(flat(await bench.handOff({ repeated: true }))).toBe(question);
  });

  it.each([{ Digits: '1' }, { SpeechResult: 'Yes.' }, { SpeechResult: 'Sure, go ahead' }, { SpeechResult: 'okay' }])(
    '[XFR43] %o is a yes: recorded and transcribed',
    async (answer) => {
      await open(ask);
      const text = flat(await bench.follow(await bench.handOff(), CONSENT, answer as Record<string, string>));
      expect(text).toContain(`>${DESK}</Number>`);
      expect(text).toContain(RECORDS);
      expect(text).toMatch(TRANSCRIPTION);
      expect(await bench.eventsOf('recording-consent')).toMatchObject([{ agreed: true }]);
    },
  );

  it.each([
    { Digits: '2' },
    { Digits: '0' },
    { Digits: '12' },
    { SpeechResult: 'No, I would rather not' },
    { SpeechResult: 'what for?' },
    { SpeechResult: 'yes but not now' },
    { Digits: '2', SpeechResult: 'yes' },
    { SpeechResult: '' },
    {},
  ])('[XFR44] %o is none: neither recorded nor transcribed, and the transfer goes on', async (answer) => {
    await open(ask);
    const first = await bench.follow(await bench.handOff(), CONSENT, answer as Record<string, string>);
    expect(first).toContain(`>${DESK}</Number>`);
    expect(first).not.toMatch(/record=|Transcription/);
    expect(await bench.eventsOf('recording-consent')).toMatchObject([{ agreed: false }]);
    const second = await bench.dialEnded(first, NO_ANSWER);
    expect(second).toContain(`>${SECOND}</Number>`);
    expect(second).not.toMatch(/record=|Transcription/);
    expect(await bench.dialEnded(second, NO_ANSWER)).not.toContain('Transcription');
  });

  it('[XFR45] the answer holds for the call: a second hand-off asks no more', async () => {
    await open({ ...ask, targets: TARGETS.slice(0, 1) });
    const document = await bench.follow(await bench.handOff(), CONSENT, { Digits: '2' });
    await bench.dialEnded(document, NO_ANSWER);
    const again = await bench.handOff({ session: 'VX2' });
    expect(again).toContain('<Dial');
    expect(again).not.toContain('record=');
  });

  it('[XFR46] a repeated answer changes nothing, whatever it says', async () => {
    await open(ask);
    const question = await bench.handOff();
    const first = await bench.follow(question, CONSENT, { Digits: '2' });
    expect(await bench.follow(question, CONSENT, { Digits: '1' })).toBe(first);
    expect(await bench.eventsOf('recording-consent')).toHaveLength(1);
    expect(await bench.dialled()).toEqual(['desk']);
  });

  it('[XFR46] nor after the caller is back with the bot', async () => {
    await open({ ...ask, targets: TARGETS.slice(0, 1) });
    const question = await bench.handOff();
    await bench.dialEnded(await bench.follow(question, CONSENT, { Digits: '1' }), NO_ANSWER);
    expect(await bench.follow(question, CONSENT, { Digits: '1' })).toContain('<ConversationRelay');
    expect(await bench.dialled()).toEqual(['desk']);
  });

  it('[XFR47] a caller who hangs up at the question is dialled for no more', async () => {
    await open(ask);
    const question = await bench.handOff();
    expect(await bench.follow(question, CONSENT, { CallStatus: 'completed' })).toContain('<Response/>');
    expect(bench.store.calls.get('CA1')?.status).toBe('completed');
    expect(await bench.dialled()).toEqual([]);
    expect(await bench.eventsOf('recording-consent')).toEqual([]);
  });

  it('[XFR47] an answer of a call nobody knows ends it', async () => {
    await open(ask);
    expect(await bench.follow(await bench.handOff(), CONSENT, { CallSid: 'CA8', Digits: '1' })).toContain('<Hangup/>');
  });

  it('[XFR48] question and answer are in the language the conversation is in', async () => {
    await open(ask, { voice: { language: 'en-US', languages: [{ code: 'es-US' }] } });
    bench.journal.append('call_1', { type: 'language-switched', at: 1, language: 'es-US' });
    const question = await bench.handOff();
    expect(question).toContain('<Say language="es-US">¿Podemos grabar');
    expect(await bench.follow(question, CONSENT, { SpeechResult: 'Claro que sí' })).toContain('record=');
  });

  it('[XFR49] the department is still known after the question', async () => {
    await open({ ...ask, targets: TARGETS });
    const text = await bench.follow(await bench.handOff({ department: 'emergencies' }), CONSENT, { Digits: '1' });
    expect(text).toContain('sip:night@pbx.example.com');
  });
});
