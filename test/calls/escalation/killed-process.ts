import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src/adapters/open-store.ts';
import { createRandomIds } from '../../../src/adapters/random-ids.ts';
import { systemClock as clock } from '../../../src/adapters/system-clock.ts';
import type { Callback } from '../../../src/domain/callback.ts';
import type { Store } from '../../../src/ports/store.ts';
import { type CarrierServer, startCarrier } from '../../../src/sandbox/carrier/carrier-server.ts';
import { freePort } from '../../support/free-port.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { FrontDoor } from '../../support/front-door.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { SilentLog } from '../../support/silent-log.ts';

const AGENT = '+14155550111';
const LINE = '+14155550101';
const account = { accountSid: `AC${'b'.repeat(32)}`, authToken: 'killed-process-token' };
/** As fast as life times this: a callback's two legs are over in about a second. */
const SPEED = 10;
const LOOK_MS = 250;

const site = `
id: acme
name: Acme
time_zone: America/New_York
country: US
plan: enterprise
lines:
  - id: support
    name: Support
    numbers: ["${LINE}"]
    greeting: Hello.
    persona: { name: Sam }
    prompt: Help.
    escalation: { scheduled_callback: true }
    transfer: { targets: [{ id: desk, number: "${AGENT}" }] }
    callbacks:
      retry_minutes: 1
      attempts: 3
      quiet_hours: { from: "00:00", to: "00:00" }
      slots: { capacity: 500, hours: { monday: &all ["00:00-24:00"], tuesday: *all, wednesday: *all, thursday: *all, friday: *all, saturday: *all, sunday: *all } }
      confirmation: none
`;

/** What the stand-in saw of one round. */
export interface Round {
  readonly callbacks: readonly Callback[];
  /** How many calls were created per `callback attempt`. */
  readonly created: ReadonlyMap<string, number>;
  readonly seconds: number;
}

/** Two processes on one PostgreSQL behind a front door; one is killed while callbacks are being placed. */
export async function killedRound(postgres: string, count: number, withinMs: number): Promise<Round> {
  const world = await createWorld(postgres);
  try {
    const startedAt = clock.now();
    await book(world.store, count, startedAt + 3000, withinMs);
    await pause(3000 + withinMs / 2);
    await world.kill();
    const callbacks = await world.settled(startedAt + 300_000);
    return { callbacks, created: createdBy(world.carrier), seconds: Math.round((clock.now() - startedAt) / 1000) };
  } finally {
    await world.close();
  }
}

async function createWorld(postgres: string) {
  const directory = mkdtempSync(join(tmpdir(), 'attendant-killed-'));
  mkdirSync(join(directory, 'config'));
  writeFileSync(join(directory, 'config', 'site.yaml'), site);
  const database = await freshDatabase(postgres);
  const door = await new FrontDoor().listen();
  const carrier = await startCarrier({ ...account, host: '127.0.0.1', port: 0, voiceUrl: '', clock, speed: SPEED });
  carrier.setPerson(AGENT, { does: 'accepts', ringMs: 2000, talkMs: null });
  const environment = {
    DATABASE_URL: database.url,
    PUBLIC_URL: door.url,
    CONFIG_DIR: join(directory, 'config'),
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_API_BASE_URL: carrier.url,
    LOG_LEVEL: 'error',
  };
  const opened = await openStore({
    databaseUrl: database.url,
    dataDirectory: '',
    clock,
    ids: createRandomIds(clock),
    log: new SilentLog(),
  });
  const start = async () => {
    const port = String(await freePort());
    const server = new ServerProcess({ ...environment, PORT: port });
    await server.start();
    door.add(`http://127.0.0.1:${port}`);
    return { server, origin: `http://127.0.0.1:${port}` };
  };
  const first = await start();
  const second = await start();
  return {
    store: opened.store,
    carrier,
    /** No warning, no drain; whoever balances the load notices at once. */
    async kill() {
      const killed = first.server.stop('SIGKILL');
      door.remove(first.origin);
      await killed;
    },
    async settled(until: number) {
      for (;;) {
        const callbacks = await opened.store.recentCallbacks(10_000);
        if (clock.now() > until || callbacks.every(({ nextAt, state }) => nextAt === null && state !== 'connected'))
          return callbacks;
        await pause(LOOK_MS);
      }
    },
    async close() {
      await Promise.all([first, second].map(({ server }) => server.dispose()));
      await Promise.all([opened.close(), door.close(), carrier.close()]);
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Due one after the other from `startsAt` on, within `withinMs`. */
async function book(store: Store, count: number, startsAt: number, withinMs: number): Promise<void> {
  const all = Array.from({ length: count }, (_, index) => callback(index, startsAt + (index * withinMs) / count));
  for (const next of all) {
    const seat = {
      siteId: 'acme',
      lineId: 'support',
      startsAt: next.startsAt,
      endsAt: next.startsAt + 1,
      capacity: 500,
    };
    const event = { type: 'scheduled', actor: 'bot', at: clock.now(), detail: {} } as const;
    const booked = await store.bookCallback({ next, event }, seat);
    if (booked.outcome !== 'booked') throw new Error(`not booked: ${booked.outcome}`);
  }
}

function callback(index: number, startsAt: number): Callback {
  const at = clock.now();
  const when = Math.round(startsAt);
  return {
    id: `cb_${index}`,
    siteId: 'acme',
    lineId: 'support',
    callId: `call_${index}`,
    toolCallId: 'booking',
    kind: 'scheduled',
    phone: `+1212555${String(1000 + index).padStart(4, '0')}`,
    email: null,
    callerName: null,
    reason: 'a leak',
    language: 'en-US',
    callerZone: null,
    state: 'scheduled',
    startsAt: when,
    wall: null,
    durationMinutes: 15,
    sequence: 0,
    confirmedAt: null,
    reminded: [1440, 60],
    attempts: [],
    note: null,
    nextAt: when,
    version: 0,
    createdAt: at,
    updatedAt: at,
  };
}

/** From the URL each call was created with. Dialled legs have none. */
function createdBy(carrier: CarrierServer): Map<string, number> {
  const created = new Map<string, number>();
  for (const { url } of carrier.begunLegs.events) {
    if (url === null) continue;
    const { searchParams } = new URL(url);
    const key = `${searchParams.get('callback')} ${searchParams.get('attempt')}`;
    created.set(key, (created.get(key) ?? 0) + 1);
  }
  return created;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
