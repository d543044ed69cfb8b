import type { Clock, Log } from '../ports.ts';
import { toModelFailure } from './openai-client.ts';

/** Warming is a courtesy: it may take as long as a greeting plays, and its failure is only worth a debug line. */
const warmTimeoutMs = 5000;

/** Runs `work` with a time limit. Never throws. */
export async function warmQuietly(
  work: (signal: AbortSignal) => Promise<void>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const controller = new AbortController();
  const cancel = clock.after(warmTimeoutMs, () => controller.abort());
  try {
    await work(controller.signal);
  } catch (thrown) {
    const { kind, status } = toModelFailure(thrown);
    log.debug('the model could not be warmed', { kind, status });
  } finally {
    cancel();
  }
}
