import type { ConsentChange } from '../domain/consent.ts';
import type { CallEventBody, TokenUsage, TurnOutcome, TurnTiming } from '../domain/event.ts';
import { isLineOpen } from '../domain/hours.ts';
import { buildStableInstructions, buildVolatileInstructions, nowFormats } from '../turn/prompt.ts';
import { runTurn, type TurnEvent, type TurnRequest } from '../turn/run-turn.ts';
import { goodbye } from '../turn/words/goodbye.ts';
import { addressNote } from './address-note.ts';
import type { CallInProgress, RelayDependencies } from './call-in-progress.ts';
import { createOptOutKeeper } from './keep-opt-out.ts';
import type { OutboundFrame } from './messages.ts';
import type { Effect, SessionEvent } from './session-state.ts';

type StartTurn = Extract<Effect, { type: 'start-turn' }>;
type Timing = { -readonly [key in keyof TurnTiming]: TurnTiming[key] };

interface Running {
  readonly turn: number;
  readonly abort: AbortController;
  readonly timing: Timing;
  usage: TokenUsage;
  model: string;
}

const maximumOutputTokens = 800;

/** Runs the turns of one session, one at a time, and measures them. What they do goes to the machine as events. */
export class TurnRunner {
  readonly #with: RelayDependencies;
  readonly #in: CallInProgress;
  readonly #dispatch: (event: SessionEvent) => void;
  readonly #stableInstructions: string;
  readonly #keepOptOut: ReturnType<typeof createOptOutKeeper>;
  readonly #formats: ReturnType<typeof nowFormats>;
  #running: Running | null = null;
  #tokens = 0;

  constructor(dependencies: RelayDependencies, inProgress: CallInProgress, dispatch: (event: SessionEvent) => void) {
    this.#with = dependencies;
    this.#in = inProgress;
    this.#dispatch = dispatch;
    this.#keepOptOut = createOptOutKeeper(dependencies);
    this.#stableInstructions = buildStableInstructions(inProgress.inForce);
    this.#formats = nowFormats(inProgress.inForce);
  }

  /** Opens the connection and fills the prompt cache while the greeting plays. */
  warm(): void {
    const base = this.#base(this.#in.inForce.line.voice.language);
    const tools = this.#in.toolbox.declarations;
    void this.#with.model.warm({ ...base, history: [], tools, toolChoice: 'none' });
  }

  start(effect: StartTurn, at: number): void {
    const notes = effect.caller === null ? [] : this.#callerSaid(effect.caller, effect.turn, at);
    const running: Running = {
      turn: effect.turn,
      abort: new AbortController(),
      timing: {
        promptAt: at,
        requestAt: null,
        firstDeltaAt: null,
        firstSentAt: null,
        lastSentAt: null,
        interruptedAt: null,
      },
      usage: { inputTokens: 0, cachedTokens: 0, outputTokens: 0 },
      model: '',
    };
    this.#running = running;
    if (this.#tokens > this.#in.inForce.line.limits.tokens_per_call) return this.#outOfTokens(effect);
    const request: TurnRequest = {
      turn: effect.turn,
      language: effect.language,
      history: [...effect.history, ...notes.map((text) => ({ role: 'note', text }) as const)],
      base: this.#base(effect.language),
    };
    const { model, clock } = this.#with;
    void this.#follow(running, runTurn({ model, clock, toolbox: this.#in.toolbox }, request, running.abort.signal));
  }

  /** What the caller agreed to by it, and what else the model should know of that. */
  #callerSaid(text: string, turn: number, at: number): readonly string[] {
    const { consent, inForce } = this.#in;
    const triesBefore = consent.failedAddresses;
    this.#consentChanged(consent.callerSaid(text, turn), at);
    const note = addressNote(inForce, triesBefore, consent.failedAddresses, at);
    if (note === null) return [];
    this.#dispatch({ type: 'noted', turn, text: note, at });
    return [note];
  }

  abort(turn: number, at: number): void {
    const running = this.#running;
    if (running === null || running.turn !== turn) return;
    running.timing.interruptedAt = at;
    running.abort.abort();
    this.#ended(running, 'interrupted');
  }

  overheard(text: string, turn: number, at: number): void {
    this.#consentChanged(this.#in.consent.callerSaid(text, turn), at);
  }

  heard(text: string, turn: number, at: number): void {
    this.#consentChanged(this.#in.consent.botSaid(text, turn), at);
  }

  sent(frame: OutboundFrame, at: number): void {
    if (frame.type !== 'text' || frame.token === '' || this.#running === null) return;
    const { timing } = this.#running;
    timing.firstSentAt ??= at;
    timing.lastSentAt = at;
  }

  /** The session is over: no further model work. A tool that has begun goes on. */
  stop(): void {
    this.#running?.abort.abort();
  }

  async #follow(running: Running, events: AsyncIterable<TurnEvent>): Promise<void> {
    try {
      for await (const event of events) this.#onTurnEvent(running, event);
    } catch (error) {
      this.#with.log.error('turn failed', { callId: this.#in.call.id, error });
      this.#dispatch({ type: 'turn-ended', turn: running.turn, outcome: 'failed', at: this.#with.clock.now() });
    }
  }

  #onTurnEvent(running: Running, event: TurnEvent): void {
    const at = this.#with.clock.now();
    const { turn, timing } = running;
    switch (event.type) {
      case 'requested':
        timing.requestAt ??= at;
        return;
      case 'first-delta':
        timing.firstDeltaAt ??= at;
        return;
      case 'speech':
        return this.#dispatch({ type: 'speech', turn, piece: event.piece, at });
      case 'tool-called':
        this.#record(
          {
            type: 'tool-called',
            turn,
            toolCallId: event.call.id,
            name: event.call.name,
            argumentsJson: event.call.argumentsJson,
          },
          at,
        );
        return this.#dispatch({ type: 'tool-called', turn, ...event.call, at });
      case 'tool-returned':
        return this.#onToolReturned(running, event, at);
      case 'usage':
        return this.#onUsage(running, event);
      case 'ended':
        return this.#onEnded(running, event, at);
    }
  }

  #onToolReturned(running: Running, event: Extract<TurnEvent, { type: 'tool-returned' }>, at: number): void {
    const { call, result, durationMs, language } = event;
    this.#record(
      { type: 'tool-returned', turn: running.turn, toolCallId: call.id, name: call.name, result, durationMs },
      at,
    );
    this.#with.metrics.count('attendant_tool_calls_total', { tool: call.name, status: result.status });
    const resultJson = JSON.stringify(result);
    this.#dispatch({
      type: 'tool-returned',
      turn: running.turn,
      id: call.id,
      name: call.name,
      resultJson,
      ...(language !== undefined && { language }),
      at,
    });
  }

  #onUsage(running: Running, event: Extract<TurnEvent, { type: 'usage' }>): void {
    const { usage } = event;
    running.model = event.model;
    running.usage = {
      inputTokens: running.usage.inputTokens + usage.inputTokens,
      cachedTokens: running.usage.cachedTokens + usage.cachedTokens,
      outputTokens: running.usage.outputTokens + usage.outputTokens,
    };
    this.#tokens += usage.inputTokens + usage.outputTokens;
  }

  #onEnded(running: Running, event: Extract<TurnEvent, { type: 'ended' }>, at: number): void {
    if (event.outcome === 'aborted') return;
    if (event.outcome === 'failed')
      this.#with.log.warn('the model failed', {
        callId: this.#in.call.id,
        kind: event.failure.kind,
        status: event.failure.status,
        reason: event.failure.message.slice(0, 200),
      });
    const ending = 'ending' in event ? event.ending : undefined;
    this.#dispatch({
      type: 'turn-ended',
      turn: running.turn,
      outcome: event.outcome,
      ...(ending !== undefined && { ending }),
      at,
    });
    const outcome = ending === undefined ? event.outcome : ending.kind === 'hand-off' ? 'handed-off' : 'ended';
    this.#ended(running, outcome);
  }

  #ended(running: Running, outcome: TurnOutcome): void {
    if (this.#running !== running) return;
    this.#running = null;
    const { turn, timing, usage, model } = running;
    this.#record({ type: 'turn-ended', turn, outcome, timing: { ...timing }, usage, model }, this.#with.clock.now());
    this.#with.metrics.count('attendant_turns_total', { outcome });
    if (timing.firstSentAt !== null)
      this.#with.metrics.observe('attendant_turn_first_text_seconds', (timing.firstSentAt - timing.promptAt) / 1000);
  }

  #outOfTokens(effect: StartTurn): void {
    const at = this.#with.clock.now();
    this.#with.log.warn('the call has used up its tokens', { callId: this.#in.call.id });
    const ending = { kind: 'end-call', farewell: goodbye(effect.language) } as const;
    this.#dispatch({ type: 'turn-ended', turn: effect.turn, outcome: 'completed', ending, at });
  }

  #base(language: string): TurnRequest['base'] {
    const { inForce, call, contact, openCallback } = this.#in;
    const { line, version } = inForce;
    const now = this.#with.clock.now();
    const openNow = isLineOpen(inForce, now);
    return {
      stableInstructions: this.#stableInstructions,
      volatileInstructions: buildVolatileInstructions({
        inForce,
        call,
        contact,
        now,
        formats: this.#formats,
        language,
        openNow,
        openCallback: openCallback.current,
      }),
      cacheKey: `${line.id}:${version.slice(0, 16)}`,
      maxOutputTokens: maximumOutputTokens,
      ...(line.model.name !== undefined && { model: line.model.name }),
      ...(line.model.fallback !== undefined && { fallbackModel: line.model.fallback }),
    };
  }

  #consentChanged(changes: readonly ConsentChange[], at: number): void {
    for (const { medium, destination, state } of changes) {
      if (state !== 'opted_out' && state !== 'opted_in') {
        this.#record({ type: 'destination-changed', medium, destination, state }, at);
        continue;
      }
      const optedOut = state === 'opted_out';
      this.#record({ type: 'opt-out', medium, destination, optedOut }, at);
      this.#keepOptOut({ siteId: this.#in.call.siteId, medium, destination, optedOut, at });
    }
  }

  #record(event: CallEventBody, at: number): void {
    this.#with.journal.append(this.#in.call.id, { ...event, at });
  }
}
