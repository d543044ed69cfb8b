/** Says what is wrong with an attribute's value, or null. */
export type ValueRule = (value: string) => string | null;

export interface ElementRule {
  readonly attributes: Readonly<Record<string, ValueRule>>;
  readonly required?: readonly string[];
  /** Elements allowed inside; absent: none. */
  readonly children?: readonly string[];
}

const any: ValueRule = () => null;
const oneOf =
  (...values: string[]): ValueRule =>
  (value) =>
    values.includes(value) ? null : `must be one of ${values.join(', ')}`;
const eachOf =
  (...values: string[]): ValueRule =>
  (value) =>
    value.split(' ').every((word) => values.includes(word)) ? null : `must be a list of ${values.join(', ')}`;
const between =
  (low: number, high: number): ValueRule =>
  (value) =>
    value.trim() !== '' && Number(value) >= low && Number(value) <= high ? null : `must be from ${low} to ${high}`;
const boolean = oneOf('true', 'false');
const method = oneOf('GET', 'POST');
const input = oneOf('none', 'dtmf', 'speech', 'any', 'true', 'false');
const recordingEvents = eachOf('in-progress', 'completed', 'absent');
const absoluteUrl: ValueRule = (value) => (URL.canParse(value) ? null : 'must be an absolute URL');
const filled: ValueRule = (value) => (value.trim() === '' ? 'must not be empty' : null);
const speechTimeout: ValueRule = (value) =>
  value === 'auto' || /^\d+$/.test(value)
    ? value === 'auto'
      ? null
      : between(600, 5000)(value)
    : 'must be ms or auto';

/** Twilio takes only wss. A loopback address may be ws here: no certificate is to be had for it. */
const relayUrl: ValueRule = (value) => {
  if (!URL.canParse(value)) return 'must be an absolute wss:// URL';
  const { protocol, hostname } = new URL(value);
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
  return protocol === 'wss:' || (protocol === 'ws:' && loopback) ? null : 'must be a wss:// URL';
};

const engine = {
  ttsProvider: oneOf('ElevenLabs', 'Google', 'Amazon'),
  voice: filled,
  transcriptionProvider: oneOf('Deepgram', 'Google'),
  speechModel: filled,
};

const callee = {
  url: any,
  method,
  statusCallback: any,
  statusCallbackMethod: method,
  statusCallbackEvent: eachOf('initiated', 'ringing', 'answered', 'completed'),
  machineDetection: oneOf('Enable', 'DetectMessageEnd'),
  machineDetectionTimeout: between(3, 60),
  machineDetectionSpeechThreshold: between(1000, 6000),
  machineDetectionSpeechEndThreshold: between(500, 5000),
  machineDetectionSilenceTimeout: between(2000, 10_000),
  amdStatusCallback: any,
  amdStatusCallbackMethod: method,
};

const conversationRelay: ElementRule = {
  required: ['url'],
  children: ['Language', 'Parameter'],
  attributes: {
    ...engine,
    url: relayUrl,
    welcomeGreeting: any,
    welcomeGreetingInterruptible: input,
    language: filled,
    ttsLanguage: filled,
    transcriptionLanguage: filled,
    interruptible: input,
    interruptSensitivity: oneOf('low', 'medium', 'high'),
    dtmfDetection: boolean,
    reportInputDuringAgentSpeech: oneOf('none', 'dtmf', 'speech', 'any'),
    preemptible: boolean,
    hints: any,
    partialPrompts: boolean,
    speechTimeout,
    eotThreshold: between(0.5, 0.9),
    ignoreBackchannel: boolean,
    deepgramSmartFormat: boolean,
    profanityFilter: boolean,
    backgroundNoiseReduction: any,
    elevenlabsTextNormalization: oneOf('on', 'auto', 'off'),
    intelligenceService: filled,
    conversationConfiguration: filled,
    conversationId: filled,
    debug: eachOf('debugging', 'speaker-events', 'tokens-played'),
    events: eachOf('speaker-events', 'tokens-played', 'config-updated'),
    applicationReconnect: boolean,
    echoPromptFiltering: any,
    turnDetection: any,
  },
};

const dial: ElementRule = {
  children: ['Number', 'Sip', 'Client'],
  attributes: {
    action: any,
    method,
    answerOnBridge: boolean,
    callerId: filled,
    callReason: (value) => (value.length <= 50 ? null : 'has at most 50 characters'),
    hangupOnStar: boolean,
    record: oneOf(
      'do-not-record',
      'record-from-answer',
      'record-from-ringing',
      'record-from-answer-dual',
      'record-from-ringing-dual',
      'true',
    ),
    recordingStatusCallback: any,
    recordingStatusCallbackMethod: method,
    recordingStatusCallbackEvent: recordingEvents,
    recordingConfigurationId: filled,
    recordingTrack: oneOf('both', 'inbound', 'outbound'),
    trim: oneOf('trim-silence', 'do-not-trim'),
    referUrl: any,
    referMethod: method,
    ringTone: filled,
    sequential: boolean,
    timeLimit: between(1, 86_400),
    timeout: between(5, 600),
  },
};

const gather: ElementRule = {
  children: ['Say', 'Play', 'Pause'],
  attributes: {
    action: any,
    method,
    input: eachOf('dtmf', 'speech'),
    numDigits: between(1, 100),
    timeout: between(1, 600),
    finishOnKey: (value) => (/^[0-9#*]?$/.test(value) ? null : 'must be one key, or empty'),
    actionOnEmptyResult: boolean,
    bargeIn: boolean,
    language: filled,
    hints: any,
    speechTimeout: (value) => (value === 'auto' ? null : between(1, 600)(value)),
    maxSpeechTime: between(1, 600),
    speechModel: filled,
    enhanced: boolean,
    profanityFilter: boolean,
    partialResultCallback: any,
    partialResultCallbackMethod: method,
    debug: boolean,
  },
};

const transcription: ElementRule = {
  attributes: {
    name: filled,
    statusCallbackUrl: absoluteUrl,
    statusCallbackMethod: method,
    languageCode: filled,
    track: oneOf('inbound_track', 'outbound_track', 'both_tracks'),
    inboundTrackLabel: filled,
    outboundTrackLabel: filled,
    transcriptionEngine: oneOf('google', 'deepgram', 'auto'),
    speechModel: filled,
    partialResults: boolean,
    hints: any,
    profanityFilter: boolean,
    enableAutomaticPunctuation: boolean,
    enableProviderData: boolean,
    intelligenceService: filled,
    conversationConfiguration: filled,
    conversationId: filled,
  },
};

const recording: ElementRule = {
  attributes: {
    recordingStatusCallback: any,
    recordingStatusCallbackMethod: method,
    recordingStatusCallbackEvent: recordingEvents,
    trim: oneOf('trim-silence', 'do-not-trim'),
    track: oneOf('inbound', 'outbound', 'both'),
    channels: oneOf('mono', 'dual'),
    recordingConfigurationId: filled,
  },
};

const verbs = [
  ...['Say', 'Pause', 'Play', 'Hangup', 'Redirect', 'Reject', 'Dial', 'Connect'],
  ...['Gather', 'Start', 'Stop', 'Refer'],
];

/** Every element the stand-in can play, with its attributes spelled as Twilio documents them. */
export const twimlRules: Readonly<Record<string, ElementRule>> = {
  Response: { attributes: {}, children: verbs },
  Say: { attributes: { voice: filled, language: filled, loop: between(0, 1000) } },
  Pause: { attributes: { length: between(0, 600) } },
  Play: { attributes: { loop: between(0, 1000), digits: any } },
  Hangup: { attributes: {} },
  Redirect: { attributes: { method } },
  Reject: { attributes: { reason: oneOf('rejected', 'busy') } },
  Dial: dial,
  Number: { attributes: { ...callee, sendDigits: any, byoc: any } },
  Sip: { attributes: { ...callee, username: any, password: any } },
  Client: { attributes: { url: any, method, statusCallback: any, statusCallbackMethod: method } },
  Gather: gather,
  Start: { attributes: {}, children: ['Transcription', 'Recording'] },
  Stop: { attributes: {}, children: ['Transcription'] },
  Transcription: transcription,
  Recording: recording,
  Refer: { attributes: { action: any, method }, children: ['Sip'] },
  Connect: { attributes: { action: any, method }, children: ['ConversationRelay'] },
  ConversationRelay: conversationRelay,
  Language: { required: ['code'], attributes: { ...engine, code: filled } },
  Parameter: { required: ['name', 'value'], attributes: { name: filled, value: any } },
};
