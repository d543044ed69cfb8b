import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import {
  createAgentDialEndedUrl,
  createRecordingConsentUrl,
  createRecordingStatusUrl,
  createReferEndedUrl,
  createTranscriptionUrl,
  createWhisperKeyUrl,
  createWhisperUrl,
} from '../../src/domain/callback-urls.ts';
import { withReferHeaders } from '../../src/domain/refer-address.ts';
import { Voice } from '../../src/domain/voice.ts';
import { announcement } from '../../src/twiml/announcements.ts';
import { apology, unavailable } from '../../src/twiml/apology.ts';
import { askRecording } from '../../src/twiml/ask-recording.ts';
import { connectRelay } from '../../src/twiml/connect-relay.ts';
import { bridge } from '../../src/twiml/dial.ts';
import { element, renderResponse } from '../../src/twiml/document.ts';
import { askForKey } from '../../src/twiml/gather.ts';
import { hangUp, nobodyReached, nothing } from '../../src/twiml/hang-up.ts';
import { recordingWords } from '../../src/twiml/recording-words.ts';
import { refer } from '../../src/twiml/refer.ts';
import { unknownNumber } from '../../src/twiml/unknown-number.ts';
import { whisperWords } from '../../src/twiml/whisper-words.ts';

const ORIGIN = 'https://voice.example.com';
const relay = {
  relayUrl: 'wss://voice.example.com/relay?token=tokenOfTheCall',
  actionUrl: `${ORIGIN}/twilio/relay-ended`,
  callId: 'call_01',
};
const number = '+14155550101';
const desk = { target: 'desk', dial: 1 };
const night = { target: 'night', dial: 1 };

/** Every attribute a line may set, at a value that is not the default. */
const EVERYTHING = Voice.parse({
  language: 'en-US',
  ttsLanguage: 'en-GB',
  transcriptionLanguage: 'en-AU',
  ttsProvider: 'ElevenLabs',
  voice: 'UgBBYS2sOqTuMpoF3BR0-flash_v2_5-1.0_0.6_0.8',
  transcriptionProvider: 'Deepgram',
  speechModel: 'flux',
  languages: [
    {
      code: 'es-US',
      ttsProvider: 'Amazon',
      voice: 'Lupe-Neural',
      transcriptionProvider: 'Google',
      speechModel: 'telephony',
      greeting: 'Hola.',
    },
  ],
  welcomeGreetingInterruptible: 'speech',
  interruptible: 'dtmf',
  interruptSensitivity: 'low',
  reportInputDuringAgentSpeech: 'any',
  dtmfDetection: false,
  preemptible: true,
  hints: ['Brightwater', 'heat pump'],
  partialPrompts: true,
  speechTimeout: 900,
  eotThreshold: 0.7,
  ignoreBackchannel: true,
  deepgramSmartFormat: false,
  profanityFilter: true,
  backgroundNoiseReduction: true,
  elevenlabsTextNormalization: 'on',
  intelligenceService: 'GA00000000000000000000000000000001',
  conversationConfiguration: 'conv_configuration_01',
  events: ['speaker-events', 'tokens-played', 'config-updated'],
  debug: ['debugging'],
  applicationReconnect: true,
  echoPromptFiltering: true,
  turnDetection: 'server',
});

const DOCUMENTS: Readonly<Record<string, string>> = {
  'connect-relay': connectRelay({ ...relay, voice: Voice.parse({}), greeting: "Hello, I'm the AI <assistant> & bot." }),
  'connect-relay-every-attribute': connectRelay({ ...relay, voice: EVERYTHING, greeting: 'Hello.' }),
  'connect-relay-multi': connectRelay({
    ...relay,
    voice: Voice.parse({ language: 'multi', languages: [{ code: 'en-US' }, { code: 'es-US' }] }),
    greeting: 'Hello. ¡Hola!',
  }),
  reconnect: connectRelay({ ...relay, voice: Voice.parse({}), greeting: null }),
  'back-to-bot': connectRelay({
    ...relay,
    voice: Voice.parse({}),
    greeting: null,
    announcement: announcement('backToBot', 'en-US'),
  }),
  apology: apology('es-US', null),
  'apology-with-fallback': apology('en-US', {
    number: '+14155550111',
    callerId: number,
    actionUrl: `${ORIGIN}/twilio/dial-ended?purpose=fallback`,
  }),
  bridge: bridge({
    target: { number: '+14155550111' },
    callerId: number,
    actionUrl: createAgentDialEndedUrl(ORIGIN, desk),
    ringSeconds: 20,
    whisperUrl: createWhisperUrl(ORIGIN, desk),
  }),
  'bridge-recorded': bridge({
    announcement: recordingWords('announce', 'en-US'),
    target: { number: '+14155550111' },
    callerId: number,
    actionUrl: createAgentDialEndedUrl(ORIGIN, desk),
    ringSeconds: 20,
    whisperUrl: createWhisperUrl(ORIGIN, desk),
    recordingUrl: createRecordingStatusUrl(ORIGIN),
    transcription: { statusUrl: createTranscriptionUrl(ORIGIN, 'caller'), language: 'en-US' },
  }),
  'bridge-next-target': bridge({
    target: { sipUri: 'sip:night@pbx.example.com' },
    callerId: number,
    actionUrl: createAgentDialEndedUrl(ORIGIN, night),
    ringSeconds: 30,
    whisperUrl: createWhisperUrl(ORIGIN, night),
    recordingUrl: createRecordingStatusUrl(ORIGIN),
  }),
  'bridge-without-whisper': bridge({
    target: { sipUri: 'sip:night@pbx.example.com' },
    callerId: number,
    actionUrl: createAgentDialEndedUrl(ORIGIN, night),
    ringSeconds: 30,
  }),
  'ask-recording': askRecording('en-US', createRecordingConsentUrl(ORIGIN, 1)),
  whisper: askForKey({
    ...whisperWords({
      language: 'en-US',
      businessName: 'Acme',
      caller: { name: 'Dana Reyes', number: '+14155550121' },
      reason: 'billing',
      summary: 'Wants to talk about an invoice.',
    }),
    actionUrl: createWhisperKeyUrl(ORIGIN, desk),
  }),
  refer: refer({
    sipUri: withReferHeaders('sip:+14155550111@pbx.example.com', {
      callId: 'call_1',
      caller: 'sip:joe@office.example.com',
      reason: 'billing',
      summary: 'Wants to talk about an invoice.',
    }),
    actionUrl: createReferEndedUrl(ORIGIN, desk),
  }),
  'back-to-bot-transcribed': connectRelay({
    ...relay,
    voice: Voice.parse({}),
    greeting: null,
    announcement: announcement('backToBot', 'en-US'),
    stopTranscription: true,
  }),
  'nobody-there': connectRelay({
    ...relay,
    voice: Voice.parse({}),
    greeting: null,
    announcement: announcement('nobodyThere', 'en-US'),
  }),
  'hang-up': hangUp(),
  'nobody-reached': nobodyReached('en-US'),
  nothing: nothing(),
  'unknown-number': unknownNumber(),
  unavailable: unavailable(),
};

/** Twilio's documented spellings; anything else it drops silently. */
const RELAY_ATTRIBUTES = [
  ...['applicationReconnect', 'backgroundNoiseReduction', 'conversationConfiguration', 'debug', 'deepgramSmartFormat'],
  ...['dtmfDetection', 'echoPromptFiltering', 'elevenlabsTextNormalization', 'eotThreshold', 'events', 'hints'],
  ...['ignoreBackchannel', 'intelligenceService', 'interruptSensitivity', 'interruptible', 'language'],
  ...['partialPrompts', 'preemptible', 'profanityFilter', 'reportInputDuringAgentSpeech', 'speechModel'],
  ...['speechTimeout', 'transcriptionLanguage', 'transcriptionProvider', 'ttsLanguage', 'ttsProvider', 'turnDetection'],
  ...['url', 'voice', 'welcomeGreeting', 'welcomeGreetingInterruptible'],
];

describe('the documents in twiml/', () => {
  it.each(Object.entries(DOCUMENTS))('[TWIML1] %s.xml is what the builder writes, byte for byte', (name, text) => {
    const file = `twiml/${name}.xml`;
    if (process.env.UPDATE_TWIML === '1') writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it('[TWIML2] every document in the folder has its builder', () => {
    const files = readdirSync('twiml').filter((file) => file.endsWith('.xml'));
    expect(files.sort()).toEqual(
      Object.keys(DOCUMENTS)
        .map((name) => `${name}.xml`)
        .sort(),
    );
  });

  it('[TWIML3] every attribute a line may set is written, in the spelling Twilio documents', () => {
    const text = DOCUMENTS['connect-relay-every-attribute'] ?? '';
    const tag = /<ConversationRelay ([^>]*)>/.exec(text)?.[1] ?? '';
    const names = [...tag.matchAll(/(\w+)="/g)].map((match) => match[1]);
    expect(names.sort()).toEqual(RELAY_ATTRIBUTES.sort());
    const settable = Object.keys(Voice.shape).filter((name) => name !== 'languages');
    expect(names).toEqual(expect.arrayContaining(settable));
  });

  it('[TWIML4] hints are joined by commas, events and debug by spaces', () => {
    const text = DOCUMENTS['connect-relay-every-attribute'] ?? '';
    expect(text).toContain('hints="Brightwater,heat pump"');
    expect(text).toContain('events="speaker-events tokens-played config-updated"');
    expect(text).toContain('debug="debugging"');
  });

  it('[TWIML5] what XML cannot carry never reaches a document', () => {
    const greeting = 'A\u0000B\u000bC\ud800D\n\nE "F" <G> & H';
    const text = connectRelay({ ...relay, voice: Voice.parse({}), greeting });
    expect(text).toContain(
      'welcomeGreeting="AB C\ufffdD E &quot;F&quot; &lt;G> &amp; H"'.replace('&lt;G>', '&lt;G&gt;'),
    );
  });

  it.each(['&amp;', '&evil;', '&#0;', '&lt;Hangup/&gt;', 'a & b; c', ']]>', '<!-- -->', '&amp;amp;'])(
    '[XFR71] %s comes out of a document as it went in',
    (text) => {
      const document = renderResponse(element('Say', { language: text }, text));
      const parser = new XMLParser({ ignoreAttributes: false, processEntities: true });
      expect(XMLValidator.validate(document)).toBe(true);
      const { Say } = parser.parse(document).Response;
      expect([Say['#text'], Say['@_language']]).toEqual([text, text]);
    },
  );
});
