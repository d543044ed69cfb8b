import { pause } from '../real-clock.ts';
import type { CallContext, DialOutcome, Next } from './call-context.ts';
import { newSid } from './sid.ts';
import type { XmlElement } from './xml-element.ts';

/** `<Dial>`: notes who is dialled and plays the outcome the stand-in was told to have. */
export async function runDial(context: CallContext, verb: XmlElement, documentUrl: string): Promise<Next> {
  context.answer();
  const outcome = context.dialOutcome();
  const targets = targetsOf(verb);
  const ringMs = outcome.ringMs ?? Number(verb.attributes.timeout ?? 30) * 1000;
  await pause(context.clock, ringMs + (outcome.bridged ? outcome.talkMs : 0), context.stopped);
  const status = context.ended.aborted && !outcome.bridged ? 'canceled' : outcome.status;
  context.log({ type: 'dialed', targets, outcome: status });
  const { action } = verb.attributes;
  if (action === undefined) return { kind: 'next-verb' };
  const method = verb.attributes.method === 'GET' ? 'GET' : 'POST';
  const parameters = dialParameters(status, outcome);
  return { kind: 'fetch', request: { url: new URL(action, documentUrl).href, method, parameters } };
}

function targetsOf(verb: XmlElement): string[] {
  const plain = verb.text.trim();
  const nouns = verb.children.map((child) => child.text.trim());
  return plain === '' ? nouns : [plain, ...nouns];
}

function dialParameters(status: DialOutcome['status'], outcome: DialOutcome): Record<string, string> {
  return {
    DialCallStatus: status,
    DialCallSid: newSid('CA'),
    DialBridged: String(outcome.bridged),
    ...(status === 'completed' ? { DialCallDuration: String(Math.round(outcome.talkMs / 1000)) } : {}),
  };
}
