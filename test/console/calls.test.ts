import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callsApi } from '../../src/console/calls-api.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import type { WrapUpNotes } from '../../src/domain/wrap-up-notes.ts';
import { afterCallBench } from '../jobs/after-call-bench.ts';

describe('a call in the console', () => {
  let server: Server;
  let bench: ReturnType<typeof afterCallBench>;
  const view = async () => {
    const { port } = server.address() as AddressInfo;
    return (await fetch(`http://127.0.0.1:${port}/api/calls/CA1`)).json();
  };

  beforeEach(async () => {
    bench = afterCallBench();
    await bench.begin();
    server = createServer(express().use('/api', callsApi({ ...bench, sandbox: () => null })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('[WRP20] has its notes, and the callback it was placed for', async () => {
    expect(await view()).toMatchObject({ id: 'call_1', notes: null, callback: null });
    const at = bench.clock.now();
    const notes: WrapUpNotes = {
      summary: 'The boiler is fixed.',
      outcome: 'Fixed.',
      promises: [],
      follow_ups: [],
      sentiment: 'positive',
      disposition: 'resolved',
    };
    const placed = { type: 'call-started', from: '+14155550101', to: '+14155550111', lineId: 'desk', at } as const;
    const happened: readonly CallEvent[] = [
      { ...placed, callback: 'cb_1', attempt: 1 },
      { type: 'wrap-up', notes, at },
    ];
    await bench.events(happened);
    expect(await view()).toMatchObject({ notes, callback: 'cb_1' });
  });
});
