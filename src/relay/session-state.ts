import type { HistoryItem, SpeechPiece } from '../domain/conversation.ts';
import type { CallEventBody, SessionEndReason } from '../domain/event.ts';
import type { HandOff } from '../domain/hand-off.ts';
import type { Medium } from '../domain/message.ts';
import type { Notice } from '../domain/notice.ts';
import type { CommandOutcome, OperatorCommand } from '../domain/operator-command.ts';
import type { ToolEnding } from '../tools/tool.ts';
import type { InboundFrame, OutboundFrame } from './messages.ts';

/** What holds for a whole session: taken from the line once, at the start. */
export interface SessionRules {
  readonly silenceMs: number;
  readonly holdMs: number;
  readonly maximumMs: number;
  readonly warningMs: number;
  readonly speechInterrupts: boolean;
  /** The carrier reports when the voice starts and stops. */
  readonly speakerEvents: boolean;
  readonly sensitiveDtmf: boolean;
  /** Two letters: where a number is that is said without its country. */
  readonly country: string;
  /** BCP-47 tags of the line. */
  readonly languages: readonly string[];
  /** Whether we know the number the caller is calling from, and an address of theirs. */
  readonly known: Readonly<Record<Medium, boolean>>;
  /** What can be offered when the bot itself cannot go on. */
  readonly offers: { readonly transfer: boolean; readonly callback: boolean };
}

export type CycleItem =
  | { readonly kind: 'speech'; readonly pieces: readonly SpeechPiece[] }
  | {
      readonly kind: 'tool';
      readonly id: string;
      readonly name: string;
      readonly argumentsJson: string;
      readonly resultJson: string | null;
    };

/** One talk cycle: a caller's turn and what the bot said and did in answer, until the next one begins. */
export interface Cycle {
  readonly turn: number;
  /** What the caller said; null when the bot speaks of its own accord (greeting, silence, warning). */
  readonly caller: string | null;
  /** What the server made of the caller's words: a value spelled, a wish about messages. */
  readonly notes: readonly string[];
  readonly items: readonly CycleItem[];
  /** Text was sent without `last`. */
  readonly open: boolean;
  /** When the last text was sent, and how long all of it takes to speak (ms, estimated). */
  readonly sentAt: number | null;
  readonly speakingMs: number;
  /** What the carrier reported as played. */
  readonly played: string;
  /** Who had the bot say it. */
  readonly operator?: string;
}

/** What goes through the whole session. */
export interface Talk {
  readonly startedAt: number;
  readonly sessionId: string;
  readonly turn: number;
  readonly history: readonly HistoryItem[];
  readonly language: string;
  /** How often in a row the caller was asked whether they are still there. */
  readonly silences: number;
  /** The caller asked us to wait: the next silence may last this long. */
  readonly holdMs: number | null;
  /** Keys pressed and not yet taken as a turn. */
  readonly digits: string;
  /** Turns in a row the model failed. */
  readonly failures: number;
  /** Said as soon as the running answer ends. */
  readonly afterAnswer: readonly string[];
  /** What happened outside the talk and is not in the history yet: the next turn has it. */
  readonly untold: readonly Notice[];
  /** Sentences an operator has the bot say, once nobody speaks. */
  readonly orders: readonly OperatorCommand[];
  /** The caller may be in the middle of saying something. */
  readonly callerSpeaking: boolean;
}

export type Ending =
  | { readonly reason: Extract<SessionEndReason, 'bot-ended' | 'operator-ended' | 'silence' | 'time-limit'> }
  | { readonly reason: 'handed-off'; readonly handOff: HandOff };

export type SessionState =
  | {
      readonly phase: 'awaiting-setup';
      readonly untold: readonly Notice[];
      readonly orders: readonly OperatorCommand[];
    }
  | { readonly phase: 'listening'; readonly talk: Talk; readonly cycle: Cycle | null; readonly playing: boolean }
  | { readonly phase: 'answering'; readonly talk: Talk; readonly cycle: Cycle; readonly queued: readonly string[] }
  | {
      readonly phase: 'interrupted';
      readonly talk: Talk;
      readonly cycle: Cycle;
      readonly heard: string;
      readonly complete: boolean;
    }
  | { readonly phase: 'ending'; readonly talk: Talk; readonly cycle: Cycle; readonly ending: Ending }
  | { readonly phase: 'ended' };

export type TimerName = 'setup' | 'silence' | 'playout' | 'digits' | 'resume' | 'quiet' | 'warning' | 'limit';

export type SessionEvent =
  | { readonly type: 'start'; readonly start: SessionStart; readonly at: number }
  | { readonly type: 'frame'; readonly frame: Exclude<InboundFrame, { type: 'setup' }>; readonly at: number }
  | { readonly type: 'speech'; readonly turn: number; readonly piece: SpeechPiece; readonly at: number }
  | {
      readonly type: 'tool-called';
      readonly turn: number;
      readonly id: string;
      readonly name: string;
      readonly argumentsJson: string;
      readonly at: number;
    }
  | {
      readonly type: 'tool-returned';
      readonly turn: number;
      readonly id: string;
      readonly name: string;
      readonly resultJson: string;
      readonly language?: string;
      readonly at: number;
    }
  | {
      readonly type: 'turn-ended';
      readonly turn: number;
      readonly outcome: 'completed' | 'failed';
      readonly ending?: ToolEnding;
      readonly at: number;
    }
  /** What the server makes of the turn's words, beyond the words themselves. */
  | { readonly type: 'noted'; readonly turn: number; readonly text: string; readonly at: number }
  | { readonly type: 'timer'; readonly timer: TimerName; readonly at: number }
  | { readonly type: 'notice'; readonly notice: Notice; readonly at: number }
  /** `refusal`: why it cannot be done here now, as a sentence. */
  | {
      readonly type: 'command';
      readonly command: OperatorCommand;
      readonly refusal: string | null;
      readonly at: number;
    }
  | { readonly type: 'closed'; readonly reason: SessionEndReason; readonly at: number };

/** How a session begins: fresh with the greeting the carrier is playing, or again after a lost one. */
export interface SessionStart {
  readonly sessionId: string;
  readonly language: string;
  /** Spoken by the carrier itself; empty when this session has none. */
  readonly greeting: string;
  readonly history: readonly HistoryItem[];
  readonly turn: number;
  readonly resumed: boolean;
  /** Nobody took the call the last session handed off: the caller has heard so, and a notice says what to offer. */
  readonly returned?: boolean;
  /** Call time already used up by earlier sessions of the call (ms). */
  readonly elapsedMs: number;
}

export type Effect =
  | { readonly type: 'send'; readonly frame: OutboundFrame }
  | {
      readonly type: 'start-turn';
      readonly turn: number;
      readonly caller: string | null;
      readonly history: readonly HistoryItem[];
      readonly language: string;
    }
  | { readonly type: 'abort-turn'; readonly turn: number }
  | { readonly type: 'set-timer'; readonly timer: TimerName; readonly ms: number }
  | { readonly type: 'cancel-timer'; readonly timer: TimerName }
  /** What the caller said that begins no turn any more. */
  | { readonly type: 'overheard'; readonly text: string; readonly turn: number }
  /** The bot's words the caller really heard, before the caller's next turn is judged. */
  | { readonly type: 'heard'; readonly text: string; readonly turn: number }
  | { readonly type: 'record'; readonly event: CallEventBody }
  | { readonly type: 'command-done'; readonly command: OperatorCommand; readonly outcome: CommandOutcome }
  | { readonly type: 'close'; readonly code: number; readonly reason: string };

export interface Step {
  readonly state: SessionState;
  readonly effects: readonly Effect[];
}
