import { z } from 'zod';
import type { Audience, MessageStatus, OutboxContent } from '../../domain/message.ts';

export const messageStatuses = [
  'reserved',
  'sending',
  'retry',
  'unknown',
  'sent',
  'delivered',
  'undelivered',
  'failed',
] as const satisfies readonly MessageStatus[];
export const messageMedia = ['sms', 'email', 'http'] as const satisfies readonly OutboxContent['medium'][];

/** What went wrong, and what to do about it. */
export const MessageError = z.object({ code: z.string(), what: z.string(), todo: z.string() });
export type MessageError = z.infer<typeof MessageError>;

/** Times are epoch ms; numbers, addresses and free text masked unless the request says otherwise. */
export const MessageSummary = z.object({
  id: z.string(),
  siteId: z.string(),
  lineId: z.string(),
  callId: z.string(),
  medium: z.enum(messageMedia),
  /** The first recipient: number, address, or the host that was asked. */
  to: z.string(),
  /** How many more get it. */
  others: z.number(),
  /** Subject or first words. */
  words: z.string(),
  status: z.enum(messageStatuses),
  /** What the status means for this medium. */
  statusWords: z.string(),
  error: MessageError.nullable(),
  /** Who asked for it, by tool. */
  tool: z.string(),
  audience: z.enum(['caller', 'team', 'callback', 'notes'] satisfies readonly Audience[]),
  attempts: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type MessageSummary = z.infer<typeof MessageSummary>;

/** `GET /api/messages`. `next`: the cursor of the page after this one. */
export const MessageList = z.object({ messages: z.array(MessageSummary), next: z.string().nullable() });
export type MessageList = z.infer<typeof MessageList>;

const Attachment = z.object({ name: z.string(), type: z.string().nullable() });
const Content = z.discriminatedUnion('medium', [
  z.object({
    medium: z.literal('sms'),
    from: z.string(),
    body: z.string(),
    segments: z.number(),
    encoding: z.enum(['GSM-7', 'UCS-2']),
  }),
  z.object({
    medium: z.literal('email'),
    from: z.string(),
    replyTo: z.string().nullable(),
    to: z.array(z.string()),
    cc: z.array(z.string()),
    bcc: z.array(z.string()),
    subject: z.string(),
    text: z.string(),
    /** A whole document; null: it has no HTML. */
    html: z.string().nullable(),
    attachments: z.array(Attachment),
  }),
  z.object({
    medium: z.literal('http'),
    method: z.string(),
    url: z.string(),
    body: z.string().nullable(),
    answer: z.object({ status: z.number(), body: z.string().nullable() }).nullable(),
  }),
]);

/** Who or what asked for a message. */
const Origin = z.object({
  words: z.string(),
  /** The tool call of the model, where it was one. */
  toolCallId: z.string().nullable(),
  /** The turn of the call. */
  turn: z.number().nullable(),
  callbackId: z.string().nullable(),
  /** The message this one is sent in place of. */
  messageId: z.string().nullable(),
});

/** `GET /api/messages/:id`. */
export const MessageDetail = MessageSummary.extend({
  content: Content,
  vendorId: z.string().nullable(),
  /** When it is tried next; null: not by itself. */
  dueAt: z.number().nullable(),
  history: z.array(
    z.object({
      at: z.number(),
      status: z.enum(messageStatuses),
      words: z.string(),
      vendorStatus: z.string().nullable(),
      error: MessageError.nullable(),
    }),
  ),
  /** Null: deleted. */
  call: z.object({ callSid: z.string(), startedAt: z.number(), endedAt: z.number().nullable() }).nullable(),
  origin: Origin,
  /** What it was sent again as. */
  resentAs: z.string().nullable(),
  /** Null: it may be sent again; else why not and what to do instead. */
  resend: z.object({ refusal: z.string().nullable() }),
});
export type MessageDetail = z.infer<typeof MessageDetail>;

/** `POST /api/messages/:id/resend`. `already`: somebody else had sent it again before. */
export const MessageResent = z.object({ message: MessageSummary, already: z.boolean() });
export type MessageResent = z.infer<typeof MessageResent>;
