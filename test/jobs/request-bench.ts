import { fail, type Outcome, succeed } from '../../src/domain/errors.ts';
import type { HttpContent, OutboxMessage } from '../../src/domain/message.ts';
import { createDeliver } from '../../src/jobs/deliver-message.ts';
import type { HttpAnswer, HttpRequest } from '../../src/ports/http-requester.ts';
import type { Metrics, VendorFailure } from '../../src/ports.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

type Answer = Outcome<HttpAnswer, VendorFailure>;

const noMetrics: Metrics = { count() {}, observe() {}, gauge() {}, render: async () => '' };
const caps = { perCall: 30, perSiteHour: null, perDestinationDay: null, perCountryDay: null, spendPerDayMicros: null };
const secrets: Readonly<Record<string, string>> = { '${TOKEN}': 'token-4711-abc', '${QUOTED}': 'a"b\\c-secret' };

export const answer = (status: number, json: unknown = { ok: true }, more: Partial<HttpAnswer> = {}): Answer =>
  succeed({ status, contentType: 'application/json', body: JSON.stringify(json), truncated: false, ...more });
const failure = (more: Partial<VendorFailure> = {}): Answer =>
  fail({ reached: false, certain: false, retryable: true, code: null, message: 'no', retryAfterMs: null, ...more });
export const lost = failure();
export const closed = failure({ certain: true });
export const forbidden = failure({ certain: true, retryable: false, code: 'host_not_allowed' });

/** One request in the outbox, and a requester that answers what it is told; a 200 where it is told nothing. */
export function bench(changes: Partial<HttpContent> = {}) {
  const store = new MemoryStore();
  const clock = new VirtualClock();
  const log = new SilentLog();
  const asked: HttpRequest[] = [];
  const answers: Answer[] = [];
  const finished: OutboxMessage[] = [];
  const deliver = createDeliver({
    store,
    carrier: { sendSms: async () => closed, findSms: async () => closed } as never,
    mailer: { send: async () => closed, close: async () => {} } as never,
    requester: {
      async request(request) {
        asked.push(request);
        return answers.shift() ?? answer(200);
      },
      async close() {},
    },
    siteBook: { sites: () => [] },
    secret: (reference) => secrets[reference] ?? null,
    clock,
    log,
    metrics: noMetrics,
    statusCallbackUrl: () => null,
    onFinished: async (message) => void finished.push(message),
  });
  const content: HttpContent = {
    medium: 'http',
    to: 'orders.example.com',
    method: 'GET',
    url: 'https://orders.example.com/1',
    headers: { authorization: 'Bearer ${TOKEN}' },
    body: null,
    allowedHosts: ['orders.example.com'],
    privateHosts: [],
    timeoutMs: 5000,
    resultPaths: [],
    resultLimitBytes: 4000,
    behind: false,
    ...changes,
  };
  const row = { siteId: 's', lineId: 'l', callId: 'call_1', toolCallId: 'tool_1', tool: 'look_up', content };
  const reserve = () =>
    store.reserveMessage(
      { ...row, id: 'm1', audience: 'team', country: null, costMicros: 0, createdAt: clock.now() },
      caps,
    );
  /** A process claims it and dies. */
  const crash = async (): Promise<void> => {
    await store.claimMessage('m1', clock.now(), 20_000);
    await clock.advance(20_000);
  };
  return { store, clock, log, asked, answers, finished, deliver, reserve, crash };
}
