import { element, renderResponse } from './document.ts';
import { type Announcement, say } from './say.ts';

/** Says it and ends the call. */
export const sayAndHangUp = (words: Announcement): string => renderResponse(say(words), element('Hangup'));

/** Says it; then the leg is connected with whoever dialled it. */
export const sayAndConnect = (words: Announcement): string => renderResponse(say(words));
