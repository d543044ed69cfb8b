import type { Contact } from '../../src/domain/call.ts';
import type { StoredCallEvent } from '../../src/domain/event.ts';
import {
  type CommandOutcome,
  callEndedFirst,
  type OperatorCommand,
  type StoredCommand,
} from '../../src/domain/operator-command.ts';
import type { Change, FeedStore } from '../../src/ports/feed-store.ts';
import type { StoredCall } from '../../src/ports/store.ts';
import { MemoryAccess } from './memory-access.ts';

/** The log as one, what changed beside it, and the operators' commands, in memory. */
export abstract class MemoryFeed extends MemoryAccess implements FeedStore {
  abstract readonly calls: Map<string, StoredCall>;
  abstract readonly events: StoredCallEvent[];
  abstract readonly contacts: Map<string, Contact>;
  readonly commands = new Map<string, StoredCommand>();
  readonly #changes: Change[] = [];
  readonly #seen = new Map<Change['topic'], string>();

  async eventsAfter(id: number, limit: number) {
    this.here();
    const after = this.events.filter((event) => event.id > id).slice(0, limit);
    return after.map((event) => {
      const call = [...this.calls.values()].find((one) => one.call.id === event.callId)?.call;
      return { event, siteId: call?.siteId ?? '', lineId: call?.lineId ?? '' };
    });
  }

  async lastEventId() {
    this.here();
    return this.events.at(-1)?.id ?? 0;
  }

  async changesAfter(id: number) {
    this.here();
    this.#compare();
    return this.#changes.filter((change) => change.id > id).slice(0, 1000);
  }

  async lastChangeId() {
    this.here();
    this.#compare();
    return this.#changes.length;
  }

  changed(topic: Change['topic']): void {
    this.#changes.push({ id: this.#changes.length + 1, topic });
  }

  async runningCalls(since: number, limit: number) {
    this.here();
    const running = [...this.calls.values()].filter(({ call, status }) => status === null && call.startedAt > since);
    return running.toSorted((a, b) => b.call.startedAt - a.call.startedAt).slice(0, limit);
  }

  async eventsOfCalls(callIds: readonly string[]) {
    this.here();
    return this.events.filter(({ callId }) => callIds.includes(callId));
  }

  async addCommand(command: OperatorCommand) {
    this.here();
    const running = [...this.calls.values()].some(({ call, status }) => call.id === command.callId && status === null);
    if (running) this.commands.set(command.id, { ...command, status: 'waiting', outcome: null, finishedAt: null });
    return running;
  }

  async takeCommands(callIds: readonly string[], _now: number) {
    this.here();
    const taken = [...this.commands.values()].filter(
      ({ callId, status }) => status === 'waiting' && callIds.includes(callId),
    );
    for (const command of taken) this.commands.set(command.id, { ...command, status: 'taken' });
    return taken.map(({ status: _, outcome: __, finishedAt: ___, ...command }) => command).toSorted(inOrder);
  }

  async putBackCommand(id: string) {
    this.here();
    const command = this.commands.get(id);
    if (command?.status === 'taken') this.commands.set(id, { ...command, status: 'waiting' });
  }

  async finishCommand(id: string, { status, words }: CommandOutcome, at: number) {
    this.here();
    const command = this.commands.get(id);
    if (command !== undefined && command.finishedAt === null)
      this.commands.set(id, { ...command, status, outcome: words, finishedAt: at });
  }

  async commandsOfCall(callId: string) {
    this.here();
    return [...this.commands.values()].filter((command) => command.callId === callId).toSorted(inOrder);
  }

  protected refuseUnfinished(callId: string, at: number): void {
    for (const command of this.commands.values())
      if (command.callId === callId && command.finishedAt === null)
        this.commands.set(command.id, { ...command, status: 'refused', outcome: callEndedFirst, finishedAt: at });
  }

  /** Seen when asked for, so that nothing that writes has to think of it. */
  #compare(): void {
    const tables = { callbacks: this.callbacks, messages: this.messages, contacts: this.contacts } as const;
    for (const topic of ['callbacks', 'messages', 'contacts'] as const) {
      const now = JSON.stringify([...tables[topic]]);
      if (now !== (this.#seen.get(topic) ?? '[]')) this.changed(topic);
      this.#seen.set(topic, now);
    }
  }
}

const inOrder = (a: OperatorCommand, b: OperatorCommand): number => a.at - b.at || (a.id < b.id ? -1 : 1);
