import type { Request, Router } from 'express';
import type { CallbackStep } from '../domain/callback-urls.ts';
import { hangUp } from '../twiml/hang-up.ts';
import type { Listen, Speak } from './answering.ts';
import { agentPressed, agentWhisper, waitedForAgentPressed } from './callback/agent-leg.ts';
import { answered } from './callback/answered.ts';
import { type AttemptStep, readStep } from './callback/attempt-step.ts';
import { noteCallbackStatus } from './callback/call-report.ts';
import { customerAnswers, customerConsents } from './callback/customer-leg.ts';
import { callbackDialOver } from './callback/dial-over.ts';
import { CallbackForm } from './form-fields.ts';
import type { WebhookPorts } from './webhook-ports.ts';

type Answer = (step: AttemptStep, form: CallbackForm) => Promise<string>;

const answers: Readonly<Record<Exclude<CallbackStep, 'status'>, Answer>> = {
  answered,
  key: agentPressed,
  customer: customerAnswers,
  'customer-key': customerConsents,
  'dial-ended': callbackDialOver,
  'agent-whisper': agentWhisper,
  'agent-key': waitedForAgentPressed,
};

/** What Twilio asks and tells on the calls that callbacks are made of. */
export function callbackRoutes(router: Router, ports: WebhookPorts, speak: Speak, note: Listen): void {
  for (const [step, answer] of Object.entries(answers)) {
    const handle = async (form: CallbackForm, request: Request): Promise<string> => {
      const found = await readStep(ports, form, request);
      return found === null ? hangUp() : answer(found, form);
    };
    router.post(`/callback/${step}`, speak(`callback-${step}`, CallbackForm, handle));
  }
  router.post(
    '/callback/status',
    note(
      'callback-status',
      CallbackForm,
      ({ CallSid }) => CallSid,
      async (form, request) => {
        const found = await readStep(ports, form, request);
        if (found !== null) await noteCallbackStatus(found, form);
      },
    ),
  );
}
