import type { Clock } from '../ports.ts';

const threshold = 3;
const openMs = 60_000;

interface State {
  failures: number;
  openUntil: number;
}

/** After three failures in a row a model is left alone for a minute; then the next failure closes it off again. */
export class ModelBreaker {
  readonly #clock: Clock;
  readonly #states = new Map<string, State>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isOpen(key: string): boolean {
    return (this.#states.get(key)?.openUntil ?? 0) > this.#clock.now();
  }

  /** Until when (epoch ms) a model of this role (`primary`, `fallback`) is left alone; null: none of it is. */
  openUntil(role: string): number | null {
    const ofRole = [...this.#states].filter(([key]) => key.startsWith(`${role}:`));
    const latest = Math.max(0, ...ofRole.map(([, { openUntil }]) => openUntil));
    return latest > this.#clock.now() ? latest : null;
  }

  succeeded(key: string): void {
    this.#states.delete(key);
  }

  failed(key: string): void {
    const failures = (this.#states.get(key)?.failures ?? 0) + 1;
    this.#states.set(key, { failures, openUntil: failures >= threshold ? this.#clock.now() + openMs : 0 });
  }
}
