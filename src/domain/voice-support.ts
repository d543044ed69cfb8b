import { amazonVoiceLanguages, amazonVoicesFor } from './amazon-voices.ts';
import type { Voice } from './voice.ts';

/**
 * Which combinations of provider, voice, language and speech model exist. The carrier tears the session down on a
 * wrong one (64101, 64106), so it has to be refused before the first call.
 */
export interface VoiceFinding {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** One language with everything inherited from the line's voice filled in. */
interface Setting {
  readonly at: readonly (string | number)[];
  readonly ttsLanguage: string;
  readonly sttLanguage: string;
  readonly ttsProvider: Voice['ttsProvider'];
  readonly voice: string | undefined;
  readonly transcriptionProvider: Voice['transcriptionProvider'];
  readonly speechModel: string | undefined;
}

const DEEPGRAM_MODEL = /^(nova|flux|enhanced|base|whisper)\b/;
const GOOGLE_MODEL = /^(telephony|long|short|latest|chirp|phone_call|command_and_search|medical|video|default)/;
const GOOGLE_VOICE =
  /^([a-z]{2,3}-[A-Z]{2})-(Standard|Wavenet|Neural2|Studio|News|Polyglot|Casual|Journey|Chirp-HD|Chirp3-HD)-/;
const ELEVENLABS_VOICE = /^[A-Za-z0-9]{20}(-.+)?$/;

/** Everything about a line's voice that cannot work. Paths start at the voice. */
export function voiceFindings(voice: Voice): readonly VoiceFinding[] {
  const settings = settingsOf(voice);
  return [
    ...settings.flatMap((setting) => [
      ...multiFindings(setting),
      ...modelFindings(setting),
      ...speakerFindings(setting),
    ]),
    ...fluxFindings(voice, settings),
    ...repeatedLanguages(voice),
  ];
}

function settingsOf(voice: Voice): readonly Setting[] {
  const own: Setting = {
    at: [],
    ttsLanguage: voice.ttsLanguage ?? voice.language,
    sttLanguage: voice.transcriptionLanguage ?? voice.language,
    ttsProvider: voice.ttsProvider,
    voice: voice.voice,
    transcriptionProvider: voice.transcriptionProvider,
    speechModel: voice.speechModel,
  };
  const others = voice.languages.map(
    (language, index): Setting => ({
      at: ['languages', index],
      ttsLanguage: language.code,
      sttLanguage: language.code,
      ttsProvider: language.ttsProvider ?? voice.ttsProvider,
      // A voice belongs to its provider: with another provider the parent's is not inherited in any useful way.
      voice: language.voice ?? (language.ttsProvider === undefined ? voice.voice : undefined),
      transcriptionProvider: language.transcriptionProvider ?? voice.transcriptionProvider,
      speechModel:
        language.speechModel ?? (language.transcriptionProvider === undefined ? voice.speechModel : undefined),
    }),
  );
  return [own, ...others];
}

function multiFindings(setting: Setting): readonly VoiceFinding[] {
  if (setting.sttLanguage !== 'multi' && setting.ttsLanguage !== 'multi') return [];
  const findings: VoiceFinding[] = [];
  const needs = 'language multi works with Deepgram nova models and ElevenLabs voices only';
  if (setting.transcriptionProvider !== 'Deepgram')
    findings.push({ path: [...setting.at, 'transcriptionProvider'], message: `${needs}; write Deepgram` });
  if (setting.ttsProvider !== 'ElevenLabs')
    findings.push({ path: [...setting.at, 'ttsProvider'], message: `${needs}; write ElevenLabs` });
  if (setting.speechModel !== undefined && !/^nova-[23]\b/.test(setting.speechModel))
    findings.push({ path: [...setting.at, 'speechModel'], message: `${needs}; write nova-3-general or leave it out` });
  return findings;
}

function modelFindings(setting: Setting): readonly VoiceFinding[] {
  const { speechModel, transcriptionProvider } = setting;
  if (speechModel === undefined) return [];
  const path = [...setting.at, 'speechModel'];
  if (transcriptionProvider === 'Google' && !GOOGLE_MODEL.test(speechModel)) {
    const advice = DEEPGRAM_MODEL.test(speechModel) ? 'set transcriptionProvider to Deepgram, or ' : '';
    return [{ path, message: `Google has no speech model ${speechModel}; ${advice}write telephony or long` }];
  }
  if (transcriptionProvider === 'Deepgram' && !DEEPGRAM_MODEL.test(speechModel)) {
    const advice = GOOGLE_MODEL.test(speechModel) ? 'set transcriptionProvider to Google, or ' : '';
    return [{ path, message: `Deepgram has no speech model ${speechModel}; ${advice}write nova-3-general or flux` }];
  }
  return [];
}

function speakerFindings(setting: Setting): readonly VoiceFinding[] {
  const { voice, ttsLanguage } = setting;
  if (voice === undefined) return [];
  // An inherited voice is written elsewhere; the language that cannot use it is where the fix belongs.
  const message = speakerMessage(setting.ttsProvider, voice, ttsLanguage);
  return message === null ? [] : [{ path: [...setting.at, 'voice'], message }];
}

function speakerMessage(provider: Voice['ttsProvider'], voice: string, language: string): string | null {
  if (provider === 'Google') return googleMessage(voice, language);
  if (provider === 'Amazon') return amazonMessage(voice, language);
  if (ELEVENLABS_VOICE.test(voice)) return null;
  return `${voice} is no ElevenLabs voice; write the voice's id of 20 characters${providerAdvice(voice)}`;
}

function googleMessage(voice: string, language: string): string | null {
  const spoken = GOOGLE_VOICE.exec(voice)?.[1];
  const example = `for example ${language}-Chirp3-HD-Aoede`;
  if (spoken === undefined) return `${voice} is no Google voice; write one, ${example}${providerAdvice(voice)}`;
  if (spoken.toLowerCase() === language.toLowerCase()) return null;
  return `the voice ${voice} speaks ${spoken}, not ${language}; write a ${language} voice, ${example}`;
}

function amazonMessage(voice: string, language: string): string | null {
  const languages = amazonVoiceLanguages(voice);
  const own = amazonVoicesFor(language);
  const advice = own.length > 0 ? `write one of ${own.join(', ')}` : `Amazon has no voice for ${language}`;
  if (languages.length === 0) return `${voice} is no Amazon voice; ${advice}${providerAdvice(voice)}`;
  if (languages.includes(language)) return null;
  return `the voice ${voice} speaks ${languages.join(' and ')}, not ${language}; ${advice}`;
}

function providerAdvice(voice: string): string {
  if (GOOGLE_VOICE.test(voice)) return ', or set ttsProvider to Google';
  if (amazonVoiceLanguages(voice).length > 0) return ', or set ttsProvider to Amazon';
  return ELEVENLABS_VOICE.test(voice) ? ', or set ttsProvider to ElevenLabs' : '';
}

function fluxFindings(voice: Voice, settings: readonly Setting[]): readonly VoiceFinding[] {
  const usesFlux = settings.some((setting) => setting.speechModel?.startsWith('flux') === true);
  if (voice.eotThreshold === undefined || usesFlux) return [];
  return [
    { path: ['eotThreshold'], message: 'eotThreshold works with the speech model flux only; set speechModel: flux' },
  ];
}

function repeatedLanguages(voice: Voice): readonly VoiceFinding[] {
  const codes = voice.languages.map((language) => language.code);
  return codes.flatMap((code, index) =>
    codes.indexOf(code) === index
      ? []
      : [{ path: ['languages', index, 'code'], message: `the language ${code} is listed twice; remove one` }],
  );
}
