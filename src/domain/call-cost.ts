import type { Call } from './call.ts';
import type { CallEvent, TokenUsage } from './event.ts';
import type { OutboxMessage } from './message.ts';
import { carrierPrices, priceOfModel } from './prices.ts';
import type { Recording } from './recording.ts';
import { segmentsOf } from './sms-text.ts';

/** `amount` in US dollars; null: no price is known. */
export interface CostPart {
  readonly what: string;
  readonly detail: string;
  readonly amount: number | null;
}

export interface CostOf {
  readonly call: Call;
  readonly endedAt: number | null;
  readonly events: readonly CallEvent[];
  readonly messages: readonly OutboxMessage[];
  readonly recordings: readonly Recording[];
}

const million = 1_000_000;
const left: readonly OutboxMessage['status'][] = ['sent', 'delivered', 'undelivered'];

/** About what a call cost, by list prices: to compare calls by, not to book. What is nothing is left out. */
export function costOf(of: CostOf): readonly CostPart[] {
  const parts = [
    ...modelParts(of.events),
    lineMinutes(of),
    relayMinutes(of),
    agentMinutes(of),
    recorded(of),
    texts(of),
  ];
  return parts.filter((part) => part !== null);
}

function modelParts(events: readonly CallEvent[]): readonly CostPart[] {
  const byModel = new Map<string, TokenUsage>();
  for (const event of events) {
    if (event.type !== 'turn-ended' || event.model === '') continue;
    byModel.set(event.model, sum(byModel.get(event.model), event.usage));
  }
  return [...byModel].map(([model, usage]) => ({
    what: `Model ${model}`,
    detail: `${count(usage.inputTokens)} tokens in (${count(usage.cachedTokens)} of them cached), ${count(usage.outputTokens)} out`,
    amount: priceOfTokens(model, usage),
  }));
}

function priceOfTokens(model: string, { inputTokens, cachedTokens, outputTokens }: TokenUsage): number | null {
  const price = priceOfModel(model);
  if (price === null) return null;
  const fresh = Math.max(0, inputTokens - cachedTokens);
  return (fresh * price.input + cachedTokens * price.cached + outputTokens * price.output) / million;
}

const sum = (a: TokenUsage | undefined, b: TokenUsage): TokenUsage => ({
  inputTokens: (a?.inputTokens ?? 0) + b.inputTokens,
  cachedTokens: (a?.cachedTokens ?? 0) + b.cachedTokens,
  outputTokens: (a?.outputTokens ?? 0) + b.outputTokens,
});

function lineMinutes({ call, endedAt, events }: CostOf): CostPart | null {
  if (endedAt === null) return null;
  const isSip = events.some((event) => event.type === 'call-started' && event.sip === true);
  const { inboundMinute, outboundMinute, sipMinute } = carrierPrices;
  const price = call.direction === 'outbound' ? outboundMinute : isSip ? sipMinute : inboundMinute;
  return minutes('Phone line', [(endedAt - call.startedAt) / 1000], price);
}

const relayMinutes = ({ events }: CostOf): CostPart | null =>
  minutes(
    'Speech to text and back',
    events.flatMap((event) => (event.type === 'relay-ended' ? [event.durationSeconds] : [])),
    carrierPrices.relayMinute,
  );

const agentMinutes = ({ events }: CostOf): CostPart | null =>
  minutes(
    'Line to a person',
    events.flatMap((event) => (event.type === 'agent-dial-ended' ? [event.durationSeconds ?? 0] : [])),
    carrierPrices.outboundMinute,
  );

const recorded = ({ recordings }: CostOf): CostPart | null =>
  minutes(
    'Recording',
    recordings.flatMap(({ state, durationSeconds }) => (state === 'absent' ? [] : [durationSeconds ?? 0])),
    carrierPrices.recordedMinute,
  );

/** Each of them is rounded up by itself. */
function minutes(what: string, seconds: readonly number[], price: number): CostPart | null {
  const begun = seconds.reduce((all, some) => all + Math.max(0, Math.ceil(some / 60)), 0);
  return begun === 0 ? null : { what, detail: begun === 1 ? '1 minute' : `${begun} minutes`, amount: begun * price };
}

function texts({ messages }: CostOf): CostPart | null {
  const segments = messages.flatMap(({ content, status }) =>
    content.medium === 'sms' && left.includes(status) ? [segmentsOf(content.body)] : [],
  );
  const all = segments.reduce((a, b) => a + b, 0);
  const detail = `${segments.length} sent in ${all} ${all === 1 ? 'segment' : 'segments'}`;
  return all === 0 ? null : { what: 'Texts', detail, amount: all * carrierPrices.smsSegment };
}

const count = (tokens: number): string => tokens.toLocaleString('en-US');
