import type { FeedCall } from '../../../../contract/feed.ts';

type CallEvent = FeedCall['event'];
type Returned = Extract<CallEvent, { type: 'tool-returned' }>;
type Ended = Extract<CallEvent, { type: 'turn-ended' }>;

export interface ToolUse {
  readonly id: string;
  readonly name: string;
  readonly argumentsJson: string;
  /** Null: it still runs. */
  readonly result: Returned['result'] | null;
  readonly durationMs: number | null;
}

/** One turn of the bot: what it did and how long it took. */
export interface TurnView {
  readonly turn: number;
  readonly tools: readonly ToolUse[];
  /** Null: it goes on. */
  readonly ended: Pick<Ended, 'outcome' | 'timing' | 'usage' | 'model'> | null;
  /** Where the call was handed to. */
  readonly handedOff: string | null;
}

export interface NumberedEvent {
  readonly seq: number;
  readonly event: CallEvent;
}

/** The turns of a call, oldest first; of an event told twice the first counts. */
export function turnsOf(events: readonly NumberedEvent[]): readonly TurnView[] {
  const turns = new Map<number, TurnView>();
  const once = [...new Map(events.map((one) => [one.seq, one])).values()].sort((a, b) => a.seq - b.seq);
  let last = 0;
  for (const { event } of once) {
    if ('turn' in event) last = event.turn;
    const turn = turns.get(last) ?? { turn: last, tools: [], ended: null, handedOff: null };
    const next = applyEvent(turn, event);
    if (next !== turn) turns.set(last, next);
  }
  return [...turns.values()];
}

function applyEvent(view: TurnView, event: CallEvent): TurnView {
  switch (event.type) {
    case 'tool-called': {
      const { toolCallId: id, name, argumentsJson } = event;
      return { ...view, tools: [...view.tools, { id, name, argumentsJson, result: null, durationMs: null }] };
    }
    case 'tool-returned':
      return {
        ...view,
        tools: view.tools.map((tool) => (tool.id === event.toolCallId ? returned(tool, event) : tool)),
      };
    case 'turn-ended':
      return { ...view, ended: event };
    case 'handed-off':
      return { ...view, handedOff: event.reason };
    default:
      return view;
  }
}

const returned = (tool: ToolUse, { result, durationMs }: Returned): ToolUse => ({ ...tool, result, durationMs });

export interface Stage {
  readonly name: 'Before the model' | 'Model' | 'To the voice';
  readonly ms: number;
}

/** From the caller's last word to the first of the answer, in its stages; null: no word was sent. */
export function latencyOf({
  timing,
}: Pick<Ended, 'timing'>): { readonly ms: number; readonly stages: readonly Stage[] } | null {
  const { promptAt, requestAt, firstDeltaAt, firstSentAt } = timing;
  if (firstSentAt === null) return null;
  const asked = requestAt ?? promptAt;
  const first = firstDeltaAt ?? firstSentAt;
  const stages: readonly Stage[] = [
    { name: 'Before the model', ms: Math.max(0, asked - promptAt) },
    { name: 'Model', ms: Math.max(0, first - asked) },
    { name: 'To the voice', ms: Math.max(0, firstSentAt - first) },
  ];
  return { ms: Math.max(0, firstSentAt - promptAt), stages };
}
