import type { SpeechPiece } from '../domain/conversation.ts';
import type { Cancel, Clock } from '../ports.ts';
import { createSpeech } from './speech.ts';

/** How long a piece may be held back because something (a number, an address) may not have ended yet. */
const holdMs = 250;

/** Turns model text into speech as it comes; what is held back goes out after 250 ms at the latest. */
export interface Speaker {
  push(delta: string): void;
  flush(): void;
  switchTo(language: string): void;
  stop(): void;
}

export function createSpeaker(language: string, clock: Clock, say: (piece: SpeechPiece) => void): Speaker {
  let speech = createSpeech({ language });
  let cancel: Cancel | null = null;
  const stop = (): void => {
    cancel?.();
    cancel = null;
  };
  const release = (): void => {
    cancel = null;
    for (const piece of speech.release()) say(piece);
  };
  return {
    push(delta) {
      for (const piece of speech.push(delta)) say(piece);
      if (!speech.holding) stop();
      else cancel ??= clock.after(holdMs, release);
    },
    flush() {
      stop();
      for (const piece of speech.flush()) say(piece);
    },
    switchTo(next) {
      speech = createSpeech({ language: next });
    },
    stop,
  };
}
