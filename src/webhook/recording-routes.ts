import type { Router } from 'express';
import type { Listen, Speak } from './answering.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** What Twilio tells of recordings. */
export function recordingRoutes(_router: Router, _ports: WebhookPorts, _speak: Speak, _note: Listen): void {}
