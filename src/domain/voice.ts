import { z } from 'zod';
import { LanguageTag, SpokenLanguage } from './values.ts';

const Input = z.enum(['none', 'dtmf', 'speech', 'any']);
const TtsProvider = z.enum(['ElevenLabs', 'Google', 'Amazon']);
const TranscriptionProvider = z.enum(['Deepgram', 'Google']);

/** One more language of a line: becomes a `<Language>` element. What is left out comes from the line's voice. */
export const VoiceLanguage = z.strictObject({
  code: SpokenLanguage.describe('BCP-47, or "multi" for automatic detection (Deepgram with ElevenLabs only).'),
  ttsProvider: TtsProvider.optional(),
  voice: z.string().min(1).optional(),
  transcriptionProvider: TranscriptionProvider.optional(),
  speechModel: z.string().min(1).optional(),
  greeting: z.string().max(1000).optional().describe('Not sent to the carrier: said after a switch to this language.'),
});
export type VoiceLanguage = z.infer<typeof VoiceLanguage>;

/**
 * The voice of a line: the attributes of Twilio's `<ConversationRelay>`, spelled as Twilio documents them
 * (https://www.twilio.com/docs/voice/twiml/connect/conversationrelay), so that its documentation can be followed.
 */
export const Voice = z.strictObject({
  language: SpokenLanguage.default('en-US'),
  ttsLanguage: LanguageTag.optional(),
  transcriptionLanguage: SpokenLanguage.optional(),
  ttsProvider: TtsProvider.default('ElevenLabs'),
  voice: z.string().min(1).optional(),
  transcriptionProvider: TranscriptionProvider.default('Deepgram'),
  speechModel: z.string().min(1).optional(),
  languages: z.array(VoiceLanguage).default([]),
  welcomeGreetingInterruptible: Input.default('any'),
  interruptible: Input.default('any'),
  interruptSensitivity: z.enum(['low', 'medium', 'high']).default('high'),
  reportInputDuringAgentSpeech: Input.default('none'),
  dtmfDetection: z.boolean().default(true),
  preemptible: z.boolean().default(false),
  hints: z.array(z.string().min(1)).default([]),
  partialPrompts: z.boolean().default(false),
  speechTimeout: z
    .union([z.literal('auto'), z.int().min(600).max(5000)])
    .optional()
    .describe('Milliseconds, or auto.'),
  eotThreshold: z.number().min(0.5).max(0.9).optional().describe('Deepgram flux only.'),
  ignoreBackchannel: z.boolean().default(false),
  deepgramSmartFormat: z.boolean().optional(),
  profanityFilter: z.boolean().optional(),
  backgroundNoiseReduction: z.union([z.boolean(), z.string().min(1)]).optional(),
  elevenlabsTextNormalization: z.enum(['on', 'auto', 'off']).optional(),
  intelligenceService: z.string().min(1).optional(),
  conversationConfiguration: z.string().min(1).optional(),
  events: z
    .array(z.enum(['speaker-events', 'tokens-played', 'config-updated']))
    .default(['speaker-events', 'tokens-played']),
  debug: z.array(z.enum(['debugging', 'speaker-events', 'tokens-played'])).default([]),
  applicationReconnect: z.boolean().default(false),
  echoPromptFiltering: z.boolean().optional(),
  turnDetection: z.string().min(1).optional(),
});
export type Voice = z.infer<typeof Voice>;
