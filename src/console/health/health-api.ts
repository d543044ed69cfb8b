import { type Response, Router } from 'express';
import { z } from 'zod';
import type { ConsoleDependencies } from '../console-dependencies.ts';
import { type Health, type HealthWindow, healthWindows } from '../contract/health.ts';

const windowMs: Readonly<Record<HealthWindow, number>> = { hour: 3_600_000, day: 86_400_000 };
/** So long an answer is good for everybody who asks: the counting reads all turns of the window. */
const freshMs = 5000;

const Window = z.enum(healthWindows).default('hour');

/** `GET /api/health?window=hour`: how fast, how well, and what stands behind it. */
export function healthApi(dependencies: ConsoleDependencies): Router {
  const { clock } = dependencies;
  const answers = new Map<HealthWindow, { readonly at: number; readonly health: Promise<Health> }>();
  const router = Router();
  router.get('/health', async (request, response) => {
    const window = Window.safeParse(request.query.window);
    if (!window.success) return refuse(response);
    const at = clock.now();
    const known = answers.get(window.data);
    const fresh = known !== undefined && at - known.at < freshMs && at >= known.at;
    const health = fresh ? known.health : healthOf(dependencies, window.data, at);
    if (!fresh) answers.set(window.data, { at, health });
    response.json(await health);
  });
  return router;
}

function refuse(response: Response): void {
  response.status(400).json({ error: `window: write one of ${healthWindows.join(', ')}.` });
}

async function healthOf(dependencies: ConsoleDependencies, window: HealthWindow, at: number): Promise<Health> {
  const since = at - windowMs[window];
  const pingMs = await ping(dependencies);
  const counts = pingMs === null ? null : await countsOf(dependencies, since, at);
  return { at, window, since, process: processOf(dependencies), store: { pingMs, counts } };
}

async function ping({ store, clock }: ConsoleDependencies): Promise<number | null> {
  const before = clock.now();
  try {
    await store.ping();
    return clock.now() - before;
  } catch {
    return null;
  }
}

/** Null: the store went away while it was asked. That is said by the page, not by an error. */
async function countsOf(
  { store, processHealth, log }: ConsoleDependencies,
  since: number,
  at: number,
): Promise<Health['store']['counts']> {
  try {
    const [latency, troubles, calls, outbox, queues] = await Promise.all([
      store.latencyByLine(since),
      store.troubles(since),
      store.openCallCounts(),
      store.outboxDepth(at),
      processHealth?.queues() ?? [],
    ]);
    const callsInProgress = calls.reduce((sum, { count }) => sum + count, 0);
    return { latency: [...latency], troubles: [...troubles], callsInProgress, outbox, queues: [...queues] };
  } catch (error) {
    log.warn('the health of the calls could not be read', { error });
    return null;
  }
}

function processOf({ processHealth }: ConsoleDependencies): Health['process'] {
  if (processHealth === undefined) return null;
  const { version, startedAt, parts } = processHealth;
  return {
    ...{ version, startedAt, parts: [...parts] },
    vendors: [...processHealth.vendors()],
    eventLoop: processHealth.eventLoop(),
    warnings: [...processHealth.warnings()],
  };
}
