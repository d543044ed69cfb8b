import type { CallEventBody, SessionEndReason } from '../domain/event.ts';
import { cameBack } from '../domain/hand-off-progress.ts';
import { FORM_NOTICE, type Notice } from '../domain/notice.ts';
import { commandLifeMs, type OperatorCommand } from '../domain/operator-command.ts';
import { transferRefusal } from '../domain/transfer-refusal.ts';
import type { Cancel } from '../ports.ts';
import type { CallInProgress, RelayDependencies } from './call-in-progress.ts';
import { keepOutcome } from './keep-outcome.ts';
import { type InboundFrame, parseFrame } from './messages.ts';
import { restoreHistory } from './restore-history.ts';
import { initialState, step } from './session.ts';
import type { Effect, SessionEvent, SessionStart, SessionState, TimerName } from './session-state.ts';
import type { RelaySocket } from './socket-port.ts';
import { TurnRunner } from './turn-runner.ts';

/** How long a socket may stay open without a `setup`. */
const setupMs = 10_000;

/** Joins one socket, the session machine, its timers and its turns. Carries effects out; decides nothing. */
export class SessionDriver {
  readonly #with: RelayDependencies;
  readonly #in: CallInProgress;
  readonly #socket: RelaySocket;
  readonly #timers = new Map<TimerName, Cancel>();
  readonly #turns: TurnRunner;
  #state: SessionState = initialState;
  #endedCleanly = false;

  constructor(dependencies: RelayDependencies, inProgress: CallInProgress, socket: RelaySocket) {
    this.#with = dependencies;
    this.#in = inProgress;
    this.#socket = socket;
    this.#turns = new TurnRunner(dependencies, inProgress, (event) => this.#dispatch(event));
    this.#setTimer('setup', setupMs);
    this.#turns.warm();
  }

  /** One frame as it came. Starts work and returns: an interrupt overtakes a running answer. */
  receive(raw: string): void {
    const parsed = parseFrame(raw);
    if (parsed.kind === 'unknown')
      return this.#with.log.debug('relay frame of unknown type ignored', { type: parsed.type });
    if (parsed.kind === 'malformed') {
      this.#with.metrics.count('attendant_relay_malformed_frames_total');
      return this.#with.log.warn('malformed relay frame ignored', { callId: this.#in.call.id, reason: parsed.reason });
    }
    this.#onFrame(parsed.frame);
  }

  /** The socket is closed. `code` 1000 is a clean end; anything else a lost connection. */
  closed(code: number): void {
    this.#endedCleanly ||= code === 1000;
    this.#dispatch({
      type: 'closed',
      reason: code === 1000 ? 'caller-hung-up' : 'socket-lost',
      at: this.#with.clock.now(),
    });
    this.#stop();
  }

  /** What happened outside the talk. False: the session is over and did not take it. */
  notice(notice: Notice): boolean {
    if (this.over) return false;
    if (notice.id.startsWith(FORM_NOTICE)) this.#in.consent.addressTyped();
    this.#dispatch({ type: 'notice', notice, at: this.#with.clock.now() });
    return true;
  }

  /** What an operator has this call do. False: the session is over and did not take it. */
  command(command: OperatorCommand): boolean {
    if (this.over) return false;
    const at = this.#with.clock.now();
    this.#dispatch({ type: 'command', command, refusal: this.#refusalOf(command, at), at });
    return true;
  }

  #refusalOf({ kind, at }: OperatorCommand, now: number): string | null {
    if (now - at > commandLifeMs) return 'It came to the call too late to be of use.';
    return kind === 'transfer' ? transferRefusal(this.#in.inForce, now) : null;
  }

  get over(): boolean {
    return this.#state.phase === 'ended';
  }

  /** The socket went without a clean end: the same call may open another. */
  get lost(): boolean {
    return !this.#endedCleanly;
  }

  /** Ends the session for a reason of the server's own; the carrier then asks what comes next. */
  end(reason: SessionEndReason, code: number): void {
    this.#dispatch({ type: 'closed', reason, at: this.#with.clock.now() });
    this.#stop();
    this.#socket.close(code, reason);
  }

  #onFrame(frame: InboundFrame): void {
    const at = this.#with.clock.now();
    if (frame.type === 'setup') return this.#onSetup(frame, at);
    // The token already said whose call this is: a prompt that overtakes its setup is answered all the same.
    if (this.#state.phase === 'awaiting-setup' && (frame.type === 'prompt' || frame.type === 'dtmf')) {
      this.#dispatch({ type: 'start', start: this.#start(''), at });
    }
    this.#dispatch({ type: 'frame', frame, at });
  }

  /** The token was for one call: a setup that names another one is nobody's. */
  #onSetup(frame: Extract<InboundFrame, { type: 'setup' }>, at: number): void {
    if (frame.callSid !== '' && frame.callSid !== this.#in.call.callSid) {
      this.#with.log.warn('a setup for another call was refused', { callId: this.#in.call.id });
      return this.#socket.close(1008, 'not the call of this token');
    }
    this.#dispatch({ type: 'start', start: this.#start(frame.sessionId), at });
  }

  #start(sessionId: string): SessionStart {
    const { call, inForce, events } = this.#in;
    const resumed = events.some((event) => event.type === 'session-started');
    const restored = restoreHistory(events);
    return {
      sessionId,
      language: restored.language ?? inForce.line.voice.language,
      greeting: resumed ? '' : inForce.line.greeting,
      history: restored.history,
      turn: restored.turn,
      resumed,
      returned: resumed && cameBack(events),
      elapsedMs: Math.max(0, this.#with.clock.now() - call.startedAt),
    };
  }

  #dispatch(event: SessionEvent): void {
    const { state, effects } = step(this.#state, event, this.#in.rules);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect, event.at);
    if (state.phase === 'ended') this.#stop();
  }

  #carryOut(effect: Effect, at: number): void {
    switch (effect.type) {
      case 'send':
        if (effect.frame.type === 'end') this.#endedCleanly = true;
        this.#turns.sent(effect.frame, at);
        return this.#socket.send(JSON.stringify(effect.frame));
      case 'start-turn':
        return this.#turns.start(effect, at);
      case 'abort-turn':
        return this.#turns.abort(effect.turn, at);
      case 'set-timer':
        return this.#setTimer(effect.timer, effect.ms);
      case 'cancel-timer':
        return this.#cancelTimer(effect.timer);
      case 'heard':
        return this.#turns.heard(effect.text, effect.turn, at);
      case 'overheard':
        return this.#turns.overheard(effect.text, effect.turn, at);
      case 'record':
        return this.#record(effect.event, at);
      case 'command-done':
        return this.#commandDone(effect, at);
      case 'close':
        return this.#socket.close(effect.code, effect.reason);
    }
  }

  #commandDone({ command, outcome }: Extract<Effect, { type: 'command-done' }>, at: number): void {
    const { id, kind, text, operator } = command;
    const { status, words } = outcome;
    this.#record({ type: 'operator-command', commandId: id, kind, text, operator, status, outcome: words }, at);
    keepOutcome(this.#with, id, outcome);
  }

  #record(event: CallEventBody, at: number): void {
    this.#with.journal.append(this.#in.call.id, { ...event, at });
  }

  #setTimer(timer: TimerName, ms: number): void {
    this.#cancelTimer(timer);
    const fire = (): void => {
      this.#timers.delete(timer);
      this.#dispatch({ type: 'timer', timer, at: this.#with.clock.now() });
    };
    this.#timers.set(timer, this.#with.clock.after(ms, fire));
  }

  #cancelTimer(timer: TimerName): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }

  #stop(): void {
    for (const timer of [...this.#timers.keys()]) this.#cancelTimer(timer);
    this.#turns.stop();
  }
}
