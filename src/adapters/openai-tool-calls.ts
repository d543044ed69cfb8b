import type { HistoryItem } from '../domain/conversation.ts';
import type { Ids, ModelEvent } from '../ports.ts';

interface PartialCall {
  id: string;
  name: string;
  argumentsJson: string;
}

/** Puts tool calls together from their pieces, in the order they began. */
export class ToolCallAssembler {
  readonly #calls = new Map<string, PartialCall>();
  readonly #taken: Set<string>;
  readonly #ids: Ids;

  /** Ids already in the history are not given out again: a tool call's id is what its effect is keyed by. */
  constructor(history: readonly HistoryItem[], ids: Ids) {
    this.#taken = new Set(history.flatMap((item) => (item.role === 'tool-call' ? [item.id] : [])));
    this.#ids = ids;
  }

  get empty(): boolean {
    return this.#calls.size === 0;
  }

  idOf(key: string): string {
    return this.#calls.get(key)?.id ?? '';
  }

  has(id: string): boolean {
    return [...this.#calls.values()].some((call) => call.id === id);
  }

  /** Fills in what a piece knows; the first id and name stay. */
  describe(key: string, id: string, name: string): void {
    const call = this.#open(key);
    if (call.id === '') call.id = id;
    if (call.name === '') call.name = name;
  }

  append(key: string, piece: string): void {
    this.#open(key).argumentsJson += piece;
  }

  /** The whole arguments, where the vendor repeats them at the end. */
  complete(key: string, argumentsJson: string): void {
    if (argumentsJson !== '') this.#open(key).argumentsJson = argumentsJson;
  }

  /** The finished calls. One without a name cannot be run or answered and is left out. */
  events(): ModelEvent[] {
    const named = [...this.#calls.values()].filter((call) => call.name !== '');
    return named.map((call) => ({
      type: 'tool-call',
      id: this.#unique(call.id),
      name: call.name,
      argumentsJson: call.argumentsJson === '' ? '{}' : call.argumentsJson,
    }));
  }

  #open(key: string): PartialCall {
    const call = this.#calls.get(key) ?? { id: '', name: '', argumentsJson: '' };
    this.#calls.set(key, call);
    return call;
  }

  #unique(id: string): string {
    const free = id !== '' && id.length <= 64 && !this.#taken.has(id) ? id : this.#ids.next('call');
    this.#taken.add(free);
    return free;
  }
}
