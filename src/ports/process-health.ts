import type { VendorName } from '../domain/vendor-name.ts';

/** A part of this server that can be real or a stand-in. */
export interface ServerPart {
  readonly name: string;
  /** What it is; null: the sandbox. */
  readonly real: string | null;
}

/** How a vendor answered this process since it started. Times are epoch ms. */
export interface VendorState {
  readonly name: VendorName;
  /** It answered, be it with a no to one request. */
  readonly lastAnswerAt: number | null;
  readonly lastFailureAt: number | null;
  /** Of the last failure, in a few words, without numbers and addresses. */
  readonly lastFailure: string | null;
  readonly failuresInARow: number;
  /** It is left alone until then because it kept failing; null: it is not. */
  readonly pausedUntil: number | null;
}

/** Jobs of one kind, over all processes. */
export interface QueueDepth {
  readonly name: string;
  /** Could be worked on now. */
  readonly ready: number;
  /** Wait for their time. */
  readonly later: number;
  readonly active: number;
  /** Given up, and not forgotten yet. */
  readonly failed: number;
}

/** How late what is due in this process comes, in milliseconds, over some time up to now. */
export interface EventLoopLag {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Allowed, but hardly meant. `where`: `file:line:column`; null: the environment. */
export interface ConfigurationWarning {
  readonly severity: 'error' | 'warning';
  readonly where: string | null;
  readonly message: string;
}

/** What this process knows of itself. */
export interface ProcessHealth {
  readonly version: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly parts: readonly ServerPart[];
  vendors(): readonly VendorState[];
  queues(): Promise<readonly QueueDepth[]>;
  eventLoop(): EventLoopLag;
  warnings(): readonly ConfigurationWarning[];
}
