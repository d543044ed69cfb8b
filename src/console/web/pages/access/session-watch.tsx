import { useEffect } from 'react';
import { every } from '../../browser/clock.ts';
import { useFeedState } from '../../data/feed.ts';
import { askWhoAgain } from './session.ts';

const everyMs = 5000;

/** A stream that ended says nothing of why: the session may be over. */
export function SessionWatch() {
  const state = useFeedState();
  useEffect(() => {
    if (state === 'live') return;
    return every(everyMs, askWhoAgain);
  }, [state]);
  return null;
}
