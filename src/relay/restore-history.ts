import type { HistoryItem } from '../domain/conversation.ts';
import type { StoredCallEvent } from '../domain/event.ts';
import { transferNote } from '../domain/transfer-notice.ts';

const unknownOutcome = JSON.stringify({
  status: 'failed',
  code: 'interrupted',
  say: 'The connection was lost before the outcome was known. Do not repeat it without asking.',
});

/** The conversation so far from the call's events: what was said, heard and done in its earlier sessions. */
export function restoreHistory(events: readonly StoredCallEvent[]): {
  history: readonly HistoryItem[];
  turn: number;
  language: string | null;
} {
  const history: HistoryItem[] = [];
  const returned = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'tool-returned') returned.set(event.toolCallId, JSON.stringify(event.result));
  }
  let sinceHandOff: StoredCallEvent[] = [];
  let turn = 0;
  let language: string | null = null;
  let lastSaid: { turn: number; text: string; index: number } | null = null;
  for (const event of events) {
    // A turn the bot began by itself counts too: turn numbers are never used twice.
    if ('turn' in event) turn = Math.max(turn, event.turn);
    if (event.type === 'session-started' && event.greeting !== '' && !history.some((item) => item.role !== 'note'))
      history.push({ role: 'bot', text: event.greeting });
    if (event.type === 'caller-said') history.push({ role: 'caller', text: event.text });
    if (event.type === 'noticed') history.push({ role: 'note', text: event.text });
    if (event.type === 'handed-off') sinceHandOff = [];
    sinceHandOff.push(event);
    if (event.type === 'returned-to-bot') history.push({ role: 'note', text: transferNote(sinceHandOff) });
    if (event.type === 'tool-called') {
      history.push({ role: 'tool-call', id: event.toolCallId, name: event.name, argumentsJson: event.argumentsJson });
      history.push({
        role: 'tool-result',
        id: event.toolCallId,
        resultJson: returned.get(event.toolCallId) ?? unknownOutcome,
      });
    }
    if (event.type === 'language-switched') language = event.language;
    if (event.type === 'bot-said') {
      // A cut-off answer was recorded whole first: what was heard replaces it.
      if (lastSaid !== null && lastSaid.turn === event.turn && lastSaid.text === event.text)
        history.splice(lastSaid.index, 1);
      lastSaid = { turn: event.turn, text: event.text, index: history.length };
      if (event.heard.trim() !== '' && event.turn > 0) {
        history.push({ role: 'bot', text: event.heard, ...(event.interrupted && { interrupted: true }) });
      } else lastSaid = null;
    }
  }
  return { history, turn, language };
}
