/** Where the carrier and callers find us. `publicUrl` is an origin, possibly with a path prefix, without a trailing slash. */
const under = (publicUrl: string, path: string): string => `${publicUrl.replace(/\/+$/, '')}${path}`;

/** Where the carrier reports what became of a text message. */
export const createMessageStatusUrl = (publicUrl: string): string => under(publicUrl, '/twilio/message-status');

/** The `<Connect action>`: asked for what comes next when a relay session ends. */
export const createRelayEndedUrl = (publicUrl: string): string => under(publicUrl, '/twilio/relay-ended');

/** Who was dialled: an agent of a transfer, or the number that stands in for the bot. */
export type DialPurpose = 'agent' | 'fallback';

/** The `<Dial action>`: asked for what comes next when a dialled leg ends. */
export const createDialEndedUrl = (publicUrl: string, purpose: DialPurpose): string =>
  under(publicUrl, `/twilio/dial-ended?purpose=${purpose}`);

/**
 * The socket of a session: names its call, which the single-use token is bound to. `ws` only where the public URL
 * itself is plain http (the sandbox on loopback).
 */
export function createRelayUrl(publicUrl: string, token: string, callSid: string): string {
  const call = encodeURIComponent(callSid);
  return under(publicUrl.replace(/^http/, 'ws'), `/relay?call=${call}&token=${token}`);
}

/** The one-time form in which a caller types what is hard to say. The token is all that opens it. */
export const createFormUrl = (publicUrl: string, token: string): string =>
  under(publicUrl, `/form/${encodeURIComponent(token)}`);
