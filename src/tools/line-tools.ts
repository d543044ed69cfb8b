import { bookingObjection, callbackNowObjection, offersCallbacks } from '../domain/callback-offers.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import { nobodyThere, transferObjection } from '../domain/transfer-targets.ts';
import { notConfigured, type WhyNot } from '../domain/why-not.ts';
import { actionTool } from './actions/action-tool.ts';
import { actionObjection, actionsOf } from './actions/actions-of.ts';
import { changeCallback } from './callbacks/change-callback.ts';
import { findCallbackSlots } from './callbacks/find-callback-slots.ts';
import { requestCallback } from './callbacks/request-callback.ts';
import { scheduleCallback } from './callbacks/schedule-callback.ts';
import { endCall } from './end-call.ts';
import { languagesOf, linksObjection, mediumObjection } from './offered.ts';
import { sendEmail } from './send-email.ts';
import { sendEmailLink } from './send-email-link.ts';
import { sendSms } from './send-sms.ts';
import { sendSmsLink } from './send-sms-link.ts';
import { switchLanguage } from './switch-language.ts';
import type { Tool } from './tool.ts';
import { transferToAgent } from './transfer-to-agent.ts';

/** A tool a line could have, and what keeps it from having it. */
export interface LineTool {
  readonly name: string;
  /** Whatever the hour; null: the line has it. */
  readonly objection: WhyNot | null;
  /** At a moment (epoch ms), where the line has it; null: it is offered. */
  readonly closed: (at: number) => WhyNot | null;
  /** Only where the line has it. */
  readonly make: () => Tool;
}

type Own = Pick<LineTool, 'name' | 'objection'> & {
  readonly make: () => unknown;
  readonly closed?: LineTool['closed'];
};

/** Every tool, in the order the model sees those it gets. */
export function lineTools(inForce: LineInForce): readonly LineTool[] {
  const closed = (at: number): WhyNot | null => nobodyThere(inForce, at);
  const booking = bookingObjection(inForce);
  const now = callbackNowObjection(inForce);
  const all: readonly Own[] = [
    { name: sendSms.name, objection: mediumObjection(inForce, 'sms'), make: () => sendSms },
    { name: sendEmail.name, objection: mediumObjection(inForce, 'email'), make: () => sendEmail },
    { name: 'send_sms_link', objection: linksObjection(inForce, 'sms'), make: () => sendSmsLink(inForce) },
    { name: 'send_email_link', objection: linksObjection(inForce, 'email'), make: () => sendEmailLink(inForce) },
    {
      ...{ name: 'transfer_to_agent', objection: transferObjection(inForce), closed },
      make: () => transferToAgent(inForce),
    },
    { name: requestCallback.name, objection: now, closed, make: () => requestCallback },
    { name: findCallbackSlots.name, objection: booking, make: () => findCallbackSlots },
    { name: scheduleCallback.name, objection: booking, make: () => scheduleCallback },
    { name: changeCallback.name, objection: offersCallbacks(inForce) ? null : booking, make: () => changeCallback },
    { name: 'switch_language', objection: languageObjection(inForce), make: () => switchLanguage(inForce) },
    ...actionsOf(inForce).map((action) => ({
      ...{ name: action.name, objection: actionObjection(inForce, action) },
      make: () => actionTool(action),
    })),
    { name: endCall.name, objection: null, make: () => endCall },
  ];
  return all.map(({ make, ...own }) => ({ closed: open, ...own, make: () => make() as Tool }));
}

const open = (): null => null;

const languageObjection = (inForce: LineInForce): WhyNot | null =>
  languagesOf(inForce).length > 1 ? null : notConfigured('voice.languages');
