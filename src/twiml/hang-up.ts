import { announcement } from './announcements.ts';
import { element, renderResponse } from './document.ts';
import { say } from './say.ts';

/** Ends the call. */
export const hangUp = (): string => renderResponse(element('Hangup'));

/** Nobody could be reached and there is nobody else: says so and ends the call. */
export const nobodyReached = (language: string): string =>
  renderResponse(say(announcement('nobodyReached', language)), element('Hangup'));

/** Nothing to do: the call is over already. */
export const nothing = (): string => renderResponse();
