import type { Action } from '../domain/action.ts';
import type { Call, CallerIdentity, Contact } from '../domain/call.ts';
import { Consent } from '../domain/consent.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import { checkTextable, exampleNumber } from '../domain/phone-number.ts';
import type { PreviewCaller } from '../domain/preview-caller.ts';
import type { ToolResult } from '../domain/tool-result.ts';
import type { PreviewedTool, PreviewTools } from '../ports/preview-tools.ts';
import { actionsOf } from './actions/actions-of.ts';
import { resolveCallbackPhone } from './callbacks/callback-phone.ts';
import { tooQuiet } from './callbacks/request-callback.ts';
import { resolveAddress, resolveNumber } from './destination.ts';
import { type LineTool, lineTools } from './line-tools.ts';
import { languagesOf } from './offered.ts';
import type { CallFacts } from './tool.ts';

/**
 * What a call is offered, and what keeps the rest from it: by the list the toolbox of a call is made from. What a tool
 * answers this caller comes from the functions it asks itself.
 */
export const previewTools: PreviewTools = (inForce, at, caller) => {
  const facts = factsOf(inForce, at, caller);
  return lineTools(inForce).map((tool) => previewed(facts, tool, at));
};

function previewed(facts: CallFacts, tool: LineTool, at: number): PreviewedTool {
  const { name, objection, closed, make } = tool;
  if (objection !== null) return { name, description: null, whyNot: objection, answer: null };
  const whyNot = closed(at);
  const refusal = whyNot === null ? refusalOf(facts, name, at) : null;
  const answer = refusal === null ? null : { code: refusal.code ?? refusal.status, say: refusal.say };
  return { name, description: make().description, whyNot, answer };
}

/** What stands against the number or address known of the caller. */
function refusalOf(facts: CallFacts, name: string, at: number): ToolResult | null {
  switch (name) {
    case 'send_sms':
    case 'send_sms_link':
      return refusalIn(resolveNumber('caller', facts));
    case 'send_email':
    case 'send_email_link':
      return refusalIn(resolveAddress('contact', facts));
    case 'request_callback':
    case 'schedule_callback':
      return callbackRefusal(facts, name === 'request_callback', at);
    default: {
      const action = actionsOf(facts.inForce).find((one) => one.name === name);
      return action === undefined ? null : actionRefusal(facts, action);
    }
  }
}

function callbackRefusal(facts: CallFacts, now: boolean, at: number): ToolResult | null {
  const phone = resolveCallbackPhone('caller', facts);
  if (!phone.ok) return phone.refusal;
  const delayMs = (facts.inForce.line.callbacks?.delay_seconds ?? 0) * 1000;
  return now ? tooQuiet(facts, phone.value.value, at + delayMs) : null;
}

function actionRefusal(facts: CallFacts, action: Action): ToolResult | null {
  if (action.type === 'http_request') return null;
  const to = [action.to].flat();
  if (action.type === 'send_sms') return to.includes('caller') ? refusalIn(resolveNumber('caller', facts)) : null;
  return to.includes('contact') ? refusalIn(resolveAddress('contact', facts)) : null;
}

const refusalIn = (resolved: ReturnType<typeof resolveNumber>): ToolResult | null =>
  resolved.ok ? null : resolved.refusal;

function factsOf(inForce: LineInForce, at: number, caller: PreviewCaller): CallFacts {
  const from = identityOf(inForce, caller);
  const callerNumber = from.kind === 'phone' ? from.number : null;
  const { site, line } = inForce;
  const contact = caller === 'known' ? contactOf(site.id, callerNumber) : null;
  const languages = [...languagesOf(inForce)];
  const consent = new Consent({ callerNumber, contact, languages, defaultCountry: site.country });
  const call: Call = {
    id: 'preview',
    callSid: 'preview',
    siteId: site.id,
    lineId: line.id,
    direction: 'inbound',
    from,
    to: line.numbers[0] ?? '',
    startedAt: at,
  };
  return { call, inForce, contact, consent, clock: { now: () => at } };
}

function identityOf(inForce: LineInForce, caller: PreviewCaller): CallerIdentity {
  const number = callerNumberFor(inForce);
  if (caller === 'sip') return { kind: 'sip', uri: 'sip:caller@example.com' };
  return caller === 'anonymous' || number === null ? { kind: 'withheld' } : { kind: 'phone', number };
}

/** A caller from next door: a number of the line's own area, or else of its country. */
function callerNumberFor({ site, line }: LineInForce): string | null {
  const neighbour = line.numbers.find((number) => checkTextable(number, [site.country]) === null);
  return neighbour ?? exampleNumber(site.country);
}

function contactOf(siteId: string, number: string | null): Contact {
  const identifiers = number === null ? [] : [number];
  const unknown = { callbackNumber: null, language: null, timeZone: null, notes: null };
  return { ...unknown, id: 'preview', siteId, name: 'A contact', email: 'contact@example.com', identifiers };
}
