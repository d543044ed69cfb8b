import type { HistoryItem, SpeechPiece } from '../domain/conversation.ts';
import type { TokenUsage } from '../domain/event.ts';
import type { ToolResult } from '../domain/tool-result.ts';
import type { Clock, Model, ModelFailure, ModelRequest } from '../ports.ts';
import type { Toolbox, ToolCall, ToolEnding } from '../tools/tool.ts';
import { AsyncQueue } from './async-queue.ts';
import { createSpeaker, type Speaker } from './speaker.ts';
import { acknowledgement } from './words/acknowledgement.ts';

/** What a turn does, as it does it. `ended` comes exactly once; only the result of a cut-off tool may follow it. */
export type TurnEvent =
  | { readonly type: 'requested' }
  | { readonly type: 'first-delta' }
  | { readonly type: 'speech'; readonly piece: SpeechPiece }
  | { readonly type: 'tool-called'; readonly call: ToolCall }
  | {
      readonly type: 'tool-returned';
      readonly call: ToolCall;
      readonly result: ToolResult;
      readonly durationMs: number;
      readonly language?: string;
    }
  | { readonly type: 'usage'; readonly usage: TokenUsage; readonly model: string }
  | { readonly type: 'ended'; readonly outcome: 'completed' | 'aborted' }
  | { readonly type: 'ended'; readonly outcome: 'completed'; readonly ending: ToolEnding }
  | { readonly type: 'ended'; readonly outcome: 'failed'; readonly failure: ModelFailure };

export interface TurnDependencies {
  readonly model: Model;
  readonly toolbox: Toolbox;
  readonly clock: Clock;
}

export interface TurnRequest {
  readonly turn: number;
  readonly language: string;
  readonly history: readonly HistoryItem[];
  /** Everything of the model request but history, tools and tool choice. */
  readonly base: Pick<ModelRequest, 'stableInstructions' | 'volatileInstructions' | 'cacheKey' | 'maxOutputTokens'> &
    Pick<ModelRequest, 'model' | 'fallbackModel'>;
}

/** Model calls with tools before the model has to answer with what it has. */
const maximumToolSteps = 3;
/** A tool longer than this, with nothing said, gets an acknowledgement. */
const acknowledgeAfterMs = 1200;

/**
 * One turn: model → speech and tool calls → model …, until the model has answered, a tool ends the call, the model
 * fails or the caller cuts in. Never throws. After `signal` aborts no speech is yielded and no further tool is begun;
 * a tool that has begun goes on, and its result is yielded when it comes.
 */
export function runTurn(
  dependencies: TurnDependencies,
  request: TurnRequest,
  signal: AbortSignal,
): AsyncIterable<TurnEvent> {
  const events = new AsyncQueue<TurnEvent>();
  void new Turn(dependencies, request, signal, events).run().finally(() => events.end());
  return events;
}

/** What one model call came to. */
interface ModelStep {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  readonly end: 'finished' | 'aborted' | ModelFailure;
}

class Turn {
  readonly #with: TurnDependencies;
  readonly #request: TurnRequest;
  readonly #signal: AbortSignal;
  readonly #events: AsyncQueue<TurnEvent>;
  readonly #speaker: Speaker;
  readonly #history: HistoryItem[];
  #said = false;

  constructor(
    dependencies: TurnDependencies,
    request: TurnRequest,
    signal: AbortSignal,
    events: AsyncQueue<TurnEvent>,
  ) {
    this.#with = dependencies;
    this.#request = request;
    this.#signal = signal;
    this.#events = events;
    this.#history = [...request.history];
    this.#speaker = createSpeaker(request.language, dependencies.clock, (piece) => this.#say(piece));
  }

  async run(): Promise<void> {
    try {
      await this.#steps();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#events.push({ type: 'ended', outcome: 'failed', failure: { kind: 'incomplete', message, status: null } });
    } finally {
      this.#speaker.stop();
    }
  }

  async #steps(): Promise<void> {
    for (let step = 0; ; step++) {
      const answer = await this.#askModel(step < maximumToolSteps ? 'auto' : 'none');
      if (this.#signal.aborted || answer.end === 'aborted')
        return this.#events.push({ type: 'ended', outcome: 'aborted' });
      if (typeof answer.end === 'object')
        return this.#events.push({ type: 'ended', outcome: 'failed', failure: answer.end });
      if (answer.calls.length === 0 || step >= maximumToolSteps)
        return this.#events.push({ type: 'ended', outcome: 'completed' });
      const ending = await this.#runTools(answer.calls);
      if (this.#signal.aborted) return this.#events.push({ type: 'ended', outcome: 'aborted' });
      if (ending !== null) return this.#events.push({ type: 'ended', outcome: 'completed', ending });
    }
  }

  async #askModel(toolChoice: 'auto' | 'none'): Promise<ModelStep> {
    const calls: ToolCall[] = [];
    let text = '';
    let end: ModelStep['end'] = 'aborted';
    const { base } = this.#request;
    const request: ModelRequest = {
      ...base,
      history: [...this.#history],
      tools: this.#with.toolbox.declarations,
      toolChoice,
    };
    this.#events.push({ type: 'requested' });
    for await (const event of this.#with.model.stream(request, this.#signal)) {
      if (this.#signal.aborted) break;
      if (event.type === 'text-delta') {
        if (text === '') this.#events.push({ type: 'first-delta' });
        text += event.text;
        this.#speaker.push(event.text);
      } else if (event.type === 'tool-call')
        calls.push({ id: event.id, name: event.name, argumentsJson: event.argumentsJson });
      else if (event.type === 'usage') this.#events.push(event);
      else end = event.reason === 'failed' ? event.failure : event.reason;
    }
    this.#speaker.flush();
    if (text !== '') this.#history.push({ role: 'bot', text });
    return { text, calls, end };
  }

  /** Serially: writes must not overtake each other. Gives what ends the turn, if anything does. */
  async #runTools(calls: readonly ToolCall[]): Promise<ToolEnding | null> {
    for (const call of calls) {
      if (this.#signal.aborted) return null;
      const outcome = await this.#runTool(call);
      if (outcome === null) return null;
      if (outcome.ending !== undefined) return outcome.ending;
    }
    return null;
  }

  /** Null: the caller cut in while it ran. Its result is then yielded when it comes. */
  async #runTool(call: ToolCall): Promise<{ readonly ending?: ToolEnding } | null> {
    const { clock, toolbox } = this.#with;
    const startedAt = clock.now();
    this.#events.push({ type: 'tool-called', call });
    this.#history.push({ role: 'tool-call', ...call });
    const cancel = clock.after(acknowledgeAfterMs, () => this.#acknowledge());
    const run = toolbox
      .run(call, { toolCallId: call.id, turn: this.#request.turn, signal: this.#signal })
      .then((outcome) => {
        cancel();
        const durationMs = clock.now() - startedAt;
        this.#events.push({
          type: 'tool-returned',
          call,
          result: outcome.result,
          durationMs,
          ...(outcome.language !== undefined && { language: outcome.language }),
        });
        if (outcome.language !== undefined) this.#speaker.switchTo(outcome.language);
        this.#history.push({ role: 'tool-result', id: call.id, resultJson: JSON.stringify(outcome.result) });
        return outcome;
      });
    const outcome = await Promise.race([run, aborted(this.#signal)]);
    if (outcome === null) await run;
    return outcome;
  }

  #acknowledge(): void {
    if (this.#said || this.#signal.aborted) return;
    const text = `${acknowledgement(this.#request.language, this.#request.turn)} `;
    this.#say({ display: text, spoken: text });
  }

  #say(piece: SpeechPiece): void {
    if (this.#signal.aborted) return;
    if (piece.spoken.trim() !== '') this.#said = true;
    this.#events.push({ type: 'speech', piece });
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
