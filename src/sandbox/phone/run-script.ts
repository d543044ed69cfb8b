import { type Clock, pause } from '../real-clock.ts';
import type { CallScript, Step } from './call-script.ts';
import type { IncomingCalls } from './incoming-calls.ts';
import type { PhoneCall } from './phone-call.ts';

/** Acts a script out on a call already placed. The answer lists what was not as expected; empty: all was. */
export async function runScript(
  call: PhoneCall,
  incoming: IncomingCalls,
  script: CallScript,
  clock: Clock,
): Promise<string[]> {
  const unmet: string[] = [];
  let acted = 0;
  await waitUnlessInterrupted(call, script, script.steps[0]);
  for (const [index, step] of script.steps.entries()) {
    const from = 'listen' in step ? 0 : call.transcript.lines.length;
    if (acts(step)) acted = from;
    if (call.isOver && acts(step)) {
      unmet.push(`the call was over before step ${index + 1} (${describe(step)})`);
      break;
    }
    await act(call, step, clock);
    if ('ends_within_ms' in step && !(await call.endsWithin(step.ends_within_ms)))
      unmet.push(`the call was not over within ${step.ends_within_ms} ms`);
    if ('wait_for' in step && !(await call.untilTold(new RegExp(step.wait_for, 'im'), acted, step.within_ms)))
      unmet.push(`waited in vain for: ${step.wait_for}`);
    if ('called_back_within_ms' in step) unmet.push(...(await awaitCallBack(incoming, step.called_back_within_ms)));
    if (wantsAnswer(step)) await waitUnlessInterrupted(call, script, script.steps[index + 1]);
    unmet.push(...missing(call.transcript.since(from), step.expect, `after step ${index + 1} (${describe(step)})`));
  }
  await call.hangup();
  await call.finished();
  return [...unmet, ...overall(call, script)];
}

const passive = ['listen', 'wait_ms', 'wait_for', 'ends_within_ms', 'called_back_within_ms'];
const acts = (step: Step): boolean => !passive.some((name) => name in step);

/** In the world's time: what the server waits for does not come sooner because calls are played fast. */
async function awaitCallBack(incoming: IncomingCalls, ms: number): Promise<string[]> {
  const rang = await incoming.next(ms, new AbortController().signal);
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

const describe = (step: Step): string =>
  Object.entries(step)
    .filter(([name]) => name !== 'expect')
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
