import { z } from 'zod';

/** What the stand-in for the carrier answered; `body` null: no JSON. */
export interface StandInAnswer {
  readonly status: number;
  readonly body: unknown;
}

const Message = z.object({ message: z.string() });
const TIMEOUT_MS = 20_000;

/** Asks the stand-in's control API. It answers 502 itself where the stand-in does not. */
export async function askStandIn(url: string, path: string, body?: unknown): Promise<StandInAnswer> {
  try {
    const response = await fetch(url + path, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  } catch {
    return { status: 502, body: { message: 'the sandbox does not answer' } };
  }
}

/** What went wrong, in a sentence. */
export function problemOf({ body }: StandInAnswer): string {
  const told = Message.safeParse(body);
  const text = told.success ? told.data.message : 'the sandbox did not understand';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
