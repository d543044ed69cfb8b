import { pause } from '../real-clock.ts';
import type { CallContext, Next } from './call-context.ts';
import { isSipLeg } from './call-record.ts';
import { requestOf } from './callee.ts';
import type { Person } from './people.ts';
import type { XmlElement } from './xml-element.ts';

/** How the far end takes a REFER: its answer, and what it later notifies of the new call. */
interface Answer {
  readonly referCode: number;
  readonly notifyCode: number | null;
  /** Until the last of it. */
  readonly ms: number;
}

interface Referred {
  readonly status: 'in-progress' | 'busy' | 'failed' | 'canceled' | null;
  readonly answer: Answer | null;
}

const ACCEPTED = 202;
const ANSWER_MS = 500;
/** Without a NOTIFY the subscription runs out. */
const SUBSCRIPTION_MS = 30_000;
const NOT_SIP = 'REFER is for SIP legs only: neither end of this one is';

/** `<Refer>`: asks the SIP end of the leg to call somebody else instead. */
export async function runRefer(context: CallContext, verb: XmlElement, documentUrl: string): Promise<Next> {
  context.answer();
  const uri = verb.children[0]?.text.trim() ?? '';
  const problem = isSipLeg(context.record) ? uriProblem(uri) : NOT_SIP;
  if (problem !== null) context.log({ type: 'error', code: 13_801, message: problem });
  const { status, answer } = problem === null ? await refer(context, uri) : { status: 'failed', answer: null };
  const { action, method } = verb.attributes;
  if (action === undefined) return { kind: 'next-verb' };
  const parameters = {
    ...(status === null ? {} : { ReferCallStatus: status }),
    ...(answer === null ? {} : { ReferSipResponseCode: String(answer.referCode) }),
    ...(answer === null || answer.notifyCode === null ? {} : { NotifySipResponseCode: String(answer.notifyCode) }),
  };
  return { kind: 'fetch', request: requestOf(action, method, documentUrl, parameters) };
}

async function refer(context: CallContext, uri: string): Promise<Referred> {
  const answer = answerOf(context.person(uri));
  if ((await pause(context.clock, answer.ms, context.stopped)) === 'aborted')
    return { status: 'canceled', answer: null };
  const { referCode, notifyCode } = answer;
  context.log({ type: 'referred', uri, headers: headersOf(uri), referCode, notifyCode });
  return { status: statusOf(answer), answer };
}

function answerOf(person: Person): Answer {
  switch (person.does) {
    case 'declines':
      return { referCode: 603, notifyCode: null, ms: ANSWER_MS };
    case 'busy':
      return { referCode: ACCEPTED, notifyCode: 486, ms: 2 * ANSWER_MS };
    case 'failed':
      return { referCode: ACCEPTED, notifyCode: person.sipCode, ms: 2 * ANSWER_MS };
    case 'no-answer':
      return { referCode: ACCEPTED, notifyCode: null, ms: SUBSCRIPTION_MS };
    case 'by-hand':
      return { referCode: ACCEPTED, notifyCode: 200, ms: 2 * ANSWER_MS };
    default:
      return { referCode: ACCEPTED, notifyCode: 200, ms: ANSWER_MS + person.ringMs };
  }
}

/** Not told where there was no NOTIFY. */
function statusOf({ notifyCode }: Answer): Referred['status'] {
  if (notifyCode === null) return null;
  if (notifyCode < 300) return 'in-progress';
  return notifyCode === 486 ? 'busy' : 'failed';
}

const LONGEST_URI = 255;
const LONGEST_HEADERS = 1024;

function uriProblem(uri: string): string | null {
  const [address = '', headers = ''] = uri.split('?');
  if (!/^sips?:[^\s@]+@[^\s@]+$|^sips?:[^\s@]+$/.test(address)) return `not a SIP URI: ${address.slice(0, 80)}`;
  if (address.length >= LONGEST_URI) return 'a SIP URI has less than 255 characters';
  if (headers.length >= LONGEST_HEADERS) return 'the headers of a SIP URI have less than 1024 characters';
  const stranger = Object.keys(headersOf(uri)).find((name) => !KNOWN_HEADER.test(name));
  return stranger === undefined ? null : `the header ${stranger} cannot be set: only X-… and User-to-User can`;
}

const KNOWN_HEADER = /^(?:X-[\w.-]+|User-to-User|Remote-Party-ID|P-Preferred-Identity|P-Called-Party-ID)$/i;

function headersOf(uri: string): Record<string, string> {
  const [, headers = ''] = uri.split('?');
  return Object.fromEntries(
    headers
      .split('&')
      .filter((one) => one !== '')
      .map((one) => {
        const [name = '', ...value] = one.split('=');
        return [decode(name), decode(value.join('='))];
      }),
  );
}

/** As SIP has it: a plus is a plus. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
