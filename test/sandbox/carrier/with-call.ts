import { onTestFinished } from 'vitest';
import { type CarrierOptions, type CarrierServer, startCarrier } from '../../../src/sandbox/carrier/carrier-server.ts';
import { realClock } from '../../../src/sandbox/real-clock.ts';
import { FakeApp } from './fake-app.ts';

export const accountSid = `AC${'1'.repeat(32)}`;
export const authToken = 'test-token';

/** An application and a carrier that calls it, fifty times as fast as life; both end with the test. */
export async function startPair(
  options: Partial<CarrierOptions> = {},
): Promise<{ readonly app: FakeApp; readonly carrier: CarrierServer }> {
  const app = await new FakeApp().start();
  const carrier = await startCarrier({
    host: '127.0.0.1',
    port: 0,
    accountSid,
    authToken,
    voiceUrl: `${app.url}/voice`,
    clock: realClock,
    speed: 50,
    ...options,
  });
  onTestFinished(async () => {
    await carrier.close();
    await app.close();
  });
  return { app, carrier };
}

export const parties = { from: '+14155550123', to: '+14155550100' };
