import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { Person } from '../carrier/people.ts';

const Pattern = z.string().refine(isPattern, 'must be a regular expression');
const Patterns = z.union([Pattern.transform((one) => [one]), z.array(Pattern)]).default([]);
/** Regular expressions, without regard to case, over the lines from this step to the next. */
const expect = { expect: Patterns };

const Step = z.union([
  z.strictObject({ interrupt_after_ms: z.number().min(0), say: z.string().min(1).optional(), ...expect }),
  z.strictObject({ say: z.string().min(1), ...expect }),
  z.strictObject({ press: z.string().regex(/^[0-9*#]+$/), ...expect }),
  z.strictObject({ text: z.string().min(1), ...expect }),
  z.strictObject({ listen: z.literal(true), ...expect }),
  z.strictObject({ wait_ms: z.number().min(0), ...expect }),
  z.strictObject({ hangup: z.literal(true), ...expect }),
  z.strictObject({ ends_within_ms: z.number().min(0), ...expect }),
  /** Until a line since the caller last did something matches. In the world's time, however fast the call is played. */
  z.strictObject({ wait_for: Pattern, within_ms: z.number().min(0).default(60_000), ...expect }),
  /** The caller's phone rings within this time, and the call that comes in is waited for to its end. */
  z.strictObject({ called_back_within_ms: z.number().min(0), ...expect }),
]);

/** As elsewhere in scripts, with underscores: `ring_ms` for `ringMs`. */
const ScriptPerson = z.record(z.string(), z.unknown()).transform(camelCased).pipe(Person);
export type Step = z.infer<typeof Step>;

const CallScript = z.strictObject({
  name: z.string().optional(),
  line: z.string().optional(),
  from: z.string().optional(),
  speed: z.number().positive().optional(),
  /** How others take calls during the script, by number or SIP URI. Everybody else accepts. */
  people: z.record(z.string().min(1), ScriptPerson).default({}),
  /** How long the bot must be silent before the caller goes on. */
  quiet_ms: z.number().min(0).default(1200),
  /** How long the caller waits for an answer. */
  patience_ms: z.number().min(0).default(15_000),
  steps: z.array(Step).min(1),
  /** Over the whole transcript. */
  expect: Patterns,
  /** Must not occur anywhere. */
  forbid: Patterns,
  arrivals: z.strictObject({ sms: z.int().min(0).optional(), email: z.int().min(0).optional() }).default({}),
  /** Errors the stand-in reports do not fail the script. */
  allow_errors: z.boolean().default(false),
});
/** A scripted call: what the caller does, and what must come of it. */
export type CallScript = z.infer<typeof CallScript>;

/** Reads a script. A string says what is wrong with it. */
export function parseCallScript(text: string): CallScript | string {
  try {
    const script = CallScript.safeParse(parse(text));
    return script.success ? script.data : z.prettifyError(script.error);
  } catch (error) {
    if (error instanceof YAMLParseError) return error.message;
    throw error;
  }
}

function camelCased(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(given);
  return Object.fromEntries(entries.map(([name, value]) => [name.replace(/_([a-z])/g, upperCased), value]));
}

const upperCased = (_match: string, letter: string): string => letter.toUpperCase();

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'i') instanceof RegExp;
  } catch {
    return false;
  }
}
