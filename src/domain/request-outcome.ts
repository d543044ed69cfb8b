import type { OutboxMessage } from './message.ts';

/** What a request to a system of the business came to, as far as the caller is concerned. */
export type RequestOutcome =
  | 'done'
  /** Looked up, but nothing of the answer can be read. */
  | 'unreadable'
  | 'not_found'
  /** The system said no, or sent us elsewhere. */
  | 'refused'
  /** An error of the system's own. */
  | 'broken'
  /** No answer to a look-up. */
  | 'no_answer'
  /** No answer to what changes something. */
  | 'perhaps_done'
  | 'not_reached'
  /** Nobody waited for it any more, so it was left. */
  | 'not_made'
  | 'not_configured'
  | 'under_way';

/** The code of a request that was left because nobody waited for it any more. */
export const NOT_MADE = 'not_made';
/** The code of a request that may have arrived. */
export const OUTCOME_UNKNOWN = 'outcome_unknown';

const misconfigured = ['not_configured', 'host_not_allowed', 'bad_header'];

export function requestOutcome({ content, status, result, errorCode }: OutboxMessage): RequestOutcome {
  const looksUp = content.medium === 'http' && content.method === 'GET';
  if (result !== null) return answered(result.status, looksUp && result.unreadable === true);
  if (status !== 'failed') return 'under_way';
  if (errorCode === OUTCOME_UNKNOWN) return looksUp ? 'no_answer' : 'perhaps_done';
  if (errorCode === NOT_MADE) return 'not_made';
  return misconfigured.includes(errorCode ?? '') ? 'not_configured' : 'not_reached';
}

/** A redirect that is left as the answer was not followed: what was asked has not been done. */
function answered(status: number, unreadable: boolean): RequestOutcome {
  if (status < 300) return unreadable ? 'unreadable' : 'done';
  if (status === 404 || status === 410) return 'not_found';
  return status < 500 ? 'refused' : 'broken';
}
