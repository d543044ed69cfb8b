import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { parseEmailAddress } from '../../domain/email-address.ts';
import { mayActAs } from '../../domain/operator.ts';
import { parsePhoneNumber } from '../../domain/phone-number.ts';
import type { MessageSearch } from '../../ports/desk-store.ts';
import type { DeskDependencies } from '../callbacks/desk-dependencies.ts';
import { type MessageList, type MessageResent, messageMedia, messageStatuses } from '../contract/messages.ts';
import { Cursor, pageOf } from '../keyset-cursor.ts';
import { atLeast, operatorOf } from '../operator.ts';
import { Moment, readRequest } from '../read-request.ts';
import { masked, shownTo } from '../unmask.ts';
import { messageDetail } from './message-detail.ts';
import { messageSummary } from './message-summary.ts';
import { resendMessage } from './resend.ts';

const Search = z.object({
  medium: z.enum(messageMedia).optional(),
  /** One or several, with commas. */
  status: z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(messageStatuses)).min(1))
    .optional(),
  site: z.string().min(1).max(100).optional(),
  line: z.string().min(1).max(100).optional(),
  to: z.string().trim().min(2).max(320).optional(),
  from: Moment.optional(),
  until: Moment.optional(),
  /** Its carrier id, or ours. */
  call: z.string().min(1).max(100).optional(),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
type Search = z.output<typeof Search>;
const unknown = { error: 'There is no such message.' };
/** What is shown of a masked number anyway. */
const shownDigits = 2;

/**
 * All that left the house as JSON, the newest first: texts, e-mails and requests; one with its content, its statuses and
 * who asked for it; and sending again what failed.
 */
export function messagesApi(ports: DeskDependencies): Router {
  const router = Router();
  router.get('/messages', (request, response) => list(ports, request, response));
  router.get('/messages/:id', (request, response) => one(ports, request, response));
  router.post('/messages/:id/resend', atLeast('operator'), (request, response) => resend(ports, request, response));
  return router;
}

async function list(ports: DeskDependencies, request: Request, response: Response): Promise<void> {
  const search = readRequest(Search, request.query, response);
  if (search === null) return;
  const to = recipientOf(ports, search);
  if (to !== undefined && 'endsWith' in to && to.endsWith.length > shownDigits)
    if (!mayActAs(operatorOf(response), 'operator'))
      return void response
        .status(403)
        .json({ error: `Give the whole number or address, or its last ${shownDigits} digits.` });
  const shown = await shownTo(ports, request, response, 'messages');
  if (shown === null) return;
  const found = await ports.store.findMessages(await searchOf(ports, search, to));
  const { page, next } = pageOf(found, search.limit, ({ createdAt, id }) => ({ at: createdAt, id }));
  const answer: MessageList = { messages: page.map((message) => messageSummary(message, shown)), next };
  response.json(answer);
}

async function searchOf(
  { store }: DeskDependencies,
  { medium, status, site, line, from, until, call, cursor, limit }: Search,
  to: MessageSearch['to'],
): Promise<MessageSearch> {
  const callId = call === undefined ? undefined : ((await store.findCall(call))?.call.id ?? call);
  const when = { from, before: until, after: cursor, limit: limit + 1 };
  return { medium, statuses: status, siteId: site, lineId: line, callId, to, ...when };
}

/** A whole number in any usual form, a whole address, a host; digits alone are how a number ends. */
function recipientOf({ siteBook }: DeskDependencies, { to, site }: Search): MessageSearch['to'] {
  if (to === undefined) return undefined;
  if (/^\d{2,6}$/.test(to)) return { endsWith: to };
  const countries = siteBook.sites().filter(({ id }) => site === undefined || id === site);
  const numbers = countries.flatMap(({ country }) => parsePhoneNumber(to, country) ?? []);
  return { is: numbers[0] ?? parseEmailAddress(to) ?? to.toLowerCase() };
}

async function one(ports: DeskDependencies, request: Request, response: Response): Promise<void> {
  const message = await ports.store.findMessage(String(request.params.id));
  if (message === null) return void response.status(404).json(unknown);
  const shown = await shownTo(ports, request, response, `message ${message.id}`);
  if (shown !== null) response.json(await messageDetail(ports, message, shown));
}

async function resend(ports: DeskDependencies, request: Request, response: Response): Promise<void> {
  const resent = await resendMessage(ports, operatorOf(response).name, String(request.params.id));
  if (resent.outcome === 'unknown') return void response.status(404).json(unknown);
  if (resent.outcome === 'refused') return void response.status(409).json({ error: resent.why });
  const answer: MessageResent = { message: messageSummary(resent.message, masked), already: resent.already };
  response.json(answer);
}
