/** What happens on a simulated call, as the phone and the tests see it. `at`: epoch ms of the call's own clock. */
export type CallHappening =
  | { readonly type: 'ringing'; readonly from: string; readonly to: string }
  /** Whoever plays the one at the end takes the call, or does not. */
  | { readonly type: 'awaits-hand' }
  | { readonly type: 'connected' }
  | { readonly type: 'document'; readonly url: string; readonly body: string }
  | { readonly type: 'session-started'; readonly sessionId: string; readonly url: string }
  /** Audio of a talk cycle begins or ends. */
  | { readonly type: 'speaking'; readonly on: boolean; readonly source: SpeechSource }
  /**
   * A piece of speech that is going to be spoken. `from`: the position of its first character among all that is spoken
   * on the leg; `utterance`: that of the talk cycle's first piece.
   */
  | {
      readonly type: 'coming';
      readonly text: string;
      readonly from: number;
      readonly utterance: number;
      readonly source: SpeechSource;
    }
  /** A piece of speech the caller has just heard. */
  | { readonly type: 'spoken'; readonly text: string; readonly source: SpeechSource }
  | { readonly type: 'media'; readonly source: string }
  | { readonly type: 'caller-speech'; readonly text: string }
  | { readonly type: 'caller-digits'; readonly digits: string }
  /** What the caller did was not reported to the server, as on a real call. */
  | { readonly type: 'unheard'; readonly what: string; readonly why: string }
  | { readonly type: 'interrupted'; readonly heard: string; readonly durationMs: number }
  | { readonly type: 'preempted'; readonly heard: string }
  /** Speech that was queued when the server sent `end`: the caller never heard it. */
  | { readonly type: 'cut-by-end'; readonly unspoken: string }
  | { readonly type: 'digits-sent'; readonly digits: string }
  | { readonly type: 'language'; readonly tts: string; readonly transcription: string }
  /** One WebSocket frame, `sent` to or `received` from the server. */
  | { readonly type: 'frame'; readonly direction: 'sent' | 'received'; readonly frame: unknown }
  | {
      readonly type: 'session-ended';
      readonly sessionId: string;
      readonly status: SessionStatus;
      readonly handoffData: string | null;
      readonly errorCode: number | null;
    }
  /** Everything asked has been said; now a key or words are waited for. `input`: which of both. */
  | { readonly type: 'asked'; readonly input: readonly ('dtmf' | 'speech')[] }
  /** Connected with another leg, whose end is `who`. */
  | { readonly type: 'bridged'; readonly who: string; readonly sid: string }
  /** What somebody at the end of another leg does. On a leg they are connected with, they are heard. */
  | {
      readonly type: 'person';
      readonly who: string;
      readonly sid: string;
      readonly does: PersonAct;
      readonly text: string;
    }
  | {
      readonly type: 'referred';
      readonly uri: string;
      /** The headers the URI carried. */
      readonly headers: Readonly<Record<string, string>>;
      readonly referCode: number;
      readonly notifyCode: number | null;
    }
  | { readonly type: 'recording'; readonly sid: string; readonly status: string }
  | { readonly type: 'transcription'; readonly sid: string; readonly status: 'started' | 'stopped' }
  | { readonly type: 'machine-detection'; readonly answeredBy: string }
  | { readonly type: 'dialed'; readonly targets: readonly string[]; readonly outcome: string }
  | { readonly type: 'webhook'; readonly url: string; readonly status: number | null; readonly reason: string }
  | { readonly type: 'error'; readonly code: number; readonly message: string }
  | { readonly type: 'ended'; readonly by: 'caller' | 'server' | 'error'; readonly status: string }
  /** Nothing more will come: the last webhook was answered. */
  | { readonly type: 'finished' };

/**
 * `hears`: what the leg's own document says to them; `mutters`: they talk and nobody is connected; `says`, `keys`: the
 * one they are connected with hears it.
 */
export type PersonAct = 'rings' | 'picks-up' | 'hears' | 'presses' | 'mutters' | 'says' | 'keys' | 'ends';
export type SpeechSource = 'greeting' | 'bot' | 'say';
export type SessionStatus = 'ended' | 'completed' | 'failed';
export type CallEvent = CallHappening & { readonly at: number };
