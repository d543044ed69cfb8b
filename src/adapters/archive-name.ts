import { AttendantError } from '../domain/errors.ts';

const part = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const ours = new RegExp(`^${part}(?:/${part}){0,3}$`);

/** A name of ours, which leads nowhere else; throws at any other. */
export function checkedName(file: string): string {
  if (!ours.test(file)) throw new AttendantError('bad_request', 'this is no name of a recording');
  return file;
}
