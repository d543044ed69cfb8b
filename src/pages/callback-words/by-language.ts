import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { french } from './fr.ts';
import type { CallbackPageWords } from './words.ts';

const words = { en: english, es: spanish, fr: french, de: german } as const;
export type CallbackPageLanguage = keyof typeof words;

export const callbackPageLanguages = Object.keys(words) as readonly CallbackPageLanguage[];

export const callbackPageWords = (language: CallbackPageLanguage): CallbackPageWords => words[language];
