import { after } from './clock.ts';

/** What is heard of somebody who speaks; `final`: it will not change any more. */
export interface Heard {
  readonly text: string;
  readonly final: boolean;
}
export type HearingProblem = 'not-allowed' | 'no-microphone' | 'network' | 'language' | 'other';

export interface HearingListener {
  heard(heard: Heard): void;
  /** It stopped and does not begin again by itself. */
  failed(problem: HearingProblem): void;
}

interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally?: boolean;
  start(): void;
  abort(): void;
}
interface ResultEvent extends Event {
  readonly resultIndex: number;
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { readonly isFinal: boolean }>;
}
interface RecognitionClass {
  new (): Recognition;
  available?(options: { readonly langs: readonly string[]; readonly processLocally: boolean }): Promise<string>;
}

function recognitionClass(): RecognitionClass | null {
  const names = window as unknown as Record<string, RecognitionClass | undefined>;
  return names.SpeechRecognition ?? names.webkitSpeechRecognition ?? null;
}

/** This browser turns speech into text. */
export const canHear = (): boolean => recognitionClass() !== null;

/** Whether it does so on this device; otherwise what is said goes to the browser's vendor. */
export async function hearsLocally(language: string): Promise<boolean> {
  const available = recognitionClass()?.available;
  if (available === undefined) return false;
  const answer = await available({ langs: [language], processLocally: true }).catch(() => 'unavailable');
  return answer === 'available';
}

const problems: Readonly<Record<string, HearingProblem>> = {
  'not-allowed': 'not-allowed',
  'service-not-allowed': 'not-allowed',
  'audio-capture': 'no-microphone',
  network: 'network',
  'language-not-supported': 'language',
};
/** Said by the browser when nobody spoke; it begins again. */
const harmless = new Set(['no-speech', 'aborted']);
const RESTART_MS = 250;

/** Listens until it is stopped: browsers end by themselves after a while, and begin again. The answer stops it. */
export function listen(language: string, locally: boolean, listener: HearingListener): () => void {
  const Recognizer = recognitionClass();
  if (Recognizer === null) return () => {};
  const recognition = new Recognizer();
  recognition.lang = language;
  recognition.continuous = true;
  recognition.interimResults = true;
  if (locally) recognition.processLocally = true;
  let stopped = false;
  let cancelRestart = (): void => {};
  recognition.addEventListener('result', (event) => {
    if (!stopped) for (const heard of heardOf(event as ResultEvent)) listener.heard(heard);
  });
  recognition.addEventListener('error', (event) => {
    const { error } = event as Event & { readonly error: string };
    if (stopped || harmless.has(error)) return;
    stopped = true;
    listener.failed(problems[error] ?? 'other');
  });
  recognition.addEventListener('end', () => {
    if (!stopped) cancelRestart = after(RESTART_MS, () => recognition.start());
  });
  recognition.start();
  return () => {
    stopped = true;
    cancelRestart();
    recognition.abort();
  };
}

function heardOf({ results, resultIndex }: ResultEvent): Heard[] {
  const heard: Heard[] = [];
  for (let index = resultIndex; index < results.length; index++) {
    const text = results[index]?.[0]?.transcript.trim() ?? '';
    if (text !== '') heard.push({ text, final: results[index]?.isFinal === true });
  }
  return heard;
}
