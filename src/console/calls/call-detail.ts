import { costOf } from '../../domain/call-cost.ts';
import type { Callback } from '../../domain/callback.ts';
import type { StoredCallEvent } from '../../domain/event.ts';
import type { OutboxMessage } from '../../domain/message.ts';
import { pricesAsOf } from '../../domain/prices.ts';
import type { Recording } from '../../domain/recording.ts';
import type { FoundCall, MessageStep } from '../../ports/call-search-store.ts';
import type { Store } from '../../ports/store.ts';
import type { ConsoleDependencies } from '../console-dependencies.ts';
import type { CallDetail, CallMessageView, CostView, RecordingView } from '../contract/call.ts';
import { maskEvent } from '../mask-event.ts';
import type { Shown } from '../unmask.ts';
import { callRow } from './call-row.ts';
import { handOffViews } from './hand-off-views.ts';
import { transcriptOf } from './transcript.ts';
import { toolViews, turnViews } from './turn-views.ts';

export type DetailDependencies = Pick<ConsoleDependencies, 'store' | 'siteBook' | 'sandbox'>;

/** Everything that is remembered of a call. */
interface Whole {
  readonly found: FoundCall;
  readonly events: readonly StoredCallEvent[];
  readonly messages: readonly OutboxMessage[];
  readonly steps: readonly MessageStep[];
  readonly recordings: readonly Recording[];
  readonly callbacks: readonly Callback[];
}

export async function callDetail(
  { store, siteBook, sandbox }: DetailDependencies,
  found: FoundCall,
  shown: Shown,
): Promise<CallDetail> {
  const whole = await load(store, found);
  const { call, siteVersion } = found;
  const inForce = await siteBook.lineAtVersion(siteVersion, call.lineId);
  const events = whole.events.map((event) => maskEvent(event, shown));
  return {
    ...callRow(found, shown),
    siteVersion,
    timeZone: inForce?.site.time_zone ?? null,
    transcript: [...transcriptOf(events)],
    turnList: [...turnViews(events)],
    toolList: [...toolViews(events)],
    handOffs: [...handOffViews(events)],
    recordings: whole.recordings.map(recordingView),
    notes: events.findLast((event) => event.type === 'wrap-up')?.notes ?? null,
    messages: whole.messages.map((message) => messageView(message, whole.steps, shown)),
    callbacks: whole.callbacks.map((callback) => callbackView(callback, shown)),
    ...toldOf(events),
    cost: costView(whole, sandbox() !== null),
    events: events.map(({ callId: _, ...event }) => event),
  };
}

async function load(store: Store, found: FoundCall): Promise<Whole> {
  const { id } = found.call;
  const [events, messages, steps, recordings, callbacks] = await Promise.all([
    store.eventsOfCall(id),
    store.messagesOfCall(id),
    store.messageStepsOfCall(id),
    store.recordingsOfCall(id),
    store.callbacksOfCall(id),
  ]);
  return { found, events, messages, steps, recordings, callbacks };
}

function messageView(message: OutboxMessage, steps: readonly MessageStep[], shown: Shown): CallMessageView {
  const { id, tool, content, audience, status, attempts, errorCode, createdAt, updatedAt } = message;
  const { medium, to } = content;
  const text = medium === 'email' ? content.text : content.body;
  return {
    id,
    tool,
    medium,
    audience,
    to: medium === 'sms' ? shown.number(to) : medium === 'email' ? shown.address(to) : to,
    subject: medium === 'email' ? shown.text(content.subject) : null,
    text: text === null ? null : shown.text(text),
    status,
    attempts,
    errorCode,
    createdAt,
    updatedAt,
    steps: steps.filter(({ messageId }) => messageId === id).map(({ messageId: _, ...step }) => step),
  };
}

/** `url`: where it can be heard, once it is in our keeping. */
function recordingView(recording: Recording): RecordingView {
  const { id, state, durationSeconds, channels, bytes, deletedAtCarrier, createdAt } = recording;
  const url = state === 'stored' ? `/api/recordings/${id}` : null;
  return { id, state, durationSeconds, channels, bytes, deletedAtCarrier, createdAt, url };
}

function callbackView(
  { id, kind, state, startsAt, phone, reason, createdAt }: Callback,
  shown: Shown,
): CallDetail['callbacks'][number] {
  return { id, kind, state, startsAt, phone: shown.number(phone), reason: shown.text(reason), createdAt };
}

const consentWords = {
  captured: 'was named',
  read_back: 'was read back',
  confirmed: 'was confirmed by the caller',
  reset: 'is to be confirmed anew',
} as const;

/** What the caller agreed to, and what the bot was told. */
function toldOf(events: readonly StoredCallEvent[]): Pick<CallDetail, 'consents' | 'notices'> {
  const consents = events.flatMap((event) => {
    if (event.type === 'destination-changed')
      return [{ at: event.at, text: `${mediumOf(event)}: ${event.destination} ${consentWords[event.state]}` }];
    if (event.type === 'recording-consent')
      return [{ at: event.at, text: event.agreed ? 'Recording: agreed' : 'Recording: not agreed' }];
    if (event.type !== 'opt-out') return [];
    const wish = event.optedOut ? 'wants no more of them' : 'wants them again';
    return [{ at: event.at, text: `${mediumOf(event)}: ${event.destination} ${wish}` }];
  });
  const notices = events.flatMap((event) => (event.type === 'noticed' ? [{ at: event.at, text: event.text }] : []));
  return { consents, notices };
}

const mediumOf = ({ medium }: { readonly medium: 'sms' | 'email' }): string => (medium === 'sms' ? 'Texts' : 'E-mail');

function costView({ found, events, messages, recordings }: Whole, isSandbox: boolean): CostView {
  const { call, endedAt } = found;
  const parts = costOf({ call, endedAt, events, messages, recordings });
  const total = parts.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  return { asOf: pricesAsOf, sandbox: isSandbox, total, parts: [...parts] };
}
