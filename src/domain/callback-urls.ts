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

/** With the agent's target and the count of the hand-off, so that the answer is told from an older one's. */
interface DialReference {
  readonly target: string;
  readonly dial: number;
}

const query = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');

/** The `<Dial action>` of a transfer. */
export const createAgentDialEndedUrl = (publicUrl: string, { target, dial }: DialReference): string =>
  under(publicUrl, `/twilio/dial-ended?${query({ purpose: 'agent', target, dial })}`);

/** The `<Number url>`: what the agent hears before the caller is connected. */
export const createWhisperUrl = (publicUrl: string, { target, dial }: DialReference): string =>
  under(publicUrl, `/twilio/whisper?${query({ target, dial })}`);

/** The `<Gather action>` of the whisper. */
export const createWhisperKeyUrl = (publicUrl: string, { target, dial }: DialReference): string =>
  under(publicUrl, `/twilio/whisper-key?${query({ target, dial })}`);

/** The `<Gather action>` of the question whether the conversation may be recorded. */
export const createRecordingConsentUrl = (publicUrl: string, dial: number): string =>
  under(publicUrl, `/twilio/recording-consent?${query({ dial })}`);

/** The `<Refer action>`. */
export const createReferEndedUrl = (publicUrl: string, { target, dial }: DialReference): string =>
  under(publicUrl, `/twilio/refer-ended?${query({ target, dial })}`);

/** Where the carrier reports on recordings. Its `CallSid` names the call. */
export const createRecordingStatusUrl = (publicUrl: string): string => under(publicUrl, '/twilio/recording');

/** Where the carrier sends what it transcribes. `inbound`: who speaks on the inbound track. */
export const createTranscriptionUrl = (publicUrl: string, inbound: 'caller' | 'agent'): string =>
  under(publicUrl, `/twilio/transcription?${query({ inbound })}`);

interface AttemptReference {
  readonly callback: string;
  readonly attempt: number;
}

/** The steps of a callback's call the carrier asks about. */
export type CallbackStep =
  | 'answered'
  | 'key'
  | 'customer'
  | 'customer-key'
  | 'dial-ended'
  | 'agent-whisper'
  | 'agent-key'
  | 'status';

/** A step of an attempt; by the attempt in it a call is known as ours. */
export const createCallbackUrl = (
  publicUrl: string,
  step: CallbackStep,
  { callback, attempt }: AttemptReference,
): string => under(publicUrl, `/twilio/callback/${step}?${query({ callback, attempt })}`);

/** Whether a URL the carrier has asked is one of this attempt's, whatever the origin was by then. */
export function isRequestOf(url: string, { callback, attempt }: AttemptReference): boolean {
  if (!URL.canParse(url)) return false;
  const { pathname, searchParams } = new URL(url);
  const ours = pathname.includes('/twilio/callback/');
  return ours && searchParams.get('callback') === callback && searchParams.get('attempt') === String(attempt);
}

/** The page that shows a booking and changes it. */
export const createCallbackPageUrl = (publicUrl: string, token: string): string =>
  under(publicUrl, `/callback/${encodeURIComponent(token)}`);
