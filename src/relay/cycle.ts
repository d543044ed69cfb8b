import type { HistoryItem, SpeechPiece } from '../domain/conversation.ts';
import { cutToHeard } from '../domain/heard.ts';
import type { Cycle, CycleItem } from './session-state.ts';

/** How long a text takes to speak (ms, estimated): the carrier's voices say about 15 characters a second. */
export const speakingMsOf = (spoken: string): number => (spoken.length * 1000) / 15;

export function openCycle(turn: number, caller: string | null): Cycle {
  return { turn, caller, notes: [], items: [], open: false, sentAt: null, speakingMs: 0, played: '' };
}

/** The cycle with one more piece of speech, sent at `at` (epoch ms). */
export function withSpeech(cycle: Cycle, piece: SpeechPiece, at: number): Cycle {
  const last = cycle.items.at(-1);
  const items: readonly CycleItem[] =
    last?.kind === 'speech'
      ? [...cycle.items.slice(0, -1), { kind: 'speech', pieces: [...last.pieces, piece] }]
      : [...cycle.items, { kind: 'speech', pieces: [piece] }];
  const speakingMs = cycle.speakingMs + speakingMsOf(piece.spoken);
  return { ...cycle, items, speakingMs, sentAt: piece.spoken === '' ? cycle.sentAt : at };
}

export function withToolCall(cycle: Cycle, call: { id: string; name: string; argumentsJson: string }): Cycle {
  return { ...cycle, items: [...cycle.items, { kind: 'tool', ...call, resultJson: null }] };
}

export function withToolResult(cycle: Cycle, id: string, resultJson: string): Cycle {
  const items = cycle.items.map((item) => (item.kind === 'tool' && item.id === id ? { ...item, resultJson } : item));
  return { ...cycle, items };
}

export const hasSpoken = (cycle: Cycle): boolean => cycle.items.some((item) => item.kind === 'speech');
export const hasTool = (cycle: Cycle): boolean => cycle.items.some((item) => item.kind === 'tool');

export function piecesOf(cycle: Cycle): readonly SpeechPiece[] {
  return cycle.items.flatMap((item) => (item.kind === 'speech' ? item.pieces : []));
}

/** What a transcript shows of it. */
export function displayOf(cycle: Cycle): string {
  return piecesOf(cycle)
    .map((piece) => piece.display)
    .join('');
}

const unfinished = JSON.stringify({
  status: 'failed',
  code: 'interrupted',
  say: 'The caller cut in before this was finished. Its outcome follows; do not call it again.',
});

/**
 * The cycle as the model is to remember it. `heard` (spoken form) null: all of it was heard. Tool calls and their
 * results stay whatever was heard; every call has a result.
 */
export function settle(cycle: Cycle, heard: string | null): readonly HistoryItem[] {
  let left = heard === null ? Number.POSITIVE_INFINITY : cutToHeard(piecesOf(cycle), heard).display.length;
  const notes = cycle.notes.map((text): HistoryItem => ({ role: 'note', text }));
  const history: HistoryItem[] = cycle.caller === null ? [] : [{ role: 'caller', text: cycle.caller }, ...notes];
  for (const item of cycle.items) {
    if (item.kind === 'tool') {
      history.push({ role: 'tool-call', id: item.id, name: item.name, argumentsJson: item.argumentsJson });
      history.push({ role: 'tool-result', id: item.id, resultJson: item.resultJson ?? unfinished });
      continue;
    }
    const text = item.pieces.map((piece) => piece.display).join('');
    const kept = text.slice(0, Math.min(left, text.length));
    left -= kept.length;
    if (kept.trim() !== '')
      history.push({ role: 'bot', text: kept, ...(kept.length < text.length && { interrupted: true }) });
  }
  return history;
}
