import type { CallContext, Next } from './call-context.ts';
import { requestOf } from './callee.ts';
import { type Gathered, GatherInput, type GatherRules } from './gather-input.ts';
import type { XmlElement } from './xml-element.ts';

const TIMEOUT_S = 5;
const AUTOMATIC_SPEECH_END_MS = 1000;

/** `<Gather>`: says what is in it, listens meanwhile and for a while after, and asks the action with what came. */
export async function runGather(
  context: CallContext,
  verb: XmlElement,
  documentUrl: string,
  play: (context: CallContext, verb: XmlElement) => Promise<void>,
): Promise<Next> {
  context.answer();
  const rules = rulesOf(verb);
  const input = new GatherInput(context, rules);
  context.listen(input);
  await prompt(context, verb, input, play);
  if (!context.stopped.aborted) context.log({ type: 'asked', input: rules.input });
  const gathered = await input.wait();
  context.listen(null);
  if (context.stopped.aborted) return { kind: 'next-verb' };
  const { attributes } = verb;
  const empty = gathered.digits === '' && gathered.speech === null;
  if (empty && attributes.actionOnEmptyResult !== 'true') return { kind: 'next-verb' };
  const request = requestOf(attributes.action ?? documentUrl, attributes.method, documentUrl, parametersOf(gathered));
  return { kind: 'fetch', request };
}

/** Cut short by whoever answers early. */
async function prompt(
  context: CallContext,
  verb: XmlElement,
  input: GatherInput,
  play: (context: CallContext, verb: XmlElement) => Promise<void>,
): Promise<void> {
  const stopped = AbortSignal.any([context.stopped, input.bargedIn.signal]);
  for (const child of verb.children) {
    if (stopped.aborted) return;
    await play({ ...context, stopped }, child);
  }
}

function rulesOf({ attributes }: XmlElement): GatherRules {
  const speechTimeout = Number(attributes.speechTimeout ?? Number.NaN);
  const timeoutMs = Number(attributes.timeout ?? TIMEOUT_S) * 1000;
  return {
    input: (attributes.input ?? 'dtmf').split(' ').filter((one) => one === 'dtmf' || one === 'speech'),
    numDigits: attributes.numDigits === undefined ? null : Number(attributes.numDigits),
    finishOnKey: attributes.finishOnKey ?? '#',
    timeoutMs,
    speechEndMs: Number.isNaN(speechTimeout) ? AUTOMATIC_SPEECH_END_MS : speechTimeout * 1000,
    bargeIn: attributes.bargeIn !== 'false',
  };
}

function parametersOf({ digits, finishedOnKey, speech }: Gathered): Record<string, string> {
  const spoken = speech === null ? {} : { SpeechResult: speech, Confidence: '0.93' };
  const entered = speech === null ? { Digits: digits, FinishedOnKey: finishedOnKey } : {};
  return { msg: 'Gather End', ...entered, ...spoken };
}
