import type { Router } from 'express';
import { hangUp } from '../twiml/hang-up.ts';
import type { Listen, Speak } from './answering.ts';
import { takeConsent } from './recording-consent.ts';
import { endRefer } from './refer-ended.ts';
import { noteTranscription } from './transcription.ts';
import { AgentLegForm, ConsentForm, dialReference, ReferEndedForm, TranscriptionForm } from './transfer-forms.ts';
import type { WebhookPorts } from './webhook-ports.ts';
import { takeKey, whisper } from './whisper.ts';

/** What Twilio asks and tells while a caller is being connected with a person. */
export function transferRoutes(router: Router, ports: WebhookPorts, speak: Speak, note: Listen): void {
  router.post(
    '/recording-consent',
    speak('recording-consent', ConsentForm, (form, request) => takeConsent(ports, form, dialReference(request))),
  );
  router.post(
    '/whisper',
    speak('whisper', AgentLegForm, (form, request) => whisper(ports, form, dialReference(request)), hangUp),
  );
  router.post(
    '/whisper-key',
    speak('whisper-key', AgentLegForm, (form, request) => takeKey(ports, form, dialReference(request)), hangUp),
  );
  router.post(
    '/refer-ended',
    speak('refer-ended', ReferEndedForm, (form, request) => endRefer(ports, form, dialReference(request))),
  );
  router.post(
    '/transcription',
    note(
      'transcription',
      TranscriptionForm,
      ({ CallSid }) => CallSid,
      (form, request) => noteTranscription(ports, form, request.query.inbound === 'agent' ? 'agent' : 'caller'),
    ),
  );
}
