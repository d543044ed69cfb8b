import type { Notice } from '../domain/notice.ts';
import type { OperatorCommand } from '../domain/operator-command.ts';
import type { Store } from '../ports/store.ts';
import type { Cancel, Clock, Log } from '../ports.ts';

/** A session, as far as what comes from outside goes. */
export interface NoticeTaker {
  /** It takes nothing more. */
  readonly over: boolean;
  /** False when it is over: the notice was not taken. Must not throw. */
  notice(notice: Notice): boolean;
  /** The same for what an operator has the call do. */
  command(command: OperatorCommand): boolean;
}

export interface NoticeFeedOptions {
  readonly store: Pick<Store, 'takeNotices' | 'addNotice' | 'takeCommands' | 'putBackCommand'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How often the store is asked, and how often at most the log says that it does not answer (ms). */
const askEveryMs = 1000;
const complainEveryMs = 60_000;

/**
 * Brings the notices and the operators' commands to the sessions of the calls in progress: one for the whole process.
 * It asks the store for all calls together, one request at a time, and only while a session is open.
 */
export class NoticeFeed {
  readonly #with: NoticeFeedOptions;
  readonly #sessions = new Map<NoticeTaker, string>();
  readonly #nudged = new Set<string>();
  /** Taken for a session that ended meanwhile: each puts one back. */
  #homeless: (() => Promise<unknown>)[] = [];
  #asking = false;
  #timer: Cancel | null = null;
  #complainedAt: number | null = null;

  constructor(options: NoticeFeedOptions) {
    this.#with = options;
  }

  opened(callId: string, session: NoticeTaker): void {
    this.#sessions.set(session, callId);
    this.#wait();
  }

  closed(session: NoticeTaker): void {
    this.#sessions.delete(session);
    this.#forgetEnded();
  }

  /** A notice or a command came for this call: it is asked for at once, or as soon as the running request is answered. */
  nudge(callId: string): void {
    if (!this.#calls().includes(callId)) return;
    if (this.#asking) this.#nudged.add(callId);
    else this.#askFor([callId]);
  }

  #calls(): string[] {
    this.#forgetEnded();
    return [...new Set(this.#sessions.values())];
  }

  #forgetEnded(): void {
    for (const session of this.#sessions.keys()) if (session.over) this.#sessions.delete(session);
    if (this.#sessions.size > 0) return;
    this.#timer?.();
    this.#timer = null;
  }

  #wait(): void {
    if (this.#timer !== null) return;
    this.#timer = this.#with.clock.after(askEveryMs, () => {
      this.#timer = null;
      const calls = this.#calls();
      this.#askFor(calls);
      if (calls.length > 0) this.#wait();
    });
  }

  #askFor(callIds: readonly string[]): void {
    if (this.#asking || callIds.length === 0) return;
    this.#asking = true;
    void this.#ask(callIds).finally(() => {
      this.#asking = false;
      const nudged = this.#calls().filter((open) => this.#nudged.has(open));
      this.#nudged.clear();
      this.#askFor(nudged);
    });
  }

  async #ask(callIds: readonly string[]): Promise<void> {
    const { store, clock } = this.#with;
    try {
      await this.#putBack();
      for (const notice of await store.takeNotices(callIds)) this.#tell(notice);
      for (const command of await store.takeCommands(callIds, clock.now())) this.#order(command);
      await this.#putBack();
    } catch (error) {
      this.#complain(error);
    }
  }

  /** The store gives out an id once; a later session of the call gets the notice under another one. */
  #tell(notice: Notice): void {
    if (this.#sessionsOf(notice.callId).some((session) => session.notice(notice))) return;
    this.#homeless.push(() => this.#with.store.addNotice({ ...notice, id: `${notice.id}~` }));
  }

  #order(command: OperatorCommand): void {
    if (this.#sessionsOf(command.callId).some((session) => session.command(command))) return;
    this.#homeless.push(() => this.#with.store.putBackCommand(command.id));
  }

  /** A call that was connected again has two sessions for a moment: the later one talks. */
  #sessionsOf(callId: string): readonly NoticeTaker[] {
    return [...this.#sessions]
      .filter(([, own]) => own === callId)
      .map(([session]) => session)
      .reverse();
  }

  async #putBack(): Promise<void> {
    for (const putBack of this.#homeless) {
      await putBack();
      this.#homeless = this.#homeless.filter((other) => other !== putBack);
    }
  }

  #complain(error: unknown): void {
    const now = this.#with.clock.now();
    if (this.#complainedAt !== null && now - this.#complainedAt < complainEveryMs) return;
    this.#complainedAt = now;
    this.#with.log.warn('the notices of running calls cannot be asked for; they come later', { error });
  }
}
