import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { runCallerCommand } from './caller-command.ts';
import type { PhoneCall } from './phone-call.ts';

const QUIET_MS = 1200;
const PATIENCE_MS = 15_000;
const GRACE_MS = 1500;

/** Leads the call by lines from a pipe: each is said when the bot has finished; the end of the input hangs up. */
export async function leadFromPipe(call: PhoneCall, stdin: Readable): Promise<void> {
  await call.quiet(QUIET_MS, PATIENCE_MS);
  // Not before the lines are read: they, and their end, are lost on an interface nobody iterates.
  const lines = createInterface({ input: stdin });
  for await (const line of lines) {
    if (call.isOver) break;
    if (line.trim() === '') continue;
    await runCallerCommand(call, line);
    await call.quiet(QUIET_MS, PATIENCE_MS);
  }
  lines.close();
  stdin.destroy();
  // A bot that was told goodbye hangs up by itself.
  await call.endsWithin(GRACE_MS);
  await call.hangup();
  await call.finished();
}
