import { createFormUrl } from '../domain/callback-urls.ts';
import { ADDRESS_FORM } from '../domain/tool-names.ts';
import type { Destination } from './destination.ts';
import { sendMessage } from './send-message.ts';
import { smsContent } from './sms-content.ts';
import type { ToolContext, ToolOutcome, ToolRun } from './tool.ts';

const formLifeMs = 15 * 60_000;

/** Texts a one-time link to a page with one field: for an address that could not be had by voice. */
export async function sendAddressForm(
  context: ToolContext,
  run: ToolRun,
  destination: Destination,
): Promise<ToolOutcome> {
  const { site } = context.inForce;
  const token = context.ids.token();
  const body = `${site.name}: type your e-mail address here within 15 minutes:\n${createFormUrl(context.publicUrl(), token)}`;
  if (context.consent.isConfirmed('sms', destination.value)) {
    await context.store.saveForm(token, { callId: context.call.id, expiresAt: context.clock.now() + formLifeMs });
  }
  const outcome = await sendMessage(context, run, {
    tool: ADDRESS_FORM,
    content: smsContent(context, destination.value, body),
    audience: 'caller',
    destinations: [destination],
    what: 'the link to a page for your e-mail address',
  });
  if (outcome.result.status !== 'sent') return outcome;
  return {
    result: { ...outcome.result, hint: 'Ask the caller to type it in now. You are told as soon as they have.' },
  };
}
