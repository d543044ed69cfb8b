import type { TurnView } from '../../../../contract/call.ts';

/** A stretch of an answer, in ms from the caller's last word. */
export interface Stage {
  readonly kind: 'prompt' | 'model' | 'speech' | 'sending' | 'tool';
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** The stretches that happened, each beginning where the one before ends; tools lie beside them. */
export function stagesOf(turn: TurnView): { readonly stages: readonly Stage[]; readonly tools: readonly Stage[] } {
  const ends = [
    ['prompt', 'Before the model is asked', turn.requestAt],
    ['model', 'Until its first token', turn.firstDeltaAt],
    ['speech', 'Until the first words are sent', turn.firstSentAt],
    ['sending', 'Until all is sent', turn.lastSentAt],
  ] as const;
  const stages: Stage[] = [];
  let from = 0;
  for (const [kind, title, at] of ends) {
    if (at === null) continue;
    const to = Math.max(from, at - turn.promptAt);
    stages.push({ kind, title, from, to });
    from = to;
  }
  const tools = turn.tools.flatMap(({ name, at, durationMs }): Stage[] => {
    if (at === null || durationMs === null) return [];
    const start = Math.max(0, at - turn.promptAt);
    return [{ kind: 'tool', title: name, from: start, to: start + durationMs }];
  });
  return { stages, tools };
}
