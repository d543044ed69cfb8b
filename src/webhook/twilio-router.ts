import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { toAttendantError } from '../domain/errors.ts';
import { noteCallStatus } from './call-status.ts';
import { withDeadline } from './deadline.ts';
import { endDial } from './dial-ended.ts';
import { DialEndedForm, MessageStatusForm, RelayEndedForm, VoiceForm } from './form-fields.ts';
import { receiveText } from './incoming-text.ts';
import { apologise, numberCalled } from './lines.ts';
import { noteMessageStatus } from './message-status.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { endRelay } from './relay-ended.ts';
import { formOf, readForm, refuseUnparsed, verifySignature } from './verify-signature.ts';
import { answerCall } from './voice.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** The caller hears silence meanwhile, so an apology in time is better than an answer too late. */
const ANSWER_MS = 4000;

/** Twilio's HTTP side, to be mounted at `/twilio`. Every request is verified before anything else happens. */
export function createTwilioRouter(ports: WebhookPorts): Router {
  const router = Router();
  const inTurn = createOneAtATime();
  router.use(readForm(), verifySignature(ports));
  const speak = speaker(ports, inTurn);
  router.post(
    '/voice',
    speak('voice', VoiceForm, (form) => answerCall(ports, form)),
  );
  router.post(
    '/relay-ended',
    speak('relay-ended', RelayEndedForm, (form) => endRelay(ports, form)),
  );
  router.post(
    '/dial-ended',
    speak('dial-ended', DialEndedForm, (form, request) =>
      endDial(ports, form, request.query.purpose === 'agent' ? 'agent' : 'fallback'),
    ),
  );
  router.post('/fallback', (request, response) => sendTwiml(response, sorry(ports, request)));
  const note = listener(ports, inTurn);
  router.post(
    '/call-status',
    note(
      'call-status',
      VoiceForm,
      ({ CallSid }) => CallSid,
      (form) => noteCallStatus(ports, form),
    ),
  );
  router.post(
    '/message-status',
    note(
      'message-status',
      MessageStatusForm,
      ({ MessageSid }) => MessageSid,
      (form) => noteMessageStatus(ports, form),
    ),
  );
  router.post('/sms', receiveText(ports, inTurn));
  router.use((_request, response) => void response.status(404).type('text/plain').send('There is nothing here.'));
  router.use(refuseUnparsed(ports));
  return router;
}

type InTurn = ReturnType<typeof createOneAtATime>;
type Outcome = 'answered' | 'apologised' | 'failed' | 'ignored';

/** A webhook that is answered by TwiML: whatever goes wrong, the caller hears something. */
function speaker(ports: WebhookPorts, inTurn: InTurn) {
  return <Form extends z.ZodType<{ CallSid: string }>>(
    route: string,
    schema: Form,
    answer: (form: z.output<Form>, request: Request) => Promise<string>,
  ): RequestHandler =>
    async (request, response) => {
      const startedAt = ports.clock.now();
      let outcome: Outcome = 'answered';
      const document = await respond(request).catch((error: unknown) => {
        outcome = 'apologised';
        ports.log.error('a webhook could not be answered', { route, error: toAttendantError(error) });
        return sorry(ports, request);
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
function listener(ports: WebhookPorts, inTurn: InTurn) {
  return <Form extends z.ZodType>(
    route: string,
    schema: Form,
    keyOf: (form: z.output<Form>) => string,
    take: (form: z.output<Form>) => Promise<void>,
  ): RequestHandler =>
    async (request, response) => {
      const form = schema.safeParse(formOf(request));
      const outcome = form.success
        ? await inTurn(keyOf(form.data), () => take(form.data)).then(done, failed)
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
function sorry(ports: WebhookPorts, request: Request): string {
  const { To } = formOf(request);
  const number = numberCalled(typeof To === 'string' ? To : To?.[0]);
  return apologise(ports, ports.siteBook.lineForNumber(number), number);
}

function sendTwiml(response: Response, document: string): void {
  response.status(200).type('text/xml').send(document);
}
