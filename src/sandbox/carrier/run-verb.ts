import { pause } from '../real-clock.ts';
import type { CallContext, Next } from './call-context.ts';
import { runConnect } from './run-connect.ts';
import { runDial } from './run-dial.ts';
import { runGather } from './run-gather.ts';
import { runRefer } from './run-refer.ts';
import { speakText } from './speak-text.ts';
import { runStart, runStop } from './start-stop.ts';
import type { XmlElement } from './xml-element.ts';

const MEDIA_MS = 3000;
/** Twilio repeats `loop="0"` for ever; nobody waits that long. */
const MANY_LOOPS = 100;

/** Plays one verb of a checked document that came from `documentUrl`. */
export async function runVerb(context: CallContext, verb: XmlElement, documentUrl: string): Promise<Next> {
  switch (verb.name) {
    case 'Say':
    case 'Play':
    case 'Pause':
      await playSound(context, verb);
      return { kind: 'next-verb' };
    case 'Gather':
      return runGather(context, verb, documentUrl, playSound);
    case 'Start':
      runStart(context, verb, documentUrl);
      return { kind: 'next-verb' };
    case 'Stop':
      runStop(context, verb);
      return { kind: 'next-verb' };
    case 'Refer':
      return runRefer(context, verb, documentUrl);
    case 'Redirect':
      return fetchNext(verb, documentUrl, verb.text.trim(), {});
    case 'Dial':
      return runDial(context, verb, documentUrl);
    case 'Connect':
      return runConnect(context, verb, documentUrl);
    case 'Reject':
      context.record.status = verb.attributes.reason === 'busy' ? 'busy' : 'failed';
      return { kind: 'hang-up', by: 'server' };
    default:
      return { kind: 'hang-up', by: 'server' };
  }
}

/** What is only heard. */
async function playSound(context: CallContext, verb: XmlElement): Promise<void> {
  if (verb.name === 'Say') return repeat(verb, context, () => speakText(context, verb.text));
  if (verb.name === 'Play') return repeat(verb, context, () => playMedia(context, verb.text.trim()));
  context.answer();
  await pause(context.clock, Number(verb.attributes.length ?? 1) * 1000, context.stopped);
}

function fetchNext(verb: XmlElement, base: string, url: string, parameters: Record<string, string>): Next {
  const method = verb.attributes.method === 'GET' ? 'GET' : 'POST';
  return { kind: 'fetch', request: { url: new URL(url, base).href, method, parameters } };
}

async function repeat(verb: XmlElement, context: CallContext, play: () => Promise<void>): Promise<void> {
  const loop = Number(verb.attributes.loop ?? 1);
  const times = loop === 0 ? MANY_LOOPS : loop;
  for (let time = 0; time < times && !context.stopped.aborted; time++) await play();
}

async function playMedia(context: CallContext, source: string): Promise<void> {
  context.answer();
  context.log({ type: 'media', source });
  await pause(context.clock, MEDIA_MS, context.stopped);
}
