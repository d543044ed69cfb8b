import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { VendorName } from '../domain/vendor-name.ts';
import type { ConfigurationWarning, ProcessHealth, QueueDepth, ServerPart } from '../ports/process-health.ts';
import type { Clock } from '../ports.ts';
import type { ModelBreaker } from './model-breaker.ts';
import type { VendorWatch } from './vendor-watch.ts';

export interface ProcessHealthOptions {
  readonly version: string;
  readonly parts: readonly ServerPart[];
  readonly vendors: readonly VendorName[];
  readonly watch: VendorWatch;
  readonly breaker: ModelBreaker;
  readonly queues: () => Promise<readonly QueueDepth[]>;
  readonly warnings: () => readonly ConfigurationWarning[];
  readonly clock: Clock;
}

const resolutionMs = 20;
/** What is older than this is forgotten at the next look. */
const windowMs = 300_000;

/** What this process knows of itself. Measures its event loop from now on; `close` ends that. */
export function createProcessHealth(options: ProcessHealthOptions): ProcessHealth & { close(): void } {
  const { version, parts, vendors, watch, breaker, queues, warnings, clock } = options;
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  const startedAt = clock.now();
  let measuredSince = startedAt;
  return {
    ...{ version, startedAt, parts, queues, warnings },
    vendors: () => vendors.map((name) => ({ name, ...watch.of(name), pausedUntil: pauseOf(name, breaker) })),
    eventLoop() {
      const lag = { p50: inMs(delays.percentile(50)), p99: inMs(delays.percentile(99)), max: inMs(delays.max) };
      if (clock.now() - measuredSince > windowMs) {
        delays.reset();
        measuredSince = clock.now();
      }
      return lag;
    },
    close: () => void delays.disable(),
  };
}

function pauseOf(name: VendorName, breaker: ModelBreaker): number | null {
  if (name === 'model') return breaker.openUntil('primary');
  return name === 'fallback model' ? breaker.openUntil('fallback') : null;
}

/** Nanoseconds between two ticks that should be `resolutionMs` apart, as milliseconds too late. */
const inMs = (nanoseconds: number): number => Math.max(0, Math.round(nanoseconds / 1e4) / 100 - resolutionMs);
