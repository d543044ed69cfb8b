/** A voice that reads one piece after the other; the browser's, in life. */
export interface Voice {
  /** Calls back as it goes; `boundary`: the place in `text` where the next word begins. */
  speak(text: string, language: string | null, callbacks: VoiceCallbacks): void;
  /** Silence at once; nothing is called back any more. */
  cancel(): void;
}
export interface VoiceCallbacks {
  start(): void;
  boundary(place: number): void;
  end(): void;
  failed(): void;
}
