import type { ServerResponse } from 'node:http';
import { sendJson } from './http-routes.ts';

export interface TwilioError {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

const messages: Readonly<Record<number, readonly [status: number, message: string]>> = {
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'Internal Server Error'],
  21201: [400, "No 'To' number is specified"],
  21205: [400, 'Url parameter is required.'],
  21210: [400, 'The source phone number provided is not yet verified for your account.'],
  21211: [400, "Invalid 'To' Phone Number"],
  21212: [400, "Invalid 'From' Number (caller ID)"],
  21213: [400, "'From' phone number is required."],
  21214: [400, "'To' phone number cannot be reached."],
  21215: [400, 'Account not authorized to call this number: geo permission is missing.'],
  21216: [400, 'Account not allowed to call this number.'],
  21217: [400, 'Phone number does not appear to be valid.'],
  21220: [400, 'Call is not in-progress. Cannot redirect.'],
  21266: [400, "'To' and 'From' number cannot be the same"],
  21408: [400, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number"],
  21602: [400, 'Message body is required.'],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21606: [400, "The 'From' phone number provided is not a valid message-capable Twilio phone number."],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21611: [429, "This 'From' number has exceeded the maximum number of queued messages"],
  21612: [400, "The 'To' phone number is not currently reachable via SMS."],
  21614: [400, "'To' number is not a valid mobile number"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
  21703: [400, 'The Messaging Service does not have a phone number available to send a message'],
};

/** The error Twilio answers with for a code; status and message can be set. */
export function twilioError(
  code: number,
  other: { readonly status?: number; readonly message?: string } = {},
): TwilioError {
  const [status, message] = messages[code] ?? [400, `Error ${code}`];
  return { status: other.status ?? status, code, message: other.message ?? message };
}

export function sendTwilioError(response: ServerResponse, error: TwilioError): void {
  if (error.status === 401) response.setHeader('www-authenticate', 'Basic realm="Twilio API"');
  if (error.status === 429) response.setHeader('retry-after', '1');
  const more_info = `https://www.twilio.com/docs/errors/${error.code}`;
  sendJson(response, error.status, { code: error.code, message: error.message, more_info, status: error.status });
}
