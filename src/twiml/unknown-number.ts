import { announcement } from './announcements.ts';
import { element, renderResponse } from './document.ts';
import { say } from './say.ts';

/** No line has the number called. */
export const unknownNumber = (): string =>
  renderResponse(say(announcement('unknownNumber', 'en-US')), element('Hangup'));
