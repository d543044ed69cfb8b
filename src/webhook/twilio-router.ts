import { Router } from 'express';
import { hangUp } from '../twiml/hang-up.ts';
import { createListen, createSpeak, sendTwiml, sorry } from './answering.ts';
import { noteCallStatus } from './call-status.ts';
import { callbackRoutes } from './callback-routes.ts';
import { endDial } from './dial-ended.ts';
import { DialEndedForm, MessageStatusForm, RelayEndedForm, VoiceForm } from './form-fields.ts';
import { receiveText } from './incoming-text.ts';
import { noteMessageStatus } from './message-status.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { recordingRoutes } from './recording-routes.ts';
import { endRelay } from './relay-ended.ts';
import { dialReference } from './transfer-forms.ts';
import { transferRoutes } from './transfer-routes.ts';
import { formOf, readForm, refuseUnparsed, verifySignature } from './verify-signature.ts';
import { answerCall } from './voice.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** Twilio's HTTP side, to be mounted at `/twilio`. Every request is verified before anything else happens. */
export function createTwilioRouter(ports: WebhookPorts): Router {
  const router = Router();
  const inTurn = createOneAtATime();
  router.use(readForm(), verifySignature(ports));
  const speak = createSpeak(ports, inTurn);
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
    speak(
      'dial-ended',
      DialEndedForm,
      (form, request) =>
        endDial(ports, form, request.query.purpose === 'agent' ? 'agent' : 'fallback', dialReference(request)),
      // After a conversation that took place an apology would make no sense.
      (request) => (formOf(request).DialBridged === 'true' ? hangUp() : sorry(ports, request)),
    ),
  );
  router.post('/fallback', (request, response) => sendTwiml(response, sorry(ports, request)));
  const note = createListen(ports, inTurn);
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
  transferRoutes(router, ports, speak, note);
  callbackRoutes(router, ports, speak, note);
  recordingRoutes(router, ports, speak, note);
  router.post('/sms', receiveText(ports, inTurn));
  router.use((_request, response) => void response.status(404).type('text/plain').send('There is nothing here.'));
  router.use(refuseUnparsed(ports));
  return router;
}
