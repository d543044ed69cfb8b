import type { Router } from 'express';
import type { Listen, Speak } from './answering.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** What Twilio asks and tells on the calls that callbacks are made of. */
export function callbackRoutes(_router: Router, _ports: WebhookPorts, _speak: Speak, _note: Listen): void {}
