import { pause } from '../real-clock.ts';
import type { CallContext, Next } from './call-context.ts';
import { relayConfig } from './relay-config.ts';
import { RelaySession, type SessionEnd } from './relay-session.ts';
import type { XmlElement } from './xml-element.ts';

const ACTION_MS = 600;
const ACTION_AFTER_FAILURE_MS = 1200;

/** `<Connect><ConversationRelay>`: the session, then the action request, whose TwiML goes on if the call still does. */
export async function runConnect(context: CallContext, verb: XmlElement, documentUrl: string): Promise<Next> {
  const relay = verb.children[0];
  if (relay === undefined) return { kind: 'next-verb' };
  const session = new RelaySession(context, relayConfig(relay));
  context.listen(session.input);
  const end = await session.run();
  context.listen(null);
  if (end.replaced) return { kind: 'next-verb' };
  if (!context.ended.aborted) context.answer();
  await pause(context.clock, end.status === 'failed' ? ACTION_AFTER_FAILURE_MS : ACTION_MS, context.closing);
  const { action } = verb.attributes;
  if (action === undefined) return { kind: 'next-verb' };
  const method = verb.attributes.method === 'GET' ? 'GET' : 'POST';
  return { kind: 'fetch', request: { url: new URL(action, documentUrl).href, method, parameters: parameters(end) } };
}

function parameters(end: SessionEnd): Record<string, string> {
  return {
    SessionId: end.sessionId,
    SessionStatus: end.status,
    SessionDuration: String(end.durationSeconds),
    ...(end.handoffData === null ? {} : { HandoffData: end.handoffData }),
    ...(end.errorCode === null ? {} : { ErrorCode: String(end.errorCode) }),
    ...(end.errorMessage === null ? {} : { ErrorMessage: end.errorMessage }),
  };
}
