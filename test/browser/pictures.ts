/**
 * Takes a picture of every page, to be looked at: wide and light, wide and dark, 320 pixels and light.
 *
 *     npx node test/browser/pictures.ts OUTDIR [PAGE…]
 *
 * Starts a server of its own with the demo business and places a few calls first. With names of pages (as in
 * console-tour.ts, e.g. "Live") only theirs. `npm run build` first: it shows what was built.
 */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageOptions } from './chromium.ts';
import { ConsoleBench } from './console-bench.ts';
import { type Stop, tour, visit } from './console-tour.ts';
import { fill } from './filled-console.ts';

const password = 'a long way to Tipperary';
const looks: Readonly<Record<string, PageOptions>> = {
  wide: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  narrow: { viewport: { width: 320, height: 640 } },
};
/** Everything has been drawn. */
const drawnMs = 600;

const [directory = '', ...names] = process.argv.slice(2);
if (directory === '') throw new Error('Say where the pictures go: npx node test/browser/pictures.ts OUTDIR');
mkdirSync(directory, { recursive: true });
const bench = new ConsoleBench({ CONSOLE_PASSWORD: password });
try {
  await bench.open(mkdtempSync(join(tmpdir(), 'attendant-')));
  await fill(bench, password);
  const stops = await tour(bench, password);
  for (const [look, options] of Object.entries(looks)) await takeAll(look, options, stops);
} finally {
  await bench.close();
}

async function takeAll(look: string, options: PageOptions, stops: readonly Stop[]): Promise<void> {
  const context = await bench.browser.context({ scripts: ['voice'], ...options });
  await context.request.post(`${bench.server.url}/api/sign-in`, { data: { name: '', password } });
  const page = await context.newPage();
  for (const stop of stops.filter(({ name }) => names.length === 0 || names.includes(name))) {
    await visit(page, bench, password, stop);
    await page.waitForTimeout(drawnMs);
    const file = `${stop.name.toLowerCase().replaceAll(' ', '-')}-${look}.png`;
    await page.screenshot({ path: join(directory, file), fullPage: true });
    console.log(file);
  }
  await context.close();
}
