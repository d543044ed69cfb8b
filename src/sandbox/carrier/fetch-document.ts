import type { CallContext, Next } from './call-context.ts';
import type { WebhookRequest, WebhookResult } from './request-webhook.ts';

/** Asks for the next document; when that fails, the fallback URL. Null: neither could be had. */
export async function fetchDocument(
  context: CallContext,
  request: WebhookRequest,
  fallbackUrl: string | null,
): Promise<Next | null> {
  const result = await context.request(request);
  const problem = problemOf(result);
  if (problem === null && result.ok) return documentOf(request.url, result);
  context.log({ type: 'error', code: problem?.code ?? 11200, message: problem?.message ?? '' });
  if (fallbackUrl === null || fallbackUrl === request.url) return null;
  const parameters = { ErrorCode: String(problem?.code ?? 11200), ErrorUrl: request.url };
  return fetchDocument(context, { url: fallbackUrl, method: 'POST', parameters }, null);
}

interface Problem {
  readonly code: number;
  readonly message: string;
}

function problemOf(result: WebhookResult): Problem | null {
  if (!result.ok) return result;
  if (result.status >= 400) return { code: 11200, message: `the webhook answered ${result.status}` };
  if (result.body.trim() === '') return { code: 12100, message: 'the webhook answered an empty document' };
  if (!/^(text\/xml|application\/xml|text\/html|text\/plain)/.test(result.contentType))
    return { code: 12300, message: `the webhook answered content type "${result.contentType}"` };
  return null;
}

/** Plain text is spoken, as Twilio does. */
function documentOf(url: string, result: WebhookResult & { readonly ok: true }): Next {
  if (!result.contentType.startsWith('text/plain')) return { kind: 'document', url, body: result.body };
  const text = result.body.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return { kind: 'document', url, body: `<Response><Say>${text}</Say></Response>` };
}
