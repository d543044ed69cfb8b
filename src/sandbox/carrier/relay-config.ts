import type { XmlElement } from './xml-element.ts';

/** What caller input does something: none of it, keys, speech, or both. */
export type InputKind = 'none' | 'dtmf' | 'speech' | 'any';

/** A `<ConversationRelay>` element with Twilio's defaults filled in. */
export interface RelayConfig {
  readonly url: string;
  readonly welcomeGreeting: string;
  readonly welcomeGreetingInterruptible: InputKind;
  readonly interruptible: InputKind;
  readonly reportInputDuringAgentSpeech: InputKind;
  readonly dtmfDetection: boolean;
  readonly preemptible: boolean;
  readonly partialPrompts: boolean;
  readonly ignoreBackchannel: boolean;
  readonly applicationReconnect: boolean;
  readonly speakerEvents: boolean;
  readonly tokensPlayed: boolean;
  readonly ttsLanguage: string;
  readonly transcriptionLanguage: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Why Twilio would tear the session down at media setup, or null. */
  readonly mediaProblem: string | null;
}

export function relayConfig(element: XmlElement): RelayConfig {
  const given = element.attributes;
  const language = given.language ?? 'en-US';
  const subscribed = `${given.events ?? ''} ${given.debug ?? ''}`.split(' ');
  return {
    url: given.url ?? '',
    welcomeGreeting: given.welcomeGreeting ?? '',
    welcomeGreetingInterruptible: inputKind(given.welcomeGreetingInterruptible, 'any'),
    interruptible: inputKind(given.interruptible, 'any'),
    reportInputDuringAgentSpeech: inputKind(given.reportInputDuringAgentSpeech, 'none'),
    dtmfDetection: given.dtmfDetection === 'true',
    preemptible: given.preemptible === 'true',
    partialPrompts: given.partialPrompts === 'true',
    ignoreBackchannel: given.ignoreBackchannel === 'true',
    applicationReconnect: given.applicationReconnect === 'true',
    speakerEvents: subscribed.includes('speaker-events'),
    tokensPlayed: subscribed.includes('tokens-played'),
    ttsLanguage: given.ttsLanguage ?? language,
    transcriptionLanguage: given.transcriptionLanguage ?? language,
    parameters: parametersOf(element),
    mediaProblem: mediaProblem(element),
  };
}

export const includesInput = (kind: InputKind, input: 'dtmf' | 'speech'): boolean => kind === 'any' || kind === input;

function inputKind(value: string | undefined, absent: InputKind): InputKind {
  if (value === undefined) return absent;
  if (value === 'true') return 'any';
  return value === 'false' ? 'none' : (value as InputKind);
}

function parametersOf(element: XmlElement): Record<string, string> {
  const parameters = element.children.filter((child) => child.name === 'Parameter');
  return Object.fromEntries(parameters.map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']));
}

function mediaProblem(element: XmlElement): string | null {
  const languages = element.children.filter((child) => child.name === 'Language');
  const settings = [element.attributes, ...languages.map((child) => ({ ...element.attributes, ...child.attributes }))];
  for (const one of settings) {
    const problem = pairProblem(one) ?? multiProblem(one);
    if (problem !== null) return problem;
  }
  return null;
}

type Settings = Readonly<Record<string, string>>;

/** The forms voices have: Google `en-US-Journey-O`, Amazon `Joanna-Neural`, ElevenLabs an id, perhaps with a model. */
function pairProblem({
  ttsProvider = 'ElevenLabs',
  voice,
  speechModel,
  transcriptionProvider,
}: Settings): string | null {
  if (voice !== undefined && providerOfVoice(voice) !== ttsProvider)
    return `voice ${voice} is not one of ${ttsProvider}`;
  const deepgramModel = speechModel !== undefined && /^(nova|flux)/.test(speechModel);
  if (deepgramModel && transcriptionProvider === 'Google') return `speech model ${speechModel} is not one of Google`;
  return null;
}

function providerOfVoice(voice: string): string {
  if (/^[a-z]{2,3}-[A-Z]{2}-/.test(voice)) return 'Google';
  return /^[A-Z][a-zé]+(-(Neural|Generative|Long-Form|Standard))?$/.test(voice) ? 'Amazon' : 'ElevenLabs';
}

function multiProblem(settings: Settings): string | null {
  const multi = settings.code === 'multi' || settings.language === 'multi';
  const able = (settings.ttsProvider ?? 'ElevenLabs') === 'ElevenLabs' && settings.transcriptionProvider !== 'Google';
  return multi && !able ? 'language multi needs Deepgram and ElevenLabs' : null;
}
