import type { Clock, Model, ModelEvent, ModelRequest } from '../../src/ports.ts';

/** One answer of the scripted model: its events, each after a wait (ms of the given clock). */
export type ScriptedAnswer = readonly (ModelEvent | { readonly type: 'wait'; readonly ms: number })[];

export const text = (value: string): ModelEvent => ({ type: 'text-delta', text: value });
export const call = (name: string, input: unknown, id = `call_${name}`): ModelEvent => ({
  type: 'tool-call',
  id,
  name,
  argumentsJson: JSON.stringify(input),
});
export const finished: ModelEvent = { type: 'end', reason: 'finished' };

/** A model that plays answers in order. Asking it more often than it has answers is an error the test sees. */
export class ScriptedModel implements Model {
  readonly requests: ModelRequest[] = [];
  readonly #answers: ScriptedAnswer[];
  readonly #clock: Clock;

  constructor(clock: Clock, answers: readonly ScriptedAnswer[]) {
    this.#clock = clock;
    this.#answers = [...answers];
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    this.requests.push(request);
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error('the scripted model was asked once too often');
    for (const event of answer) {
      if (event.type === 'wait') await this.#wait(event.ms, signal);
      if (signal.aborted) return yield { type: 'end', reason: 'aborted' };
      if (event.type !== 'wait') yield event;
    }
  }

  async warm(): Promise<void> {}

  get unasked(): number {
    return this.#answers.length;
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });
  }
}
