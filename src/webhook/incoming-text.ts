import type { RequestHandler } from 'express';
import type { z } from 'zod';
import { toAttendantError } from '../domain/errors.ts';
import { textedKeyword } from '../domain/opt-out-words.ts';
import { parsePhoneNumber } from '../domain/phone-number.ts';
import type { Site } from '../domain/site.ts';
import { isTextedConfirmation } from '../domain/texted-confirmation.ts';
import { textedSites } from '../domain/texted-sites.ts';
import { nothing } from '../twiml/hang-up.ts';
import { confirmByText } from './confirm-by-text.ts';
import { withDeadline } from './deadline.ts';
import { IncomingTextForm } from './form-fields.ts';
import type { createOneAtATime } from './one-at-a-time.ts';
import { formOf } from './verify-signature.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** Twilio waits 15 s, then asks the fallback URL. */
const ANSWER_MS = 10_000;

type Kind = 'stop' | 'start' | 'help' | 'confirm' | 'other' | 'ignored';

/**
 * A text that came in. We never reply: Twilio itself answers the words to stop, to start and for help, and what we
 * keep is who does not want to hear from whom, and who confirms their callback. 503 where that could not be kept, so that
 * it is seen there.
 */
export function receiveText(ports: WebhookPorts, inTurn: ReturnType<typeof createOneAtATime>): RequestHandler {
  return async (request, response) => {
    const form = IncomingTextForm.safeParse(formOf(request));
    const kind = form.success
      ? await withDeadline(
          ports.clock,
          ANSWER_MS,
          inTurn(`text ${form.data.From ?? ''}`, () => takeText(ports, form.data)),
        ).catch(failed)
      : 'ignored';
    const outcome = kind === null ? 'failed' : kind === 'ignored' ? 'ignored' : 'answered';
    ports.metrics.count('attendant_webhooks_total', { route: 'sms', outcome });
    if (kind === null) return void response.status(503).type('text/plain').send('Not now.');
    ports.metrics.count('attendant_incoming_texts_total', { kind });
    response.status(200).type('text/xml').send(nothing());
  };
  function failed(error: unknown): null {
    ports.log.error('an incoming text could not be taken', { error: toAttendantError(error) });
    return null;
  }
}

async function takeText(ports: WebhookPorts, form: z.infer<typeof IncomingTextForm>): Promise<Kind> {
  const { From: from = '', To: number = '', MessagingServiceSid: messagingService = null } = form;
  if (parsePhoneNumber(from, '') !== from) return 'ignored';
  const keyword = textedKeyword(form.Body ?? '', form.OptOutType);
  const sites = textedSites(ports.siteBook.sites(), { number, messagingService });
  ports.log.info('a text came in', { kind: keyword ?? 'other', sites: sites.map((site) => site.id) });
  if (keyword === null) return takeAnswer(ports, form.Body ?? '', sites, from);
  if (keyword === 'help') return keyword;
  const at = ports.clock.now();
  for (const site of sites) await ports.store.setOptOut(site.id, 'sms', from, keyword === 'stop', at, 'texted');
  return keyword;
}

/** "C" confirms a callback; anything else is for nobody here. */
async function takeAnswer(ports: WebhookPorts, body: string, sites: readonly Site[], from: string): Promise<Kind> {
  if (sites.length === 0 || !isTextedConfirmation(body)) return 'other';
  const siteIds = sites.map(({ id }) => id);
  return (await confirmByText(ports, siteIds, from)) ? 'confirm' : 'other';
}
