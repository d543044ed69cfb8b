import type { Call, Contact } from '../domain/call.ts';
import type { Callback } from '../domain/callback.ts';
import { hasAgentNow, offersBooking, offersCallbackNow, offersCallbacks } from '../domain/callback-offers.ts';
import { Consent } from '../domain/consent.ts';
import type { CallEvent, StoredCallEvent } from '../domain/event.ts';
import type { LineInForce, SiteBook } from '../domain/line-in-force.ts';
import type { Store } from '../ports/store.ts';
import type { AnnounceCallback, Clock, Deliver, Ids, Journal, Log, Metrics, Model } from '../ports.ts';
import { offersTransfer } from '../tools/offered.ts';
import type { FinishedRun, Toolbox, ToolContext } from '../tools/tool.ts';
import type { SessionRules } from './session-state.ts';
import { untilWritten } from './written.ts';

export interface RelayDependencies {
  readonly siteBook: SiteBook;
  readonly store: Store;
  readonly journal: Journal;
  readonly model: Model;
  readonly deliver: Deliver;
  readonly announceCallback: AnnounceCallback;
  /** Whoever places callbacks looks at once. */
  readonly nudgeCallbacks?: () => void;
  readonly createToolbox: (context: ToolContext) => Toolbox;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The origin (and path prefix) the outside reaches us at, e.g. `https://voice.example.com`. */
  readonly publicUrl: () => string;
}

/** All a session needs to know of its call, loaded before its socket is accepted. */
export interface CallInProgress {
  readonly call: Call;
  readonly inForce: LineInForce;
  readonly contact: Contact | null;
  readonly consent: Consent;
  readonly toolbox: Toolbox;
  readonly rules: SessionRules;
  /** What happened in the call's earlier sessions. */
  readonly events: readonly StoredCallEvent[];
  /** The caller's open callback on this line; the tools change it. */
  readonly openCallback: { readonly current: Callback | null };
}

/** Loads a call by the carrier's id. Null when it is unknown, over, or its line can no longer be found. */
export async function loadCall(dependencies: RelayDependencies, callSid: string): Promise<CallInProgress | null> {
  const { store, siteBook } = dependencies;
  const stored = await store.findCall(callSid);
  if (stored === null || stored.status !== null) return null;
  const { call } = stored;
  const inForce = await siteBook.lineAtVersion(stored.siteVersion, call.lineId);
  if (inForce === null) return null;
  const caller = numberOfCustomer(call);
  const [contact, events] = await Promise.all([
    caller === null ? null : store.findContact(call.siteId, caller),
    store.eventsOfCall(call.id),
  ]);
  const openCallback = { current: await openCallbackOf(store, call, inForce, contact) };
  const consent = new Consent({
    callerNumber: caller,
    contact,
    languages: languagesOf(inForce),
    defaultCountry: inForce.site.country,
  });
  consent.restore(events);
  const log = dependencies.log.with({ callId: call.id, lineId: call.lineId });
  const earlier = finishedRuns(events);
  const known = { call, inForce, contact, consent, openCallback };
  const written = (): Promise<void> => untilWritten(dependencies.journal, dependencies.clock);
  const toolbox = dependencies.createToolbox({ ...dependencies, ...known, log, earlier, written });
  const media = { sms: caller !== null, email: contact !== null && contact.email !== null };
  const rules = rulesOf(inForce, media, dependencies.clock.now());
  return { ...known, toolbox, rules, events };
}

/** By the number the caller is calling from, else by the one on file. */
async function openCallbackOf(
  store: Store,
  { siteId, lineId, direction, from, to }: Call,
  inForce: LineInForce,
  contact: Contact | null,
): Promise<Callback | null> {
  if (!offersCallbacks(inForce)) return null;
  const own = direction === 'outbound' ? to : from.kind === 'phone' ? from.number : null;
  for (const number of new Set([own, contact?.callbackNumber ?? null])) {
    const open = number === null ? null : await store.openCallback(siteId, lineId, number);
    if (open !== null) return open;
  }
  return null;
}

/** Of a call we placed it is the one called. */
function numberOfCustomer({ direction, from, to }: Call): string | null {
  if (direction === 'outbound') return to;
  return from.kind === 'phone' ? from.number : null;
}

function finishedRuns(events: readonly CallEvent[]): readonly FinishedRun[] {
  return events.flatMap((event) =>
    event.type === 'tool-returned' ? [{ name: event.name, turn: event.turn, result: event.result }] : [],
  );
}

export function languagesOf({ line }: LineInForce): string[] {
  return [line.voice.language, ...line.voice.languages.map((language) => language.code)];
}

function rulesOf(inForce: LineInForce, known: SessionRules['known'], now: number): SessionRules {
  const { site, line } = inForce;
  const { limits, voice } = line;
  return {
    silenceMs: limits.silence_seconds * 1000,
    holdMs: limits.hold_seconds * 1000,
    maximumMs: limits.max_call_minutes * 60_000,
    warningMs: limits.warning_seconds * 1000,
    speechInterrupts: voice.interruptible === 'any' || voice.interruptible === 'speech',
    speakerEvents: voice.events.includes('speaker-events'),
    sensitiveDtmf: line.sensitive_dtmf,
    country: site.country,
    languages: languagesOf(inForce),
    known,
    offers: {
      transfer: offersTransfer(inForce, now),
      callback: offersBooking(inForce) || (offersCallbackNow(inForce) && hasAgentNow(inForce, now)),
    },
  };
}
