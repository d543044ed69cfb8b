import { useEffect, useRef, useState } from 'react';
import { type HearingProblem, hearsLocally, listen } from '../../browser/hearing.ts';

export interface Hearing {
  readonly isOn: boolean;
  /** What is being said, before it is certain. */
  readonly interim: string;
  readonly problem: string | null;
  /** The speech stays on this device. */
  readonly isLocal: boolean;
  readonly set: (isOn: boolean) => void;
}

export interface HearingOptions {
  readonly language: string;
  /** Not now: the bot is talking into the room. */
  readonly isPaused: boolean;
  readonly onBegin: () => void;
  readonly onSaid: (text: string) => void;
}

const problems: Readonly<Record<HearingProblem, string>> = {
  'not-allowed': 'The browser does not let this page use the microphone. Allow it in the address bar, or type.',
  'no-microphone': 'No microphone was found. You can type instead.',
  network: 'The browser could not reach the service that turns speech into text. You can type instead.',
  language: 'The browser does not understand this language. You can type instead.',
  other: 'The browser stopped listening. Try again, or type.',
};

/** The browser's own ear, while it is on. */
export function useHearing(options: HearingOptions): Hearing {
  const { language, isPaused } = options;
  const [isOn, setOn] = useState(false);
  const [interim, setInterim] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isLocal, setLocal] = useState(false);
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    let current = true;
    void hearsLocally(language).then((locally) => current && setLocal(locally));
    return () => {
      current = false;
    };
  }, [language]);
  useEffect(() => {
    if (!isOn || isPaused) return;
    let began = false;
    const stop = listen(language, isLocal, {
      heard({ text, final }) {
        if (!began) latest.current.onBegin();
        began = !final;
        setInterim(final ? '' : text);
        if (final) latest.current.onSaid(text);
      },
      failed(why) {
        setProblem(problems[why]);
        setOn(false);
      },
    });
    return () => {
      stop();
      setInterim('');
    };
  }, [isOn, isPaused, language, isLocal]);
  const set = (wanted: boolean): void => {
    setProblem(null);
    setOn(wanted);
  };
  return { isOn, interim, problem, isLocal, set };
}
