import type { Call } from '../domain/call.ts';
import { createDialEndedUrl } from '../domain/callback-urls.ts';
import type { TransferTarget } from '../domain/escalation.ts';
import type { HandOff } from '../domain/hand-off.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import { bridge } from '../twiml/dial.ts';

/** Connects the caller with an agent of the site file; null when the line offers nobody. */
export function transfer(publicUrl: string, inForce: LineInForce, call: Call, handOff: HandOff): string | null {
  const { line, site } = inForce;
  if (line.transfer === undefined || !line.escalation.transfer || !site.features.bridge_call) return null;
  const target = chooseTarget(line.transfer.targets, handOff);
  const reached = target === undefined ? null : reach(target);
  if (target === undefined || reached === null) return null;
  const own = line.transfer.caller_id === 'caller' && call.from.kind === 'phone' ? call.from.number : call.to;
  const actionUrl = createDialEndedUrl(publicUrl, 'agent');
  return bridge({ target: reached, callerId: own, actionUrl, ringSeconds: target.ring_seconds });
}

function chooseTarget(targets: readonly TransferTarget[], { department }: HandOff): TransferTarget | undefined {
  const wanted = targets.find((target) => department !== undefined && target.department === department);
  return wanted ?? targets[0];
}

function reach(target: TransferTarget): { number: string } | { sipUri: string } | null {
  if (target.number !== undefined) return { number: target.number };
  return target.sip_uri === undefined ? null : { sipUri: target.sip_uri };
}
