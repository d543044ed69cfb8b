import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { toAttendantError } from '../domain/errors.ts';
import { withDeadline } from './deadline.ts';
import { apologise, numberCalled } from './lines.ts';
import type { createOneAtATime } from './one-at-a-time.ts';
import { formOf } from './verify-signature.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** The caller hears silence meanwhile, so an apology in time is better than an answer too late. */
const ANSWER_MS = 4000;

type InTurn = ReturnType<typeof createOneAtATime>;
type Outcome = 'answered' | 'apologised' | 'failed' | 'ignored';

/**
 * A webhook that is answered by TwiML: whatever goes wrong, the caller hears something. `otherwise`: what, where it is
 * not the apology of the line.
 */
export function createSpeak(ports: WebhookPorts, inTurn: InTurn) {
  return <Form extends z.ZodType<{ CallSid: string }>>(
    route: string,
    schema: Form,
    answer: (form: z.output<Form>, request: Request) => Promise<string>,
    otherwise: (request: Request) => string = (request) => sorry(ports, request),
  ): RequestHandler =>
    async (request, response) => {
      const startedAt = ports.clock.now();
      let outcome: Outcome = 'answered';
      const document = await respond(request).catch((error: unknown) => {
        outcome = 'apologised';
        ports.log.error('a webhook could not be answered', { route, error: toAttendantError(error) });
        return otherwise(request);
      });
      sendTwiml(response, document);
      record(ports, route, outcome);
      ports.metrics.observe('attendant_webhook_seconds', (ports.clock.now() - startedAt) / 1000, { route });
      async function respond(from: Request): Promise<string> {
        const form = schema.parse(formOf(from));
        return withDeadline(
          ports.clock,
          ANSWER_MS,
          inTurn(form.CallSid, () => answer(form, from)),
        );
      }
    };
}

/** A webhook Twilio only informs us by. */
export function createListen(ports: WebhookPorts, inTurn: InTurn) {
  return <Form extends z.ZodType>(
    route: string,
    schema: Form,
    keyOf: (form: z.output<Form>) => string,
    take: (form: z.output<Form>, request: Request) => Promise<void>,
  ): RequestHandler =>
    async (request, response) => {
      const form = schema.safeParse(formOf(request));
      const outcome = form.success
        ? await inTurn(keyOf(form.data), () => take(form.data, request)).then(done, failed)
        : 'ignored';
      response.status(outcome === 'failed' ? 503 : 204).end();
      record(ports, route, outcome);
      function failed(error: unknown): Outcome {
        ports.log.error('a status could not be recorded', { route, error: toAttendantError(error) });
        return 'failed';
      }
    };
}

const done = (): Outcome => 'answered';

function record(ports: WebhookPorts, route: string, outcome: Outcome): void {
  ports.metrics.count('attendant_webhooks_total', { route, outcome });
}

/** The apology of the line called. Uses nothing that can fail. */
export function sorry(ports: WebhookPorts, request: Request): string {
  const { To } = formOf(request);
  const number = numberCalled(typeof To === 'string' ? To : To?.[0]);
  return apologise(ports, ports.siteBook.lineForNumber(number), number);
}

export function sendTwiml(response: Response, document: string): void {
  response.status(200).type('text/xml').send(document);
}

export type Speak = ReturnType<typeof createSpeak>;
export type Listen = ReturnType<typeof createListen>;
