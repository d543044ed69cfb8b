import { saidAloud } from '../domain/spoken/said-aloud.ts';
import { type AnnouncementLanguage, announcementLanguage } from './announcement-language.ts';
import type { Announcement } from './say.ts';

export interface Whisper {
  /** BCP-47, of the one who is asked. */
  readonly language: string;
  readonly businessName: string;
  /** As far as known. `number`: E.164; only its last four digits are said. */
  readonly caller: { readonly name: string | null; readonly number: string | null };
  /** As a model or a stranger wrote it: data. */
  readonly reason: string;
  readonly summary: string;
}

export interface WhisperWords {
  /** Who calls and why, and what to press. */
  readonly question: Announcement;
  /** Said once more when nothing was pressed. */
  readonly again: Announcement;
}

interface Frame {
  readonly callFor: string;
  readonly caller: string;
  readonly numberEnding: string;
  readonly reason: string;
  readonly press: string;
  readonly again: string;
}

const FRAMES: Readonly<Record<AnnouncementLanguage, Frame>> = {
  en: {
    callFor: 'Call for',
    caller: 'A caller',
    numberEnding: 'number ending in',
    reason: 'Reason:',
    press: 'Press 1 to take the call.',
    again: 'To take the call, press 1. Otherwise just hang up.',
  },
  es: {
    callFor: 'Llamada para',
    caller: 'Un cliente',
    numberEnding: 'número terminado en',
    reason: 'Motivo:',
    press: 'Pulse 1 para atender la llamada.',
    again: 'Para atender la llamada, pulse 1. Si no, cuelgue.',
  },
  de: {
    callFor: 'Anruf für',
    caller: 'Ein Anrufer',
    numberEnding: 'Nummer mit der Endung',
    reason: 'Anliegen:',
    press: 'Drücken Sie die 1, um das Gespräch anzunehmen.',
    again: 'Drücken Sie die 1, um das Gespräch anzunehmen. Sonst legen Sie einfach auf.',
  },
  fr: {
    callFor: 'Appel pour',
    caller: 'Un client',
    numberEnding: 'numéro se terminant par',
    reason: 'Motif :',
    press: "Appuyez sur 1 pour prendre l'appel.",
    again: "Pour prendre l'appel, appuyez sur 1. Sinon, raccrochez.",
  },
};

/** How fast a voice reads, and how long each part may take (seconds): the caller waits meanwhile. */
const charactersPerSecond = 15;
const summarySeconds = 20;
const reasonSeconds = 8;
const nameSeconds = 4;

/** What somebody hears before they are connected: who calls, why, and a summary of at most 20 s. */
export function whisperWords({ language, businessName, caller, reason, summary }: Whisper): WhisperWords {
  const { words, tag } = announcementLanguage(language);
  const frame = FRAMES[words];
  const said = (text: string, seconds: number): string => saidAloud(text, tag, seconds * charactersPerSecond);
  const why = said(reason, reasonSeconds);
  const parts = [
    `${frame.callFor} ${said(businessName, nameSeconds)}`,
    whoCalls(said(caller.name ?? '', nameSeconds) || frame.caller, caller.number, frame),
    why === '' ? '' : `${frame.reason} ${why}`,
    said(summary, summarySeconds),
    frame.press,
  ];
  const text = parts.filter((part) => part !== '').map(asSentence);
  return { question: { language: tag, text: text.join(' ') }, again: { language: tag, text: frame.again } };
}

function whoCalls(name: string, number: string | null, { numberEnding }: Frame): string {
  const digits = (number ?? '').replace(/\D/g, '').slice(-4);
  return digits === '' ? name : `${name}, ${numberEnding} ${[...digits].join(' ')}`;
}

const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
