import { pause } from '../real-clock.ts';
import type { CallContext, CallerInput, Leg } from './call-context.ts';

/** Connects two legs until one of them is over, the first gets another document, or the time is up. */
export async function bridgeLegs(first: CallContext, leg: Leg, limitMs: number, hangUpOnStar: boolean): Promise<void> {
  const second = leg.context;
  const over = AbortSignal.any([first.stopped, second.ended]);
  const onKeys = (digits: string): void => {
    if (hangUpOnStar && digits.includes('*')) leg.end('caller', 'completed');
  };
  first.listen(voiceTo(first, second, over, onKeys));
  second.listen(voiceTo(second, first, over, () => {}));
  first.log({ type: 'bridged', who: second.record.to, sid: second.record.sid });
  second.log({ type: 'bridged', who: endOf(first), sid: first.record.sid });
  await pause(first.clock, limitMs, over);
  first.listen(null);
  second.listen(null);
}

/** Who is at the end of a leg. */
const endOf = ({ record }: CallContext): string => (record.direction === 'inbound' ? record.from : record.to);

/** What one says, the other hears: nobody else is told. */
function voiceTo(from: CallContext, to: CallContext, over: AbortSignal, onKeys: (digits: string) => void): CallerInput {
  const tell = (does: 'says' | 'keys', text: string) =>
    to.log({ type: 'person', who: endOf(from), sid: from.record.sid, does, text });
  let utterances = Promise.resolve();
  const utter = async (text: string): Promise<void> => {
    if (over.aborted) return;
    from.log({ type: 'caller-speech', text });
    const ms = (text.length / from.settings.callerCharactersPerSecond) * 1000;
    if ((await pause(from.clock, ms, over)) === 'elapsed') tell('says', text);
  };
  return {
    say(text) {
      utterances = utterances.then(() => utter(text));
      return utterances;
    },
    press(digits) {
      from.log({ type: 'caller-digits', digits });
      tell('keys', digits);
      onKeys(digits);
    },
    interrupt: () => {},
  };
}
