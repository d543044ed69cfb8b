import type { CallEventBody } from '../../src/domain/event.ts';
import { initialState, step } from '../../src/relay/session.ts';
import type { Effect, SessionEvent, SessionRules, SessionState, TimerName } from '../../src/relay/session-state.ts';

export const rules: SessionRules = {
  silenceMs: 8000,
  holdMs: 60_000,
  maximumMs: 900_000,
  warningMs: 60_000,
  speechInterrupts: true,
  speakerEvents: true,
  sensitiveDtmf: false,
  country: 'US',
  languages: ['en-US'],
  known: { sms: true, email: true },
  offers: { transfer: true, callback: false },
};

type EventWithoutTime = SessionEvent extends infer E ? (E extends SessionEvent ? Omit<E, 'at'> : never) : never;

/** Plays events into the machine on a clock of its own; timers it asked for fire when time passes over them. */
export class SessionHarness {
  state: SessionState = initialState;
  at = 1_000_000;
  readonly effects: Effect[] = [];
  readonly timers = new Map<TimerName, number>();
  readonly #rules: SessionRules;

  constructor(changes: Partial<SessionRules> = {}) {
    this.#rules = { ...rules, ...changes };
  }

  give(event: EventWithoutTime): this {
    const next = step(this.state, { ...event, at: this.at } as SessionEvent, this.#rules);
    this.state = next.state;
    for (const effect of next.effects) {
      this.effects.push(effect);
      if (effect.type === 'set-timer') this.timers.set(effect.timer, this.at + effect.ms);
      if (effect.type === 'cancel-timer') this.timers.delete(effect.timer);
    }
    return this;
  }

  pass(ms: number): this {
    const end = this.at + ms;
    for (;;) {
      const due = [...this.timers].filter(([, at]) => at <= end).sort((a, b) => a[1] - b[1])[0];
      if (due === undefined) break;
      this.timers.delete(due[0]);
      this.at = due[1];
      this.give({ type: 'timer', timer: due[0] });
    }
    this.at = end;
    return this;
  }

  start(greeting = 'Hello, this is Ada. How can I help?', resumed = false): this {
    return this.give({
      type: 'start',
      start: { sessionId: 'VX1', language: 'en-US', greeting, history: [], turn: 0, resumed, elapsedMs: 0 },
    });
  }

  says(text: string, last = true): this {
    return this.give({ type: 'frame', frame: { type: 'prompt', voicePrompt: text, last } });
  }

  interrupts(heard: string): this {
    return this.give({
      type: 'frame',
      frame: { type: 'interrupt', utteranceUntilInterrupt: heard, durationUntilInterruptMs: 500 },
    });
  }

  presses(keys: string): this {
    for (const digit of keys) this.give({ type: 'frame', frame: { type: 'dtmf', digit } });
    return this;
  }

  info(name: string, value: string): this {
    return this.give({ type: 'frame', frame: { type: 'info', name, value } });
  }

  /** The running turn says this. */
  answers(text: string): this {
    return this.give({ type: 'speech', turn: this.turn, piece: { display: text, spoken: text } });
  }

  ends(outcome: 'completed' | 'failed' = 'completed'): this {
    return this.give({ type: 'turn-ended', turn: this.turn, outcome });
  }

  get turn(): number {
    const started = this.effects.filter((effect) => effect.type === 'start-turn').at(-1);
    return started?.turn ?? 0;
  }

  /** All text sent, with `|` where a cycle was closed. */
  get sent(): string {
    return this.effects
      .map((effect) =>
        effect.type === 'send' && effect.frame.type === 'text'
          ? effect.frame.token + (effect.frame.last ? '|' : '')
          : '',
      )
      .join('');
  }

  get frames() {
    return this.effects.flatMap((effect) => (effect.type === 'send' ? [effect.frame] : []));
  }

  get turns() {
    return this.effects.flatMap((effect) => (effect.type === 'start-turn' ? [effect] : []));
  }

  get aborted() {
    return this.effects.flatMap((effect) => (effect.type === 'abort-turn' ? [effect.turn] : []));
  }

  get heard() {
    return this.effects.flatMap((effect) => (effect.type === 'heard' ? [effect.text] : []));
  }

  recorded<T extends CallEventBody['type']>(type: T): Extract<CallEventBody, { type: T }>[] {
    return this.effects.flatMap((effect) =>
      effect.type === 'record' && effect.event.type === type
        ? [effect.event as Extract<CallEventBody, { type: T }>]
        : [],
    );
  }
}
