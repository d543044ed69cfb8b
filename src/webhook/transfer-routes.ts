import type { Router } from 'express';
import type { Listen, Speak } from './answering.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** What Twilio asks and tells while a caller is being connected with a person. */
export function transferRoutes(_router: Router, _ports: WebhookPorts, _speak: Speak, _note: Listen): void {}
