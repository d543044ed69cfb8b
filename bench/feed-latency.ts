/**
 * How long after it happened an event of a call is with whoever follows, and how long until a page shows it.
 * `node bench/feed-latency.ts [calls]`: a real server with nothing configured, calls from its own stand-in for the
 * carrier, one stream over HTTP, and Chromium where there is one.
 */
import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { EventStream } from '../test/support/event-stream.ts';
import { ServerProcess } from '../test/support/server-process.ts';

const calls = Number(process.argv[2] ?? 5);
const browserPath = '/usr/bin/chromium';
const questions = ['When are you open?', 'What does a visit cost?', 'Do you come on Sunday?', 'Thank you.'];
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const server = new ServerProcess({ LOG_LEVEL: 'warn' });
await server.start();
const page = existsSync(browserPath) ? await openPage() : null;
const { carrierUrl, lines } = await server.json<{ carrierUrl: string; lines: { number: string }[] }>('/api/sandbox');
const sandbox = (path: string, body: unknown) =>
  fetch(`${carrierUrl}/sandbox${path}`, { method: 'POST', body: JSON.stringify(body) });

// The first call of a process is slower than all after it.
await talk(0);
await wait(2000);
await page?.forget();
const stream = await new EventStream().open(server.url);
await Promise.all(Array.from({ length: calls }, (_, index) => talk(index)));
await wait(500);
tell('event → stream', stream.messages.flatMap(latencyOf));
if (page !== null) tell('event → line in the page', await page.shown());
await page?.close();
stream.close();
await server.dispose();

async function talk(index: number): Promise<void> {
  await wait(index * 150);
  const to = lines[index % lines.length]?.number;
  const placed = await sandbox('/calls', { from: `+1415555${String(1000 + index)}`, to, speed: 4 });
  const { sid } = (await placed.json()) as { sid: string };
  await wait(3500);
  for (const text of questions) {
    await sandbox(`/calls/${sid}/say`, { text });
    await wait(3000);
  }
  await sandbox(`/calls/${sid}/hangup`, {});
}

function latencyOf({ event, data, at }: EventStream['messages'][number]): number[] {
  return event === 'call' ? [at - (data.event as { at: number }).at] : [];
}

/** Follows the newest calls on the Live page, and notes when each line of theirs is there. */
async function openPage(): Promise<{ shown(): Promise<number[]>; forget(): Promise<void>; close(): Promise<void> }> {
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
  const opened: Page = await browser.newPage();
  await opened.goto(`${server.url}/#/live`);
  await opened.evaluate(watchLines);
  return {
    shown: () => opened.evaluate(() => (globalThis as unknown as { shown: number[] }).shown),
    async forget() {
      await opened.goto(`${server.url}/#/live`);
      await opened.evaluate(() => void (globalThis as unknown as { shown: number[] }).shown.splice(0));
    },
    close: () => browser.close(),
  };
}

/** Runs in the page. A line carries the time of its event; what an answer brought along is older and not counted. */
function watchLines(): void {
  const shown: number[] = [];
  const known = new Set<string>();
  Object.assign(globalThis, { shown });
  const { document, MutationObserver } = globalThis as unknown as {
    document: { body: unknown };
    MutationObserver: new (
      told: (records: { addedNodes: Iterable<{ querySelector?(of: string): { dateTime: string } | null }> }[]) => void,
    ) => { observe(target: unknown, options: object): void };
  };
  const note = (dateTime: string | undefined): void => {
    // A line that is finished is there a second time, at another place.
    if (dateTime === undefined || known.has(dateTime)) return;
    known.add(dateTime);
    const late = Date.now() - Date.parse(dateTime);
    if (late < 2000) shown.push(late);
  };
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) note(node.querySelector?.('time')?.dateTime);
  }).observe(document.body, { childList: true, subtree: true });
}

function tell(what: string, latencies: readonly number[]): void {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number): string => `${sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]} ms`;
  console.log(
    `${what}: ${sorted.length} of ${calls} calls, p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)}`,
  );
}
