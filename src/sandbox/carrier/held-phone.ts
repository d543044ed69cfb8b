/** What whoever plays somebody by hand does with their ringing phone. */
export type Decision = 'answered' | 'busy';

/** The phone at the end of a leg while somebody plays its owner by hand. */
export class HeldPhone {
  readonly #decided = new AbortController();
  #rings = false;

  /** It rings; the signal aborts when it is decided. */
  ring(): AbortSignal {
    this.#rings = true;
    return this.#decided.signal;
  }

  /** It rings no more, whatever came of it. */
  silence(): void {
    this.#rings = false;
  }

  /** False: it does not ring for anybody to decide. */
  decide(decision: Decision): boolean {
    if (!this.#rings) return false;
    this.#rings = false;
    this.#decided.abort(decision);
    return true;
  }

  get decision(): Decision | null {
    const { aborted, reason } = this.#decided.signal;
    return aborted ? (reason as Decision) : null;
  }
}
