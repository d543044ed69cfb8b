import type { Response } from 'express';

/** Why somebody may not come in. */
export interface Refusal {
  readonly status: 401 | 403 | 409 | 429 | 503;
  /** In a sentence. */
  readonly error: string;
  readonly retryAfterSeconds?: number;
}

export const onlyHere: Refusal = {
  status: 403,
  error: 'Only from this machine. Set CONSOLE_PASSWORD for others.',
};
export const signInFirst: Refusal = { status: 401, error: 'Sign in first.' };
export const nobodySignsIn: Refusal = { status: 409, error: 'Nobody has to sign in here.' };
export const tooManyAtOnce: Refusal = {
  status: 503,
  error: 'Too many people are signing in at once. Try again in a moment.',
  retryAfterSeconds: 2,
};

/** `waitSeconds`: until the next attempt is looked at; 0: at once. */
export const wrongPassword = (waitSeconds: number): Refusal => ({
  status: 401,
  error: 'The name or the password is wrong.',
  ...(waitSeconds > 0 && { retryAfterSeconds: waitSeconds }),
});

export const waitFirst = (retryAfterSeconds: number): Refusal => ({
  status: 429,
  error: `Too many wrong passwords. Try again in ${inWords(retryAfterSeconds)}.`,
  retryAfterSeconds,
});

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

/**
 * Never a challenge that a browser answers with a window of its own: it would send that password along with whatever
 * any page makes it ask for, until it is closed. Scripts know to send theirs.
 */
export function refuse(response: Response, { status, error, retryAfterSeconds }: Refusal): void {
  if (status === 401) response.set('WWW-Authenticate', 'Session realm="Attendant"');
  if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
  response.status(status).json({ error, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
}
