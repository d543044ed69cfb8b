import { error, type Finding, type Path } from './problem.ts';

/** One finding for every value that was there before. */
export function repeated(values: readonly string[], at: (index: number) => Path, what: string): readonly Finding[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [error(at(index), `another ${what} is called "${value}" already; rename one`)],
  );
}
