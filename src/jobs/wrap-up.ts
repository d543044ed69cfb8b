import type { Callback } from '../domain/callback.ts';
import type { StoredCallEvent } from '../domain/event.ts';
import type { LineInForce, SiteBook } from '../domain/line-in-force.ts';
import type { EmailContent, HttpContent } from '../domain/message.ts';
import { termsOf } from '../domain/plan.ts';
import type { WrapUpNotes } from '../domain/wrap-up-notes.ts';
import { type AskedFor, agentOf, isToBeWrittenUp, wrapUpRecord } from '../domain/wrap-up-record.ts';
import type { Store, StoredCall } from '../ports/store.ts';
import type { Clock, Deliver, Ids, Jobs, Log, Model } from '../ports.ts';
import { lineOfCall } from './line-of-call.ts';
import { notesEmail, notesRequest, type WrittenUp } from './wrap-up-messages.ts';
import { writeNotes } from './write-notes.ts';

export interface WrapUpDependencies {
  readonly store: Store;
  readonly siteBook: Pick<SiteBook, 'lineAtVersion' | 'sites'>;
  readonly model: Model;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** What was said last may still be on its way. */
const afterTheEndMs = 10_000;

/** A call that is over is written up a little later, if a person was in it and the line wants notes. Never throws. */
export function createStartWrapUp(
  dependencies: Pick<WrapUpDependencies, 'store' | 'siteBook' | 'clock' | 'log'> & {
    readonly jobs: Pick<Jobs, 'enqueue'>;
  },
): (callId: string) => Promise<void> {
  return async (callId) => {
    const { jobs, clock, log } = dependencies;
    try {
      if ((await writtenUpBy(dependencies, callId)) === null) return;
      await jobs.enqueue({ name: 'wrap-up', callId }, `wrap-up:${callId}`, clock.now() + afterTheEndMs);
    } catch (error) {
      log.error('a call could not be put down for its notes', { callId, error });
    }
  };
}

/**
 * Writes a call up, once, and hands the notes to the business's system and team. Whoever comes after a crash goes on where
 * it stands: the notes are an event of the call, each message is in the outbox once. Throws when it is to be tried again.
 */
export function createWrapUp(dependencies: WrapUpDependencies): (callId: string) => Promise<void> {
  return async (callId) => {
    const { store, log } = dependencies;
    const call = await writtenUpBy(dependencies, callId);
    if (call === null) return;
    const notes = keptNotes(call.events) ?? (await write(dependencies, call));
    const recordings = await store.recordingsOfCall(callId);
    const recordingIds = recordings.filter(({ state }) => state !== 'absent').map(({ id }) => id);
    const { stored, inForce, callback } = call;
    const agent = agentOf(call.events);
    const writtenUp: WrittenUp = { stored, inForce, notes, agent, recordingIds, callback };
    const wantsMail = (inForce.line.transfer?.wrap_up?.mail_to.length ?? 0) > 0;
    const email = notesEmail(writtenUp);
    if (wantsMail && email === null) log.warn('notes cannot be mailed: the site has no mail preset', { callId });
    await hand(dependencies, writtenUp, 'wrap-up:webhook', notesRequest(writtenUp));
    await hand(dependencies, writtenUp, 'wrap-up:mail', email);
  };
}

interface CallToWriteUp {
  readonly stored: StoredCall;
  readonly inForce: LineInForce;
  readonly events: readonly StoredCallEvent[];
  readonly callback: Callback | null;
  /** The one the call was placed for. */
  readonly placedFor: Callback | null;
}

/** Null: it is not to be written up. */
async function writtenUpBy(
  { store, siteBook }: Pick<WrapUpDependencies, 'store' | 'siteBook'>,
  callId: string,
): Promise<CallToWriteUp | null> {
  const stored = await store.findCallById(callId);
  const inForce = stored === null ? null : await lineOfCall(siteBook, stored);
  if (stored === null || inForce?.line.transfer?.wrap_up === undefined) return null;
  const events = await store.eventsOfCall(callId);
  const started = events.find((event) => event.type === 'call-started');
  const placedFor = started?.callback === undefined ? null : await store.findCallback(started.callback);
  if (!isToBeWrittenUp(events, placedFor)) return null;
  const callback = placedFor ?? (await store.callbacksOfCall(callId)).at(-1) ?? null;
  return { stored, inForce, events, callback, placedFor };
}

function keptNotes(events: readonly StoredCallEvent[]): WrapUpNotes | null {
  const kept = events.find((event) => event.type === 'wrap-up');
  return kept?.notes ?? null;
}

/** What a callback's call is about: why it was asked for, and what was said then. */
async function askedFor(store: Store, { placedFor }: CallToWriteUp): Promise<AskedFor | null> {
  if (placedFor === null) return null;
  return { reason: placedFor.reason, events: await store.eventsOfCall(placedFor.callId) };
}

async function write(dependencies: WrapUpDependencies, call: CallToWriteUp) {
  const { stored, inForce, events } = call;
  const { store, clock } = dependencies;
  const { site, line, version } = inForce;
  const { id: callId } = stored.call;
  const notes = await writeNotes(dependencies, {
    record: wrapUpRecord(events, { site, line }, await askedFor(store, call)),
    dispositions: line.transfer?.wrap_up?.dispositions ?? [],
    cacheKey: `wrap-up:${line.id}:${version.slice(0, 16)}`,
    model: line.model.name,
    fallbackModel: line.model.fallback,
  });
  // Another process may have been quicker: the first notes stay.
  const kept = keptNotes(await store.eventsOfCall(callId));
  if (kept !== null) return kept;
  await store.appendEvents([{ callId, event: { type: 'wrap-up', at: clock.now(), notes } }]);
  return notes;
}

/** Puts a message into the outbox once per call; from there it goes out however often it takes. */
async function hand(
  { store, clock, ids, deliver, log }: WrapUpDependencies,
  { stored: { call }, inForce: { site, line } }: WrittenUp,
  toolCallId: string,
  content: HttpContent | EmailContent | null,
): Promise<void> {
  if (content === null) return;
  const { caps, ...counted } = termsOf(site, content, 'notes');
  const reserved = await store.reserveMessage(
    {
      id: ids.next('msg'),
      siteId: site.id,
      lineId: line.id,
      callId: call.id,
      toolCallId,
      tool: 'wrap_up',
      audience: 'notes',
      content,
      ...counted,
      createdAt: clock.now(),
    },
    caps,
  );
  if (reserved.outcome === 'reserved') await deliver(reserved.message.id, true);
  if (reserved.outcome === 'refused')
    log.error('notes are not sent: a limit stands against it', { callId: call.id, toolCallId, code: reserved.code });
}
