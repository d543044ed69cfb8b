import { z } from 'zod';

const text = z.strictObject({
  type: z.literal('text'),
  token: z.string(),
  last: z.boolean().default(false),
  lang: z.string().min(1).optional(),
  interruptible: z.boolean().optional(),
  preemptible: z.boolean().optional(),
});
const play = z.strictObject({
  type: z.literal('play'),
  source: z.url({ protocol: /^https?$/ }),
  loop: z.int().min(0).max(1000).default(1),
  preemptible: z.boolean().optional(),
  interruptible: z.boolean().optional(),
});
const sendDigits = z.strictObject({ type: z.literal('sendDigits'), digits: z.string().regex(/^[0-9w#*]+$/) });
const language = z
  .strictObject({
    type: z.literal('language'),
    ttsLanguage: z.string().min(2).optional(),
    transcriptionLanguage: z.string().min(2).optional(),
  })
  .refine((frame) => frame.ttsLanguage !== undefined || frame.transcriptionLanguage !== undefined);
const end = z.strictObject({ type: z.literal('end'), handoffData: z.string().optional() });

const AppFrame = z.discriminatedUnion('type', [text, play, sendDigits, language, end]);

/** What an application may send on the socket; anything else is error 64107. */
export type AppFrame = z.infer<typeof AppFrame>;

/** One frame, or why Twilio would not take it. */
export function parseAppFrame(data: string): AppFrame | { readonly type: 'invalid'; readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { type: 'invalid', reason: 'not JSON' };
  }
  const parsed = AppFrame.safeParse(value);
  return parsed.success ? parsed.data : { type: 'invalid', reason: z.prettifyError(parsed.error) };
}
