import { AttendantError } from '../domain/errors.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Reads single variables and collects what is wrong with them. An empty variable counts as not set. */
export class VariableReader {
  readonly #env: Variables;
  readonly #problems: string[] = [];
  readonly warnings: string[] = [];

  constructor(env: Variables) {
    this.#env = env;
  }

  text(name: string): string | null {
    const value = Object.hasOwn(this.#env, name) ? this.#env[name]?.trim() : undefined;
    return value === undefined || value === '' ? null : value;
  }

  refuse(problem: string): void {
    this.#problems.push(problem);
  }

  /** `parse` answers the value or throws an Error that says what to write instead. */
  parsed<T>(name: string, parse: (value: string) => T): T | null {
    const value = this.text(name);
    if (value === null) return null;
    try {
      return parse(value);
    } catch (error) {
      this.refuse(`${name}: ${(error as Error).message}`);
      return null;
    }
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const value = this.text(name);
    if (value === null) return fallback;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    this.refuse(`${name}: write a whole number from ${least} to ${most}`);
    return fallback;
  }

  choice<const T extends string>(name: string, choices: readonly T[]): T | null {
    const value = this.text(name);
    const chosen = choices.find((choice) => choice === value);
    if (value !== null && chosen === undefined) this.refuse(`${name}: write one of ${choices.join(', ')}`);
    return chosen ?? null;
  }

  throwIfAnyProblem(): void {
    if (this.#problems.length === 0) return;
    const list = this.#problems.map((problem) => `\n  - ${problem}`).join('');
    throw new AttendantError('environment_invalid', `The environment is not complete:${list}`);
  }
}
