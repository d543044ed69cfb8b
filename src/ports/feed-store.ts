import type { StoredCallEvent } from '../domain/event.ts';
import type { CommandOutcome, OperatorCommand, StoredCommand } from '../domain/operator-command.ts';

/** An event with the line it happened on. */
export interface LoggedEvent {
  readonly event: StoredCallEvent;
  readonly siteId: string;
  readonly lineId: string;
}

/** That something changed in a table of its own. Ids may become visible out of their order. */
export interface Change {
  readonly id: number;
  readonly topic: 'callbacks' | 'messages' | 'lines' | 'contacts';
}

/** What the console follows and what it has running calls do. */
export interface FeedStore {
  /** What happened after this position in all calls, in order, each exactly once: ids become visible in their order. */
  eventsAfter(id: number, limit: number): Promise<readonly LoggedEvent[]>;
  /** The latest position; 0 when nothing has happened. */
  lastEventId(): Promise<number>;
  /** Changes after this position, in order of their ids, at most 1000. */
  changesAfter(id: number): Promise<readonly Change[]>;
  lastChangeId(): Promise<number>;

  /** All events of these calls, in order within each. */
  eventsOfCalls(callIds: readonly string[]): Promise<readonly StoredCallEvent[]>;

  /** Keeps it for the process that has the session. False when the call is over or unknown. */
  addCommand(command: OperatorCommand): Promise<boolean>;
  /** The waiting commands of these calls, in the order given; each is given out exactly once. Atomic. */
  takeCommands(callIds: readonly string[], now: number): Promise<readonly OperatorCommand[]>;
  /** The session ended before it could: a later one of the call may. */
  putBackCommand(id: string): Promise<void>;
  /** The first end stays. */
  finishCommand(id: string, outcome: CommandOutcome, at: number): Promise<void>;
  /** In the order given. */
  commandsOfCall(callId: string): Promise<readonly StoredCommand[]>;
}
