import type { HistoryItem } from '../domain/conversation.ts';

/** History as every vendor accepts it: each call directly followed by its one result, arguments that are JSON. */
export type LegalItem =
  | { readonly kind: 'caller' | 'bot' | 'note'; readonly text: string }
  | {
      readonly kind: 'exchange';
      readonly id: string;
      readonly name: string;
      readonly argumentsJson: string;
      readonly resultJson: string;
    };

const interruptedMark = '[caller interrupted]';
const lostResult = '{"status":"failed","code":"interrupted","say":"This was cut off; its outcome is not known."}';

/**
 * Makes any history legal: a call without its result gets one that says so, a result without its call and empty
 * texts are dropped, a repeated id is told apart.
 */
export function legalHistory(history: readonly HistoryItem[]): LegalItem[] {
  const results = resultsById(history);
  const seen = new Map<string, number>();
  return history.flatMap((item): LegalItem[] => {
    if (item.role === 'tool-result') return [];
    if (item.role === 'tool-call') return [exchange(item, results, seen)];
    const text = item.role === 'bot' && item.interrupted === true ? `${item.text} ${interruptedMark}` : item.text;
    return text.trim() === '' ? [] : [{ kind: item.role, text: text.trim() }];
  });
}

function resultsById(history: readonly HistoryItem[]): Map<string, string[]> {
  const results = new Map<string, string[]>();
  for (const item of history) {
    if (item.role !== 'tool-result') continue;
    results.set(item.id, [...(results.get(item.id) ?? []), item.resultJson]);
  }
  return results;
}

function exchange(
  call: Extract<HistoryItem, { role: 'tool-call' }>,
  results: ReadonlyMap<string, readonly string[]>,
  seen: Map<string, number>,
): LegalItem {
  const times = seen.get(call.id) ?? 0;
  seen.set(call.id, times + 1);
  return {
    kind: 'exchange',
    id: times === 0 ? call.id.slice(0, 64) : `${call.id.slice(0, 60)}_${times + 1}`,
    name: call.name.replace(/[^\w-]/g, '_').slice(0, 64) || 'unknown',
    argumentsJson: isJsonObject(call.argumentsJson) ? call.argumentsJson : '{}',
    resultJson: results.get(call.id)?.[times] ?? lostResult,
  };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * Where the volatile instructions go: before the last thing the caller said. All before it is the same in the next
 * request, so the vendor's cache reaches that far; and within a turn's tool steps nothing before the end changes.
 */
export function volatilePosition(items: readonly LegalItem[]): number {
  const last = items.findLastIndex((item) => item.kind === 'caller');
  return last === -1 ? items.length : last;
}
