import { pause } from '../real-clock.ts';
import type { Leg, Next } from './call-context.ts';
import type { AnsweredBy } from './call-record.ts';
import type { Person } from './people.ts';

export interface MachineDetection {
  /** `DetectMessageEnd` waits for the beep. */
  readonly mode: 'Enable' | 'DetectMessageEnd';
  /** The document is not kept waiting; the result goes to `callbackUrl`. */
  readonly asynchronous: boolean;
  readonly callbackUrl: string | null;
  readonly callbackMethod: 'GET' | 'POST';
}

const HUMAN_MS = 2500;
const MACHINE_MS = 3500;
const BEEP_MS = 6500;

/** Finds out who answered. The answer is what the leg does next: its document, asked for with the result if that was awaited. */
export async function detectMachine(
  leg: Leg,
  person: Person,
  wish: MachineDetection | null,
  first: Next,
): Promise<Next> {
  if (wish === null) return first;
  if (wish.asynchronous) {
    void detect(leg, person, wish).then((result) => tell(leg, wish, result));
    return first;
  }
  const result = await detect(leg, person, wish);
  if (leg.context.ended.aborted) return { kind: 'hang-up', by: 'caller' };
  return result === null || first.kind !== 'fetch' ? first : withResult(first, result);
}

type Detected = Readonly<Record<'AnsweredBy' | 'MachineDetectionDuration', string>>;

/** Also of a leg that is dialled by another: the result goes to its callback only. */
async function detect(leg: Leg, person: Person, { mode }: MachineDetection): Promise<Detected | null> {
  const machine = person.does === 'machine';
  const ms = machine ? (mode === 'Enable' ? MACHINE_MS : BEEP_MS) : HUMAN_MS;
  if ((await pause(leg.context.clock, ms, leg.context.ended)) === 'aborted') return null;
  const answeredBy: AnsweredBy = machine ? (mode === 'Enable' ? 'machine_start' : 'machine_end_beep') : 'human';
  leg.record.answeredBy = answeredBy;
  leg.context.log({ type: 'machine-detection', answeredBy });
  return { AnsweredBy: answeredBy, MachineDetectionDuration: String(ms) };
}

async function tell(leg: Leg, wish: MachineDetection, result: Detected | null): Promise<void> {
  const { callbackUrl: url, callbackMethod: method } = wish;
  if (result === null || url === null || !URL.canParse(url)) return;
  const { sid, accountSid } = leg.record;
  await leg.context.tell({ url, method, parameters: { CallSid: sid, AccountSid: accountSid, ...result } });
}

function withResult(first: Extract<Next, { kind: 'fetch' }>, result: Detected): Next {
  const { request } = first;
  return { ...first, request: { ...request, parameters: { ...request.parameters, ...result } } };
}
