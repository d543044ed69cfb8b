import type { CallContext, Leg } from './call-context.ts';
import type { Callee } from './callee.ts';
import { detectMachine } from './detect-machine.ts';
import { mirrorLeg } from './mirror-leg.ts';
import { type PickUp, ringingOf } from './people.ts';
import { playPerson } from './play-person.ts';
import { ringLeg } from './ring-leg.ts';

export interface DialOptions {
  /** What the one called sees. */
  readonly from: string;
  readonly timeoutMs: number;
  /** One after the other instead of all at once. */
  readonly sequential: boolean;
}

/** Who answered; or, when nobody did, the last who was tried and why. */
export interface Dialled {
  readonly leg: Leg | null;
  readonly callee: Callee | null;
  readonly pickUp: PickUp;
}

const NOBODY: Dialled = { leg: null, callee: null, pickUp: 'failed' };

/** Rings everybody. The first to answer is left answered; every other leg is over. */
export async function dialAll(
  context: CallContext,
  callees: readonly Callee[],
  options: DialOptions,
): Promise<Dialled> {
  if (!options.sequential) return dialTogether(context, callees, options);
  let last = NOBODY;
  for (const callee of callees) {
    if (context.stopped.aborted) return { ...last, pickUp: 'canceled' };
    last = await dialOne(context, callee, options, new AbortController());
    if (last.pickUp === 'answered') return last;
  }
  return last;
}

async function dialTogether(context: CallContext, callees: readonly Callee[], options: DialOptions): Promise<Dialled> {
  const taken = new AbortController();
  const all = await Promise.all(callees.map((callee) => dialOne(context, callee, options, taken)));
  const order: readonly PickUp[] = ['answered', 'canceled', 'no-answer', 'busy', 'failed'];
  return all.toSorted((a, b) => order.indexOf(a.pickUp) - order.indexOf(b.pickUp))[0] ?? NOBODY;
}

/** `taken` aborts when one of several has answered; whoever answers aborts it. */
async function dialOne(
  context: CallContext,
  callee: Callee,
  { from, timeoutMs }: DialOptions,
  taken: AbortController,
): Promise<Dialled> {
  const person = context.person(callee.address);
  const leg = context.newLeg({ from, to: callee.address, reports: callee.reports });
  mirrorLeg(leg, context);
  leg.report('initiated');
  const stop = AbortSignal.any([context.stopped, taken.signal]);
  const rung = await ringLeg(leg, ringingOf(person), timeoutMs, stop);
  const pickUp = rung === 'answered' && stop.aborted ? 'canceled' : rung;
  if (pickUp !== 'answered') {
    leg.end('server', pickUp);
    void leg.conclude();
    return { leg, callee, pickUp };
  }
  taken.abort();
  playPerson(leg, person);
  leg.context.answer();
  void detectMachine(leg, person, callee.machineDetection, { kind: 'ran-out' });
  return { leg, callee, pickUp };
}
