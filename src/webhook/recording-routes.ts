import type { Router } from 'express';
import type { Listen, Speak } from './answering.ts';
import { noteRecording, RecordingForm } from './recording-status.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** What Twilio tells of recordings. */
export function recordingRoutes(router: Router, ports: WebhookPorts, _speak: Speak, note: Listen): void {
  router.post(
    '/recording',
    note(
      'recording',
      RecordingForm,
      ({ RecordingSid }) => RecordingSid,
      (form) => noteRecording(ports, form),
    ),
  );
}
