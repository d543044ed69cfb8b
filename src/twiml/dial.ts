import { type Element, element, renderResponse } from './document.ts';

export interface DialDocument {
  /** Exactly one of both; from the site file, never from the model. */
  readonly target: { readonly number: string } | { readonly sipUri: string };
  /** E.164; what the one called sees. */
  readonly callerId: string;
  /** The `<Dial action>`. */
  readonly actionUrl: string;
  readonly ringSeconds: number;
}

export function dial({ target, callerId, actionUrl, ringSeconds }: DialDocument): Element {
  const noun = 'number' in target ? element('Number', {}, target.number) : element('Sip', {}, target.sipUri);
  return element('Dial', { action: actionUrl, callerId, timeout: ringSeconds }, noun);
}

/** Connects the caller with an agent. */
export const bridge = (document: DialDocument): string => renderResponse(dial(document));
