import { type Clock, pause } from '../real-clock.ts';
import type { CallScript, Step } from './call-script.ts';
import type { IncomingCalls } from './incoming-calls.ts';
import type { PhoneCall } from './phone-call.ts';

/** Who watches a script being played, and may stop it. */
export interface ScriptWatcher {
  /** Aborts when nobody wants the rest; the call is hung up by whoever aborts it. */
  readonly stopped: AbortSignal;
  /** A step begins. */
  began(index: number): void;
  /** It is over. `unmet`: what was not as expected. */
  ended(index: number, unmet: readonly string[]): void;
}

const nobody: ScriptWatcher = { stopped: new AbortController().signal, began: () => {}, ended: () => {} };

interface Scene {
  readonly call: PhoneCall;
  readonly incoming: IncomingCalls;
  readonly script: CallScript;
  readonly clock: Clock;
  readonly stopped: AbortSignal;
}

/** Acts a script out on a call already placed. The answer lists what was not as expected; empty: all was. */
export async function runScript(
  call: PhoneCall,
  incoming: IncomingCalls,
  script: CallScript,
  clock: Clock,
  watcher = nobody,
): Promise<string[]> {
  const scene: Scene = { call, incoming, script, clock, stopped: watcher.stopped };
  const unmet: string[] = [];
  let acted = 0;
  await waitUnlessInterrupted(call, script, script.steps[0]);
  for (const [index, step] of script.steps.entries()) {
    if (watcher.stopped.aborted) break;
    watcher.began(index);
    const tooLate = call.isOver && acts(step);
    if (acts(step)) acted = call.transcript.lines.length;
    const name = `step ${index + 1} (${describeStep(step)})`;
    const missed = tooLate ? [`the call was over before ${name}`] : await play(scene, step, acted, name);
    watcher.ended(index, missed);
    unmet.push(...missed);
    if (tooLate) break;
  }
  await call.hangup();
  await call.finished();
  return [...unmet, ...overall(call, script)];
}

/** Does one step and sees what came of it. `acted`: the line at which the caller last began to do something. */
async function play(scene: Scene, step: Step, acted: number, name: string): Promise<string[]> {
  const { call, script, clock } = scene;
  const from = 'listen' in step ? 0 : call.transcript.lines.length;
  await act(call, step, clock);
  const waited = await awaitEvent(scene, step, acted);
  if (wantsAnswer(step)) await waitUnlessInterrupted(call, script, script.steps[script.steps.indexOf(step) + 1]);
  return [...waited, ...missing(call.transcript.since(from), step.expect, `after ${name}`)];
}

async function awaitEvent({ call, incoming, stopped }: Scene, step: Step, acted: number): Promise<string[]> {
  if ('ends_within_ms' in step && !(await call.endsWithin(step.ends_within_ms)))
    return [`the call was not over within ${step.ends_within_ms} ms`];
  if ('wait_for' in step && !(await call.untilTold(new RegExp(step.wait_for, 'im'), acted, step.within_ms)))
    return [`waited in vain for: ${step.wait_for}`];
  return 'called_back_within_ms' in step ? awaitCallBack(incoming, step.called_back_within_ms, stopped) : [];
}

const passive = ['listen', 'wait_ms', 'wait_for', 'ends_within_ms', 'called_back_within_ms'];
const acts = (step: Step): boolean => !passive.some((name) => name in step);

/** In the world's time: what the server waits for does not come sooner because calls are played fast. */
async function awaitCallBack(incoming: IncomingCalls, ms: number, stopped: AbortSignal): Promise<string[]> {
  const rang = await incoming.next(ms, stopped);
  if (rang === null) return [`no call came in within ${ms} ms`];
  await rang.over;
  // Whoever was called before the caller is told of over connections of their own.
  await incoming.settled(SETTLES_MS);
  return [];
}

const SETTLES_MS = 5000;

const wantsAnswer = (step: Step): boolean => 'say' in step || 'press' in step || 'interrupt_after_ms' in step;

/** The caller hears the bot out, unless the next thing to do is to talk over it. */
async function waitUnlessInterrupted(call: PhoneCall, script: CallScript, next: Step | undefined): Promise<void> {
  if (next !== undefined && 'interrupt_after_ms' in next) await call.untilSpeaking(script.patience_ms);
  else await call.quiet(script.quiet_ms, script.patience_ms);
}

async function act(call: PhoneCall, step: Step, clock: Clock): Promise<void> {
  if ('hangup' in step) return call.hangup();
  if ('wait_ms' in step) return void (await pause(clock, step.wait_ms, call.ended));
  if ('listen' in step || 'wait_for' in step || 'ends_within_ms' in step || 'called_back_within_ms' in step) return;
  if ('press' in step) return call.press(step.press);
  if ('text' in step) return call.text(step.text);
  if (!('interrupt_after_ms' in step)) return call.say(step.say);
  await pause(clock, step.interrupt_after_ms, call.ended);
  await call.interrupt(step.say);
}

function overall(call: PhoneCall, script: CallScript): string[] {
  const whole = call.transcript.since(0);
  const { sms, email } = call.transcript.arrivals;
  const counts = { sms: script.arrivals.sms ?? sms, email: script.arrivals.email ?? email };
  return [
    ...missing(whole, script.expect, 'in the call'),
    ...script.forbid.filter((one) => matches(whole, one)).map((one) => `must not occur in the call: ${one}`),
    ...(counts.sms === sms ? [] : [`${counts.sms} texts expected, ${sms} came`]),
    ...(counts.email === email ? [] : [`${counts.email} e-mails expected, ${email} came`]),
    ...(call.error === null || script.allow_errors ? [] : [`error on the call: ${call.error}`]),
  ];
}

const missing = (text: string, patterns: readonly string[], where: string): string[] =>
  patterns.filter((pattern) => !matches(text, pattern)).map((pattern) => `expected ${where}: ${pattern}`);

const matches = (text: string, pattern: string): boolean => new RegExp(pattern, 'im').test(text);

/** "say: Hello." */
export const describeStep = (step: Step): string =>
  Object.entries(step)
    .filter(([name]) => name !== 'expect')
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
