import { element, renderResponse } from './document.ts';

export interface ReferDocument {
  /** From the site file, with the headers that go along. */
  readonly sipUri: string;
  /** The `<Refer action>`: asked for what comes next, also when all went well. */
  readonly actionUrl: string;
}

/** Asks the caller's own SIP side to call somebody else: the call leaves us (twilio.com/docs/voice/twiml/refer). */
export const refer = ({ sipUri, actionUrl }: ReferDocument): string =>
  renderResponse(element('Refer', { action: actionUrl }, element('Sip', {}, sipUri)));
