export type Path = readonly (string | number)[];

/** Something wrong in a site, by where it is in the document. `missing`: the path's last key should be there. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly path: Path;
  /** Points at the key itself instead of its value. */
  readonly atKey?: boolean;
  /** What is wrong and what to write instead. Never repeats a text of the file: it may hold a secret. */
  readonly message: string;
}

/** The same by where it is in the file; lines and columns count from 1. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export const error = (path: Path, message: string): Finding => ({ severity: 'error', path, message });
export const warning = (path: Path, message: string): Finding => ({ severity: 'warning', path, message });

/** `file:line:column: message`, as editors and terminals make it clickable. */
export function formatProblem(problem: Problem): string {
  const note = problem.severity === 'warning' ? 'warning: ' : '';
  return `${problem.file}:${problem.line}:${problem.column}: ${note}${problem.message}`;
}

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some((problem) => problem.severity === 'error');

/** `lines[0].voice.language` */
export function formatPath(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
