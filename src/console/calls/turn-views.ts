import type { StoredCallEvent } from '../../domain/event.ts';
import type { ToolView, TurnView } from '../contract/call.ts';

type Called = StoredCallEvent & { type: 'tool-called' };
type Returned = StoredCallEvent & { type: 'tool-returned' };

/** Every tool call, in the order they were made; one whose beginning was lost where it came back. */
export function toolViews(events: readonly StoredCallEvent[]): readonly ToolView[] {
  const called = events.filter((event): event is Called => event.type === 'tool-called');
  const returned = events.filter((event): event is Returned => event.type === 'tool-returned');
  const answerOf = new Map(returned.map((event) => [event.toolCallId, event]));
  const known = new Set(called.map(({ toolCallId }) => toolCallId));
  const views = called.map((call) => toolView(call, answerOf.get(call.toolCallId) ?? null));
  const orphans = returned.filter(({ toolCallId }) => !known.has(toolCallId)).map((answer) => toolView(null, answer));
  return [...views, ...orphans];
}

function toolView(call: Called | null, answer: Returned | null): ToolView {
  const result = answer?.result;
  return {
    toolCallId: call?.toolCallId ?? answer?.toolCallId ?? '',
    turn: call?.turn ?? answer?.turn ?? 0,
    name: call?.name ?? answer?.name ?? '',
    at: call?.at ?? null,
    durationMs: answer?.durationMs ?? null,
    status: result?.status ?? null,
    code: result?.code ?? null,
    say: result?.say ?? null,
    argumentsJson: call?.argumentsJson ?? '',
    resultJson: result === undefined ? null : JSON.stringify(result),
  };
}

/** Every answer with its stages, and the tools that were called on the way to it. */
export function turnViews(events: readonly StoredCallEvent[]): readonly TurnView[] {
  const tools = new Map(toolViews(events).map((tool) => [tool.toolCallId, tool]));
  const turns: TurnView[] = [];
  let open: string[] = [];
  for (const event of events) {
    if (event.type === 'tool-called') open.push(event.toolCallId);
    if (event.type !== 'turn-ended') continue;
    const { turn, outcome, model, timing, usage, at } = event;
    const own = open.flatMap((id) => tools.get(id) ?? []).filter((tool) => tool.turn === turn);
    turns.push({ turn, outcome, model, ...timing, endedAt: at, ...usage, tools: own });
    open = open.filter((id) => tools.get(id)?.turn !== turn);
  }
  return turns;
}
