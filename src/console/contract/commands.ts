import { z } from 'zod';
import { commandKinds } from '../../domain/operator-command.ts';

/** How long a sentence or a note may be: nobody listens to more at once. */
export const longestSaid = 500;
export const longestNote = 1000;

/** `POST /api/calls/:id/commands`. `now`: instead of the answer the bot is giving, not after it. */
export const CommandRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('say'),
    text: z.string().trim().min(1).max(longestSaid),
    now: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('note'), text: z.string().trim().min(1).max(longestNote) }),
  z.strictObject({ kind: z.literal('transfer') }),
  z.strictObject({ kind: z.literal('end') }),
]);
export type CommandRequest = z.input<typeof CommandRequest>;

/** Its answer: what becomes of it comes on the stream, as `operator-command` with this id. */
export const CommandAccepted = z.object({ id: z.string() });
export type CommandAccepted = z.infer<typeof CommandAccepted>;

/** `GET /api/calls/:id/commands`, in the order they were given. Texts are masked. */
export const Commands = z.object({
  commands: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(commandKinds),
      text: z.string(),
      now: z.boolean(),
      operator: z.string(),
      at: z.number(),
      status: z.enum(['waiting', 'taken', 'done', 'refused']),
      /** Null while it is not known. */
      outcome: z.string().nullable(),
      finishedAt: z.number().nullable(),
    }),
  ),
});
export type Commands = z.infer<typeof Commands>;
