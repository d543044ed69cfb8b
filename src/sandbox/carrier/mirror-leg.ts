import type { CallContext, Leg } from './call-context.ts';
import type { CallEvent, PersonAct } from './call-event.ts';

/** Lets the log of the leg that dials tell what happens on the other. While both are connected the bridge does. */
export function mirrorLeg(leg: Leg, context: CallContext): void {
  const { sid, to: who } = leg.record;
  let spoken = '';
  let connected = false;
  const tell = (does: PersonAct, text = '') => context.log({ type: 'person', who, sid, does, text });
  leg.log.subscribe((event) => {
    if (event.type === 'spoken') spoken += event.text;
    if (event.type === 'bridged') connected = true;
    if (event.type === 'speaking' && !event.on && spoken.trim() !== '') {
      tell('hears', spoken.trim());
      spoken = '';
    }
    const act = actOf(event, connected);
    if (act !== null) tell(...act);
  });
}

function actOf(event: CallEvent, connected: boolean): [PersonAct, string] | null {
  switch (event.type) {
    case 'ringing':
      return ['rings', ''];
    case 'connected':
      return ['picks-up', ''];
    case 'caller-digits':
      return connected ? null : ['presses', event.digits];
    case 'caller-speech':
      return connected ? null : ['mutters', event.text];
    case 'ended':
      return ['ends', event.status];
    default:
      return null;
  }
}
