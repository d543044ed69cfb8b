import type { Voice, VoiceLanguage } from '../domain/voice.ts';
import { type Element, element, renderResponse } from './document.ts';
import { type Announcement, say } from './say.ts';
import { stopTranscription as stopTranscribing } from './transcription.ts';

export interface RelayDocument {
  readonly voice: Voice;
  /** The socket, with its token. */
  readonly relayUrl: string;
  /** The `<Connect action>`. */
  readonly actionUrl: string;
  /** Our id of the call; comes back in `setup`. */
  readonly callId: string;
  /** Null: nothing is said at the start (a reconnect). */
  readonly greeting: string | null;
  /** Said before the session begins. */
  readonly announcement?: Announcement;
  /** A transcription was started for a conversation that is over. */
  readonly stopTranscription?: boolean;
}

/** Connects the caller with the bot. */
export function connectRelay(document: RelayDocument): string {
  const { announcement, stopTranscription = false } = document;
  const before = [
    ...(stopTranscription ? [stopTranscribing()] : []),
    ...(announcement === undefined ? [] : [say(announcement)]),
  ];
  return renderResponse(...before, element('Connect', { action: document.actionUrl }, relay(document)));
}

function relay({ voice, relayUrl, callId, greeting }: RelayDocument): Element {
  return element(
    'ConversationRelay',
    { url: relayUrl, welcomeGreeting: greeting ?? undefined, ...attributesOf(voice) },
    ...voice.languages.map(language),
    element('Parameter', { name: 'call', value: callId }),
  );
}

/**
 * All attributes of a voice, spelled as Twilio documents them: it drops an attribute it does not know without a word,
 * and its own SDK's typings write several in lower case.
 */
function attributesOf(voice: Voice): Element['attributes'] {
  const { languages: _children, hints, events, debug, ...plain } = voice;
  return {
    ...plain,
    // Not every account has it yet: named only where it is wanted.
    applicationReconnect: plain.applicationReconnect || undefined,
    hints: hints.length === 0 ? undefined : hints.map((hint) => hint.replaceAll(',', ' ')).join(','),
    events: events.length === 0 ? undefined : events.join(' '),
    debug: debug.length === 0 ? undefined : debug.join(' '),
  };
}

function language(entry: VoiceLanguage): Element {
  const { greeting: _spokenByUs, ...attributes } = entry;
  return element('Language', attributes);
}
