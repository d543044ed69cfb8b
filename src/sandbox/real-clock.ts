/** The part of time the stand-ins need; the same shape as the product's own port, so that either fits. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once, after `ms`; the answer stops it. */
  after(ms: number, callback: () => void): () => void;
}

/** The computer's clock. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** A clock that runs `speed` times as fast as `clock`: a call played at speed 50 takes a fiftieth of the time. */
export function scaledClock(clock: Clock, speed: number): Clock {
  const start = clock.now();
  return {
    now: () => start + (clock.now() - start) * speed,
    after: (ms, callback) => clock.after(ms / speed, callback),
  };
}

/** Resolves after `ms`, or at once when `signal` aborts; says which. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<'elapsed' | 'aborted'> {
  if (signal.aborted) return Promise.resolve('aborted');
  return new Promise((resolve) => {
    const abort = () => {
      cancel();
      resolve('aborted');
    };
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', abort);
      resolve('elapsed');
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}
