import { useEffect, useState } from 'react';
import { every, now } from '../../browser/clock.ts';

/** Seconds left of a wait, counted down to 0, and how to begin one. */
export function useCountdown(): [number, (seconds: number) => void] {
  const [until, setUntil] = useState(0);
  const [at, setAt] = useState(now);
  const left = Math.max(0, Math.ceil((until - at) / 1000));
  const isWaiting = left > 0;
  useEffect(() => {
    if (!isWaiting) return;
    return every(250, () => setAt(now()));
  }, [isWaiting]);
  const begin = (seconds: number): void => {
    setAt(now());
    setUntil(now() + seconds * 1000);
  };
  return [left, begin];
}

/** "12 seconds", "3 minutes". */
export function waitText(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
