import { z } from 'zod';
import { longestName, longestPassword } from '../../domain/account.ts';
import { roles } from '../../domain/operator.ts';

/** `GET /api/sign-in`: what the sign-in page asks for. Anybody may know. */
export const SignInWays = z.object({
  /** False: the console is open to this machine. */
  needed: z.boolean(),
  /** There are accounts: a name belongs to a password. */
  names: z.boolean(),
  /** The one password of the server is good, without a name. */
  sharedPassword: z.boolean(),
});
export type SignInWays = z.infer<typeof SignInWays>;

/** `POST /api/sign-in`. A wrong one may be long; it is cut where it is kept. */
export const SignInRequest = z.object({ name: z.string().max(1000).default(''), password: z.string().max(1000) });

export const AccountView = z.object({
  name: z.string(),
  role: z.enum(roles),
  createdAt: z.number(),
  changedAt: z.number(),
  signedInAt: z.number().nullable(),
});
export type AccountView = z.infer<typeof AccountView>;

/** `GET /api/accounts`. */
export const Accounts = z.object({
  accounts: z.array(AccountView),
  /** Nobody signs in yet: from the first account on everybody does. */
  open: z.boolean(),
  /** Whoever knows the server's one password is an admin too. */
  sharedPassword: z.boolean(),
});
export type Accounts = z.infer<typeof Accounts>;

const password = z.string().max(longestPassword * 4);

/** `POST /api/accounts`. */
export const NewAccount = z.object({ name: z.string().max(longestName * 2), role: z.enum(roles), password });

/** `PATCH /api/accounts/:name`. */
export const AccountChange = z
  .object({ role: z.enum(roles).optional(), password: password.optional() })
  .refine(({ role, password }) => role !== undefined || password !== undefined, 'Say what to change.');

/** `POST /api/own-password`. */
export const OwnPassword = z.object({ current: z.string().max(1000), password });
