import type { Call } from '../../domain/call.ts';
import { describeCaller } from '../../domain/caller-identity.ts';
import type { CallEvent } from '../../domain/event.ts';
import type { CallerScript } from '../contract/call.ts';
import type { Shown } from '../unmask.ts';

/** What the caller did, to be played again. Each step so long after the one before, the first after the call began. */
export function callerScript(call: Call, events: readonly CallEvent[], shown: Shown): CallerScript {
  let before = call.startedAt;
  const steps = events.flatMap((event): CallerScript['steps'] => {
    const action = actionOf(event, shown);
    if (action === null) return [];
    const after_ms = Math.max(0, event.at - before);
    before = event.at;
    return [{ after_ms, ...action }];
  });
  const from = call.from.kind === 'phone' ? shown.number(call.from.number) : shown.text(describeCaller(call.from));
  return { line: `${call.siteId}/${call.lineId}`, from, steps };
}

function actionOf(event: CallEvent, shown: Shown) {
  if (event.type === 'caller-said' && event.via === 'speech') return { say: shown.text(event.text) };
  if (event.type === 'caller-said') return pressed(shown.text(event.text));
  return event.type === 'session-ended' && event.reason === 'caller-hung-up' ? ({ hang_up: true } as const) : null;
}

/** "Keys pressed: 1 2" → 12. Keys that are not kept, or not shown, cannot be pressed again. */
function pressed(text: string) {
  const keys = text.replace(/^Keys pressed:/, '').replace(/\s/g, '');
  return /^[\d*#]{1,40}$/.test(keys) ? { press: keys } : null;
}
