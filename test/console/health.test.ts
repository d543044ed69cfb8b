import { describe, expect, it, onTestFinished } from 'vitest';
import { ModelBreaker } from '../../src/adapters/model-breaker.ts';
import { createProcessHealth } from '../../src/adapters/process-health.ts';
import { createResilientModel } from '../../src/adapters/resilient-model.ts';
import { VendorWatch, watchedCarrier, watchedModel } from '../../src/adapters/vendor-watch.ts';
import { Health } from '../../src/console/contract/health.ts';
import { healthApi } from '../../src/console/health/health-api.ts';
import { fail, succeed } from '../../src/domain/errors.ts';
import type { Carrier, Model, ModelEvent, ModelRequest, VendorFailure } from '../../src/ports.ts';
import { newCall } from '../contract/store-parts.ts';
import { ServerProcess } from '../support/server-process.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { consoleParts, consoleServer } from './console-bench.ts';

const sms = { medium: 'sms', to: '+14155550123', from: '+14155550100', body: 'Hello' } as const;
const request: ModelRequest = {
  ...{ stableInstructions: '', volatileInstructions: '', history: [], tools: [], toolChoice: 'auto' },
  ...{ maxOutputTokens: 1, cacheKey: 'k' },
};
const failure = (changes: Partial<VendorFailure>): VendorFailure => ({
  ...{ reached: false, certain: true, retryable: true, code: null, message: '', retryAfterMs: null },
  ...changes,
});

function watched() {
  const clock = new VirtualClock();
  const watch = new VendorWatch(clock);
  const breaker = new ModelBreaker(clock);
  const health = createProcessHealth({
    ...{ version: '1', parts: [{ name: 'mail', real: null }], vendors: ['model', 'texts'], watch, breaker, clock },
    ...{ queues: async () => [], warnings: () => [] },
  });
  onTestFinished(() => health.close());
  const vendor = (name: string) => health.vendors().find((one) => one.name === name);
  return { clock, watch, breaker, health, vendor };
}

describe('how the vendors are', () => {
  it('[HLT4] a vendor answers also with a no to one request; no answer and "not now" are failures', async () => {
    const { clock, watch, vendor } = watched();
    let next = succeed({ vendorId: 'SM1', vendorStatus: 'queued' }) as Awaited<ReturnType<Carrier['sendSms']>>;
    const carrier = watchedCarrier({ sendSms: async () => next, findSms: async () => succeed(null) }, watch);
    const silent = { lastAnswerAt: null, lastFailureAt: null, lastFailure: null, failuresInARow: 0, pausedUntil: null };
    expect(vendor('texts')).toEqual({ name: 'texts', ...silent });
    const begun = clock.now();
    expect(await carrier.sendSms(sms, null)).toBe(next);
    await clock.advance(1000);
    next = fail(failure({ reached: true, retryable: false, code: '21211' }));
    await carrier.sendSms(sms, null);
    expect(vendor('texts')).toMatchObject({ lastAnswerAt: begun + 1000, failuresInARow: 0, lastFailure: null });
    await clock.advance(1000);
    next = fail(failure({ code: 'ECONNREFUSED', message: 'no way to +14155550123' }));
    expect(await carrier.sendSms(sms, null)).toBe(next);
    next = fail(failure({ reached: true, code: '429' }));
    await carrier.sendSms(sms, null);
    expect(vendor('texts')).toMatchObject({
      ...{
        lastAnswerAt: begun + 1000,
        lastFailureAt: begun + 2000,
        failuresInARow: 2,
        lastFailure: 'refused for now (429)',
      },
    });
  });

  it('[HLT5] a model that is left alone because it keeps failing says until when', async () => {
    const { clock, watch, breaker, vendor } = watched();
    const broken: Model = {
      async *stream(): AsyncGenerator<ModelEvent> {
        const failure = { kind: 'refused', message: 'x', status: 500 } as const;
        yield { type: 'end', reason: 'failed', failure };
      },
      warm: async () => {},
    };
    const metrics = { count() {}, observe() {}, gauge() {}, render: async () => '' };
    const primary = watchedModel(broken, 'model', watch);
    const model = createResilientModel({ primary, fallback: broken, clock, log: new SilentLog(), metrics, breaker });
    for (let turn = 0; turn < 3; turn++) {
      const events = model.stream(request, new AbortController().signal)[Symbol.asyncIterator]();
      while ((await events.next()).done !== true);
    }
    expect(vendor('model')).toMatchObject({ failuresInARow: 3, lastFailure: 'refused (500)', lastAnswerAt: null });
    expect(vendor('model')?.pausedUntil).toBe(clock.now() + 60_000);
    await clock.advance(60_000);
    expect(vendor('model')?.pausedUntil).toBeNull();
  });
});

describe('the health in the console', () => {
  it('[HLT6] counts the calls of the last hour or day, and says what it knows of this process', async () => {
    const { health } = watched();
    const { dependencies, store, clock } = consoleParts({ processHealth: health });
    const { ask } = await consoleServer(healthApi(dependencies));
    const call = newCall();
    await store.openCall({ call, siteVersion: 'v' });
    const turn = (at: number) => {
      const timing = {
        promptAt: at,
        requestAt: at,
        firstDeltaAt: at + 10,
        firstSentAt: at + 50,
        lastSentAt: at,
        interruptedAt: null,
      };
      const usage = { inputTokens: 1, cachedTokens: 0, outputTokens: 1 };
      const event = { type: 'turn-ended', turn: 1, outcome: 'completed', timing, usage, model: 'm', at } as const;
      return { callId: call.id, event };
    };
    await store.appendEvents([turn(clock.now() - 7_200_000), turn(clock.now())]);
    const read = async (window: string) => Health.parse((await ask(`/health?window=${window}`)).body);
    const hour = await read('hour');
    expect(hour.store.counts?.latency).toMatchObject([{ turns: 1, answer: { p50: 50, p99: 50 }, model: { p95: 10 } }]);
    expect(hour).toMatchObject({
      window: 'hour',
      since: clock.now() - 3_600_000,
      store: { counts: { callsInProgress: 1 } },
    });
    expect(hour.process).toMatchObject({ version: '1', parts: [{ name: 'mail', real: null }] });
    expect((await read('day')).store.counts?.latency).toMatchObject([{ turns: 2 }]);
    expect((await ask('/health?window=year')).status).toBe(400);
  });

  it('[HLT7] answers also while the store does not, and asks it anew after five seconds only', async () => {
    const { dependencies, store, clock } = consoleParts();
    const { ask } = await consoleServer(healthApi(dependencies));
    store.away = true;
    const away = Health.parse((await ask('/health')).body);
    expect(away).toMatchObject({ process: null, store: { pingMs: null, counts: null } });
    store.away = false;
    expect((await ask('/health')).body).toEqual(away);
    await clock.advance(5000);
    const back = Health.parse((await ask('/health')).body);
    expect(back.store).toMatchObject({ pingMs: 0, counts: { latency: [] } });
  });

  it('[HLT8] the real server says which parts are sandbox, what its queues hold and how late its loop runs', async () => {
    const server = new ServerProcess();
    onTestFinished(() => server.dispose());
    await server.start();
    const health = Health.parse(await server.json('/api/health'));
    expect(health.process?.parts).toEqual([
      { name: 'Twilio', real: null },
      { name: 'model', real: null },
      { name: 'mail', real: null },
      { name: 'store', real: expect.stringContaining('embedded') },
    ]);
    expect(health.process?.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(health.process?.vendors.map(({ name }) => name)).toEqual(['model', 'texts', 'calls', 'mail']);
    expect(health.process?.eventLoop.max).toBeGreaterThanOrEqual(health.process?.eventLoop.p50 ?? 1);
    const queues = health.store.counts?.queues.map(({ name }) => name);
    expect(queues).toEqual(expect.arrayContaining(['deliver-message', 'fetch-recording', 'wrap-up']));
    const { files } = await server.json<{ files: unknown[] }>('/api/lines/files');
    expect(files).toMatchObject([{ name: 'brightwater.yaml', inForce: true }]);
    const preview = await server.json<{ tools: { name: string; whyNot: unknown }[] }>(
      '/api/lines/brightwater/sales/preview?at=2026-11-29T09:00&caller=anonymous',
    );
    expect(preview.tools.find(({ name }) => name === 'transfer_to_agent')?.whyNot).toMatchObject({
      code: 'outside_hours',
    });
    // It makes a database: seconds on a busy machine.
  }, 90_000);
});
