import { z } from 'zod';

/** A line one can call, as the server announces it. */
export interface CallableLine {
  readonly site: string;
  readonly line: string;
  readonly name: string;
  readonly number: string;
}

export interface SandboxInfo {
  readonly carrierUrl: string;
  readonly lines: readonly CallableLine[];
}

const Announced = z.object({
  carrierUrl: z.string().nullable(),
  lines: z.array(z.object({ site: z.string(), line: z.string(), name: z.string(), number: z.string() })).default([]),
});

/** Asks a running server for its stand-in for Twilio and its lines. A string explains why there is none. */
export async function findSandbox(server: string): Promise<SandboxInfo | string> {
  const origin = server.replace(/\/$/, '');
  try {
    const response = await fetch(`${origin}/api/sandbox`);
    const announced = response.ok ? Announced.safeParse(await response.json().catch(() => null)) : null;
    const { carrierUrl, lines } = announced?.data ?? { carrierUrl: null, lines: [] };
    return carrierUrl === null ? withoutSandbox(origin) : { carrierUrl, lines };
  } catch {
    return `Nothing answers at ${origin}. Start the server with "npm start", or say where it is with --server URL.`;
  }
}

const withoutSandbox = (origin: string): string =>
  `The server at ${origin} runs without the sandbox carrier: its calls come from the real Twilio.
Dial its number by phone, or let this phone play Twilio:
  npm run call -- --voice-url ${origin}/twilio/voice --auth-token TWILIO_AUTH_TOKEN --to NUMBER`;

/** The line with this id (`support`, or `site/support`). A string says which there are. */
export function chooseLine(lines: readonly CallableLine[], wanted: string | null): CallableLine | string {
  const found = lines.filter(({ site, line }) => wanted === null || wanted === line || wanted === `${site}/${line}`);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const list = lines.map(({ site, line, name, number }) => `  ${site}/${line}  ${number}  ${name}`).join('\n');
  if (wanted === null) return `Which line? Say it with --line:\n${list}`;
  return `${first === undefined ? 'There is no line' : 'More than one line is called'} ${wanted}. The lines are:\n${list}`;
}
