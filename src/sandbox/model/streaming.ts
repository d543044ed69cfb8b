import type { Answer } from './dialogue.ts';

/** What both APIs' answers are made of. */
export interface AnswerParts {
  readonly answer: Answer;
  readonly model: string;
  /** A unique suffix for ids. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly inputTokens: number;
}

/** One server-sent event, and whether the pace of speaking applies to it. */
export interface Chunk {
  readonly data: string;
  readonly paced: boolean;
}

/** Words with the space before them: joined they are the text again. */
export const splitWords = (text: string): string[] => text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];

/** Pieces of a few characters, as arguments are streamed. */
export const splitArguments = (json: string): string[] => json.match(/[\s\S]{1,12}/g) ?? [];

/** Near enough for a stand-in: four characters a token. */
export const countTokens = (text: string): number => Math.ceil(text.length / 4);
