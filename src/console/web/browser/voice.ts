import type { Voice, VoiceCallbacks } from './voice-port.ts';

/** Voices this browser reads with; some browsers load them late. */
export const hasVoices = (): boolean => 'speechSynthesis' in window && speechSynthesis.getVoices().length > 0;

/** Calls back when the voices may have changed; the answer stops it. */
export function watchVoices(changed: () => void): () => void {
  if (!('speechSynthesis' in window)) return () => {};
  speechSynthesis.addEventListener('voiceschanged', changed);
  return () => speechSynthesis.removeEventListener('voiceschanged', changed);
}

/** The browser's speech synthesis. `pitch` tells two people on two phones apart; 1 is the voice's own. */
export function browserVoice(pitch = 1): Voice {
  let current: SpeechSynthesisUtterance | null = null;
  return {
    speak(text, language, callbacks) {
      const utterance = utteranceOf(text, language, pitch);
      current = utterance;
      listen(utterance, callbacks, () => current === utterance);
      speechSynthesis.speak(utterance);
    },
    cancel() {
      if (current === null) return;
      current = null;
      speechSynthesis.cancel();
    },
  };
}

function utteranceOf(text: string, language: string | null, pitch: number): SpeechSynthesisUtterance {
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.pitch = pitch;
  if (language === null) return utterance;
  utterance.lang = language;
  const [wanted = ''] = language.toLowerCase().split('-');
  const fitting = speechSynthesis.getVoices().filter(({ lang }) => lang.toLowerCase().startsWith(wanted));
  const exact = fitting.filter(({ lang }) => lang.toLowerCase().replace('_', '-') === language.toLowerCase());
  const from = exact.length > 0 ? exact : fitting;
  // Voices of the device say where they are; those of a server often do not.
  utterance.voice = from.find(({ localService }) => localService) ?? from[0] ?? null;
  return utterance;
}

function listen(utterance: SpeechSynthesisUtterance, callbacks: VoiceCallbacks, isCurrent: () => boolean): void {
  const mine = (callback: () => void) => () => {
    if (isCurrent()) callback();
  };
  utterance.addEventListener('start', mine(callbacks.start));
  utterance.addEventListener('boundary', ({ charIndex, name }) => {
    if (isCurrent() && name === 'word') callbacks.boundary(charIndex);
  });
  utterance.addEventListener('end', mine(callbacks.end));
  utterance.addEventListener('error', ({ error }) => {
    if (isCurrent() && error !== 'canceled' && error !== 'interrupted') callbacks.failed();
  });
}
