// The SDK's one file, not the whole SDK: loading that takes most of a second.

import { timingSafeEqual } from 'node:crypto';
import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { RequestVerifier, SignedRequest } from '../ports.ts';

/**
 * Checks `X-Twilio-Signature` (HMAC-SHA1 over the URL and the sorted form parameters). A webhook's URL is accepted
 * with and without its port, since Twilio signs either; a socket's only as it stood in the TwiML.
 */
export function createTwilioRequestVerifier(authToken: string): RequestVerifier {
  return {
    verify(request) {
      if (request.signature === null || request.signature === '') return false;
      try {
        return /^wss?:/i.test(request.url) ? literal(authToken, request) : webhook(authToken, request);
      } catch {
        // A URL the SDK cannot parse: nobody signed that.
        return false;
      }
    },
  };
}

function literal(authToken: string, { url, parameters, signature }: SignedRequest): boolean {
  const expected = Buffer.from(getExpectedTwilioSignature(authToken, url, parameters));
  const given = Buffer.from(signature ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function webhook(authToken: string, { url, parameters, signature }: SignedRequest): boolean {
  return validateRequest(authToken, signature ?? '', url, parameters);
}
