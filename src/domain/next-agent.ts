import type { TransferTarget } from './escalation.ts';
import type { AgentAttempt } from './hand-off-progress.ts';
import type { LineInForce } from './line-in-force.ts';
import { referUri } from './refer-address.ts';
import { openTargets } from './transfer-targets.ts';

/** What is done next for a caller who was handed off. */
export type NextAgent =
  | { readonly kind: 'refer'; readonly target: TransferTarget }
  /** The caller has to be asked first whether the conversation may be recorded. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'dial'; readonly target: TransferTarget }
  | { readonly kind: 'nobody' };

export interface Situation {
  readonly inForce: LineInForce;
  readonly now: number;
  readonly department: string | undefined;
  readonly attempts: readonly AgentAttempt[];
  /** The caller's leg came in by SIP: only such a leg can be referred. */
  readonly sip: boolean;
  /** What the caller said to being recorded; null: not asked. */
  readonly consent: boolean | null;
}

/** A REFER where the line and the leg can, once; then everybody who is there in turn, by a bridge. */
export function nextAgent({ inForce, now, department, attempts, sip, consent }: Situation): NextAgent {
  const { transfer } = inForce.line;
  const open = openTargets(inForce, now, department);
  if (transfer?.method === 'sip_refer' && sip && attempts.length === 0) {
    const target = open.find((candidate) => referUri(candidate, transfer.sip_domain) !== null);
    if (target !== undefined) return { kind: 'refer', target };
  }
  const rung = attempts.filter(({ method }) => method === 'bridge').map(({ target }) => target);
  const target = open.find(({ id, number, sip_uri }) => !rung.includes(id) && (number ?? sip_uri) !== undefined);
  if (target === undefined) return { kind: 'nobody' };
  return transfer?.recording === 'ask' && consent === null ? { kind: 'ask' } : { kind: 'dial', target };
}
