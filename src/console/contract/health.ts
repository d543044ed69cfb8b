import { z } from 'zod';
import { vendorNames } from '../../domain/vendor-name.ts';

/** Milliseconds; null: nothing was measured. */
const Percentiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable();

export const healthWindows = ['hour', 'day'] as const;
export type HealthWindow = (typeof healthWindows)[number];

export const Vendor = z.object({
  name: z.enum(vendorNames),
  lastAnswerAt: z.number().nullable(),
  lastFailureAt: z.number().nullable(),
  lastFailure: z.string().nullable(),
  failuresInARow: z.number(),
  pausedUntil: z.number().nullable(),
});
export type Vendor = z.infer<typeof Vendor>;

const OfProcess = z.object({
  version: z.string(),
  /** Epoch ms. */
  startedAt: z.number(),
  /** `real` null: the sandbox. */
  parts: z.array(z.object({ name: z.string(), real: z.string().nullable() })),
  vendors: z.array(Vendor),
  /** How late what is due comes, in milliseconds. */
  eventLoop: z.object({ p50: z.number(), p99: z.number(), max: z.number() }),
  warnings: z.array(
    z.object({ severity: z.enum(['error', 'warning']), where: z.string().nullable(), message: z.string() }),
  ),
});

const OfStore = z.object({
  latency: z.array(
    z.object({
      siteId: z.string(),
      lineId: z.string(),
      turns: z.number(),
      /** From the caller's last word to the first text sent to be spoken. */
      answer: Percentiles,
      /** From the request to the model's first token. */
      model: Percentiles,
      /** Of a tool call. */
      tools: Percentiles,
    }),
  ),
  troubles: z.array(
    z.object({
      siteId: z.string(),
      lineId: z.string(),
      kind: z.enum(['turn', 'relay', 'session', 'tool', 'message']),
      code: z.string(),
      count: z.number(),
      lastAt: z.number(),
    }),
  ),
  callsInProgress: z.number(),
  outbox: z.object({ due: z.number(), later: z.number(), oldestDueAt: z.number().nullable() }),
  queues: z.array(
    z.object({ name: z.string(), ready: z.number(), later: z.number(), active: z.number(), failed: z.number() }),
  ),
});

/** `GET /api/health?window=hour`. */
export const Health = z.object({
  /** Epoch ms. */
  at: z.number(),
  window: z.enum(healthWindows),
  /** Epoch ms: what is counted began then. */
  since: z.number(),
  /** Of this process; null: it does not tell. */
  process: OfProcess.nullable(),
  store: z.object({
    /** The time it takes to answer a question; null: it does not answer. */
    pingMs: z.number().nullable(),
    /** Over all processes; null: the store does not answer. */
    counts: OfStore.nullable(),
  }),
});
export type Health = z.infer<typeof Health>;
