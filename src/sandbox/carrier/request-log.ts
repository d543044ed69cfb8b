import type { WebhookRequest, WebhookResult } from './request-webhook.ts';
import { twilioDate } from './twilio-date.ts';

/** A request made on behalf of a call, with what came back. */
export interface MadeRequest {
  readonly request: WebhookRequest;
  readonly result: WebhookResult;
  /** Epoch ms of the answer. */
  readonly at: number;
  readonly durationMs: number;
}

/** As Twilio's Events of a call have it. */
export function madeRequestJson({ request, result, at, durationMs }: MadeRequest): Record<string, unknown> {
  return {
    request: { method: request.method, url: request.url.split('#')[0], parameters: request.parameters },
    response: {
      response_code: result.ok ? result.status : 0,
      request_duration: durationMs,
      content_type: result.ok ? result.contentType : null,
      response_body: result.ok ? result.body : result.message,
      date_created: twilioDate(at),
    },
  };
}
