import { announcement } from './announcements.ts';
import { dial } from './dial.ts';
import { element, renderResponse } from './document.ts';
import { say } from './say.ts';

/** Somebody who stands in for the bot. */
export interface Fallback {
  /** E.164. */
  readonly number: string;
  /** E.164 of the line: what the one called sees. */
  readonly callerId: string;
  /** The `<Dial action>`. */
  readonly actionUrl: string;
}

/** The bot cannot answer: an apology, and a person where the line has one. */
export function apology(language: string, fallback: Fallback | null): string {
  if (fallback === null) return renderResponse(say(announcement('apology', language)), element('Hangup'));
  return renderResponse(
    say(announcement('connecting', language)),
    dial({ ...fallback, target: { number: fallback.number }, ringSeconds: 30 }),
  );
}

/** For Twilio's fallback URL, hosted as a TwiML Bin: it has to say something when nothing of ours can. */
export const unavailable = (): string => apology('en-US', null);
