import { error, type Finding, type Path, warning } from './problem.ts';

/** Looks secrets up. `sandboxed`: no real calls, so a missing secret is no reason not to start. */
export interface Secrets {
  readonly sandboxed: boolean;
  secret(reference: string): string | null;
}

/** A reference to nothing: an error, unless everything is pretended anyway. */
export function secretFindings(reference: string | undefined, path: Path, secrets: Secrets): readonly Finding[] {
  if (reference === undefined || secrets.secret(reference) !== null) return [];
  const message = `set ${reference.slice(2, -1)} in the environment`;
  return [secrets.sandboxed ? warning(path, message) : error(path, message)];
}

/** Where a value may be written out or be `${NAME}`: is it the latter? */
export const isReference = (value: string): boolean => value.startsWith('${');
