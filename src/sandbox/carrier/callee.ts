import type { StatusReports } from './call-context.ts';
import type { MachineDetection } from './detect-machine.ts';
import type { WebhookRequest } from './request-webhook.ts';
import type { XmlElement } from './xml-element.ts';

/** One `<Number>`, `<Sip>` or `<Client>` of a `<Dial>`, or its plain number. */
export interface Callee {
  readonly address: string;
  readonly isSip: boolean;
  /** What they hear before they are connected. */
  readonly whisper: WebhookRequest | null;
  readonly reports: StatusReports;
  readonly machineDetection: MachineDetection | null;
}

export function calleesOf(dial: XmlElement, documentUrl: string): readonly Callee[] {
  const plain = dial.text.trim();
  const nouns = dial.children.map((noun) => calleeOf(noun, documentUrl));
  return plain === ''
    ? nouns
    : [calleeOf({ ...dial, name: 'Number', attributes: {}, text: plain }, documentUrl), ...nouns];
}

function calleeOf({ name, attributes, text }: XmlElement, base: string): Callee {
  const address = name === 'Client' ? `client:${text.trim()}` : text.trim();
  return {
    address,
    isSip: name === 'Sip',
    whisper: attributes.url === undefined ? null : requestOf(attributes.url, attributes.method, base),
    reports: reportsOf(attributes, base),
    machineDetection: detectionOf(attributes, base),
  };
}

export const methodOf = (method: string | undefined): 'GET' | 'POST' => (method === 'GET' ? 'GET' : 'POST');

/** A request for what an attribute names, which may be relative to the document it stands in. */
export const requestOf = (
  url: string,
  method: string | undefined,
  base: string,
  parameters: Record<string, string> = {},
): WebhookRequest => ({ url: new URL(url, base).href, method: methodOf(method), parameters });

export const absolute = (url: string | undefined, base: string): string | null =>
  url === undefined ? null : new URL(url, base).href;

function reportsOf(attributes: XmlElement['attributes'], base: string): StatusReports {
  return {
    url: absolute(attributes.statusCallback, base),
    method: methodOf(attributes.statusCallbackMethod),
    events: (attributes.statusCallbackEvent ?? 'completed').split(' '),
  };
}

/** Those who dial do not wait for it. */
function detectionOf(attributes: XmlElement['attributes'], base: string): MachineDetection | null {
  const mode = attributes.machineDetection;
  if (mode !== 'Enable' && mode !== 'DetectMessageEnd') return null;
  return {
    mode,
    asynchronous: true,
    callbackUrl: absolute(attributes.amdStatusCallback, base),
    callbackMethod: methodOf(attributes.amdStatusCallbackMethod),
  };
}
