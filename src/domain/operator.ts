/** What somebody may do in the console; each may all that the one before may. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who is at the console. `name` is `local` where no password is set, `console` for the one shared password. */
export interface Operator {
  readonly name: string;
  readonly role: Role;
}

export const mayActAs = (operator: Operator, role: Role): boolean =>
  roles.indexOf(operator.role) >= roles.indexOf(role);
