import type { Callback, CallbackChange } from '../../domain/callback.ts';
import { stripControls } from '../../domain/sms-text.ts';
import { languagesOf } from '../offered.ts';
import type { Execution, ToolContext } from '../tool.ts';
import { customerAt } from './slot-search.ts';

const longestReason = 500;

/** What differs from callback to callback. */
export type CallbackWish = Pick<
  Callback,
  'kind' | 'state' | 'phone' | 'reason' | 'startsAt' | 'wall' | 'durationMinutes' | 'nextAt'
>;

/** The callback this tool call asks for, with its first event. */
export function newCallback(context: ToolContext, run: Execution, wish: CallbackWish): CallbackChange {
  const { call, contact, clock, ids } = context;
  const now = clock.now();
  const next: Callback = {
    ...wish,
    id: ids.next('cb'),
    siteId: call.siteId,
    lineId: call.lineId,
    callId: call.id,
    toolCallId: run.toolCallId,
    reason: stripControls(wish.reason).trim().slice(0, longestReason),
    email: confirmedAddress(context),
    callerName: contact?.name ?? null,
    language: languageOf(context, run),
    callerZone: customerAt(context, wish.phone).callerZone,
    sequence: 0,
    confirmedAt: null,
    reminded: [],
    attempts: [],
    note: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  return { next, event: { type: next.state, actor: 'caller', at: now, detail: { kind: next.kind } } };
}

/** The address the caller agreed to last. */
function confirmedAddress({ consent }: ToolContext): string | null {
  const confirmed = consent.snapshot().filter(({ medium, state }) => medium === 'email' && state === 'confirmed');
  return confirmed.at(-1)?.destination ?? null;
}

/** Of the conversation by now. */
function languageOf({ inForce }: ToolContext, { earlier }: Execution): string {
  const switched = earlier.findLast(({ name, result }) => name === 'switch_language' && result.status === 'ok');
  const language = switched?.result.language;
  if (typeof language === 'string') return language;
  return languagesOf(inForce).find((code) => code !== 'multi') ?? 'en-US';
}
