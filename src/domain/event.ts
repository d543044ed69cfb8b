import type { CommandKind, CommandOutcome } from './operator-command.ts';
import type { ToolResult } from './tool-result.ts';
import type { WrapUpNotes } from './wrap-up-notes.ts';

/**
 * All that happens in a call, appended in order. The store adds the sequence number; nothing is ever changed, so a
 * session can be rebuilt from its events. Times are epoch ms and those of the moment, not of the writing.
 */
export type CallEventBody =
  | {
      readonly type: 'call-started';
      readonly from: string;
      readonly to: string;
      readonly lineId: string;
      /** The leg came in by SIP, so it can be referred. */
      readonly sip?: true;
      /** We placed the call, for this callback and attempt. */
      readonly callback?: string;
      readonly attempt?: number;
    }
  | {
      readonly type: 'session-started';
      readonly sessionId: string;
      readonly reconnect: boolean;
      readonly greeting: string;
    }
  | {
      readonly type: 'caller-said';
      readonly turn: number;
      readonly text: string;
      readonly via: 'speech' | 'dtmf';
      readonly language?: string;
    }
  | {
      readonly type: 'bot-said';
      readonly turn: number;
      readonly text: string;
      readonly heard: string;
      readonly interrupted: boolean;
      /** Who had the bot say it. */
      readonly operator?: string;
    }
  /** The bot begins a turn of its own accord; one of the caller's begins with what the caller said. */
  | { readonly type: 'turn-began'; readonly turn: number }
  /** The bot's words of this turn begin to be sent to the voice; the voice has said them, or should have. */
  | { readonly type: 'speaking-began'; readonly turn: number }
  | { readonly type: 'speaking-ended'; readonly turn: number }
  | {
      readonly type: 'tool-called';
      readonly turn: number;
      readonly toolCallId: string;
      readonly name: string;
      readonly argumentsJson: string;
    }
  | {
      readonly type: 'tool-returned';
      readonly turn: number;
      readonly toolCallId: string;
      readonly name: string;
      readonly result: ToolResult;
      readonly durationMs: number;
    }
  | {
      readonly type: 'turn-ended';
      readonly turn: number;
      readonly outcome: TurnOutcome;
      readonly timing: TurnTiming;
      readonly usage: TokenUsage;
      readonly model: string;
    }
  | {
      readonly type: 'destination-changed';
      readonly medium: 'sms' | 'email';
      readonly destination: string;
      readonly state: 'captured' | 'read_back' | 'confirmed' | 'reset';
    }
  | {
      readonly type: 'message-status';
      readonly messageId: string;
      readonly medium: 'sms' | 'email';
      readonly status: string;
      readonly errorCode?: string;
    }
  /** The caller does not want messages any more, or again. */
  | {
      readonly type: 'opt-out';
      readonly medium: 'sms' | 'email';
      readonly destination: string;
      readonly optedOut: boolean;
    }
  /** Something happened outside the talk that the model was told. */
  | { readonly type: 'noticed'; readonly noticeId: string; readonly text: string }
  | {
      readonly type: 'operator-command';
      readonly commandId: string;
      readonly kind: CommandKind;
      /** Of a sentence or a note. */
      readonly text: string;
      readonly operator: string;
      readonly status: CommandOutcome['status'];
      /** What became of it, as a sentence. */
      readonly outcome: string;
    }
  | { readonly type: 'silence'; readonly count: number }
  | { readonly type: 'language-switched'; readonly language: string }
  | { readonly type: 'relay-error'; readonly description: string }
  | { readonly type: 'handed-off'; readonly reason: string; readonly summary: string; readonly department?: string }
  /** Whether the conversation with a person may be recorded and transcribed: asked of the caller. */
  | { readonly type: 'recording-consent'; readonly agreed: boolean }
  /** An agent's phone rings, or the call is being referred there. `dial`: counts the hand-offs of the call, from 1. */
  | {
      readonly type: 'agent-dialed';
      readonly dial: number;
      readonly target: string;
      readonly method: 'bridge' | 'sip_refer';
    }
  /** The agent heard the whisper and pressed 1 (or anything else, or nothing). */
  | { readonly type: 'agent-answered'; readonly dial: number; readonly target: string; readonly accepted: boolean }
  | {
      readonly type: 'agent-dial-ended';
      readonly dial: number;
      readonly target: string;
      readonly method: 'bridge' | 'sip_refer';
      readonly outcome: DialResult;
      /** Of the conversation. */
      readonly durationSeconds: number | null;
      /** The SIP answer, where there was one. */
      readonly sipCode?: string;
    }
  /** Nobody took the call: it goes back to the bot. */
  | { readonly type: 'returned-to-bot'; readonly dial: number; readonly tried: readonly string[] }
  /** What was said between the caller and a person, as transcribed. */
  | {
      readonly type: 'person-said';
      readonly speaker: 'caller' | 'agent';
      readonly text: string;
      /** The carrier's order, per transcription. */
      readonly sequence: number;
      readonly transcription: string;
    }
  | { readonly type: 'recording-status'; readonly recordingId: string; readonly status: string; readonly by?: string }
  | { readonly type: 'wrap-up'; readonly notes: WrapUpNotes }
  | { readonly type: 'session-ended'; readonly sessionId: string; readonly reason: SessionEndReason }
  | {
      readonly type: 'relay-ended';
      readonly sessionId: string;
      readonly status: string;
      readonly durationSeconds: number;
      readonly errorCode?: string;
      readonly errorMessage?: string;
    }
  | { readonly type: 'call-ended'; readonly status: string; readonly durationSeconds: number | null };

export type CallEvent = CallEventBody & { readonly at: number };
/** As read back: `seq` is the position in the call (from 1), `id` the position in the whole log. */
export type StoredCallEvent = CallEvent & { readonly callId: string; readonly seq: number; readonly id: number };

export type TurnOutcome = 'completed' | 'interrupted' | 'failed' | 'handed-off' | 'ended' | 'superseded';
export type DialResult =
  | 'connected'
  | 'no-answer'
  | 'busy'
  | 'failed'
  /** Answered, but nobody pressed 1: a no, silence, or a machine. */
  | 'declined'
  /** The caller hung up meanwhile. */
  | 'canceled';
export type SessionEndReason =
  | 'caller-hung-up'
  | 'bot-ended'
  | 'operator-ended'
  | 'handed-off'
  | 'silence'
  | 'time-limit'
  | 'socket-lost'
  | 'protocol'
  | 'drained'
  | 'failed';

/** Epoch ms of each stage of a turn; null where it did not happen. */
export interface TurnTiming {
  readonly promptAt: number;
  readonly requestAt: number | null;
  readonly firstDeltaAt: number | null;
  readonly firstSentAt: number | null;
  readonly lastSentAt: number | null;
  readonly interruptedAt: number | null;
}

export interface TokenUsage {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
}
