import type { RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Store } from '../../ports/store.ts';
import type { ConsoleDependencies } from '../console-dependencies.ts';
import { operatorOf } from '../operator.ts';
import type { PhoneBookStore } from './phone-book.ts';
import { problemOf, type StandInAnswer } from './stand-in.ts';

export interface PhoneDependencies extends Pick<ConsoleDependencies, 'sandbox' | 'siteBook' | 'clock'> {
  readonly store: Pick<Store, 'findCall' | 'findCallById' | 'eventsOfCall' | 'appendAudit'> & PhoneBookStore;
}

/** What every route has at hand. */
export interface PhoneDesk extends PhoneDependencies {
  readonly carrierUrl: () => string;
}

/** A body of this shape, or 400 with what is wrong with it. */
export function parsed<Body>(
  schema: z.ZodType<Body>,
  handle: (body: Body, response: Response) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    const body = schema.safeParse(request.body ?? {});
    if (body.success) return handle(body.data, response);
    const [first] = body.error.issues;
    response.status(400).json({ error: `${first?.path.join('.') || 'The request'}: ${first?.message}` });
  };
}

export function notFound(response: Response): void {
  response.status(404).json({ error: 'There is no such call here.' });
}

/** Who called which line from the console, in the audit log. */
export async function keepCall(
  { store, clock }: PhoneDesk,
  response: Response,
  { siteId, lineId }: { readonly siteId: string; readonly lineId: string },
  as: string,
): Promise<void> {
  const operator = operatorOf(response).name;
  const subject = `line ${siteId}/${lineId}`;
  await store.appendAudit({ at: clock.now(), operator, action: 'place-test-call', subject, detail: { as } });
}

/** Of a refusal only what is wrong; of a success nothing: what comes of it is in the stream. */
export function passOn(answer: StandInAnswer, response: Response): void {
  if (answer.status < 300) response.status(answer.status).json({});
  else response.status(answer.status).json({ error: problemOf(answer) });
}
