import { expect, test } from 'vitest';
import { PhoneConnection, type StreamSource } from '../../../../src/console/web/pages/phone/model/phone-connection.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

class Source implements StreamSource {
  readyState = 1;
  closed = false;
  readonly url: string;
  readonly #listeners = new Map<string, (event: { data?: unknown; lastEventId?: string }) => void>();
  constructor(url: string) {
    this.url = url;
  }
  addEventListener(type: string, listener: (event: { data?: unknown; lastEventId?: string }) => void): void {
    this.#listeners.set(type, listener);
  }
  say(type: string, entry: unknown = {}, lastEventId = ''): void {
    this.#listeners.get(type)?.({ data: JSON.stringify(entry), lastEventId });
  }
  close(): void {
    this.closed = true;
  }
}

function start() {
  const clock = new VirtualClock();
  const sources: Source[] = [];
  const connection = new PhoneConnection({
    open(url) {
      const source = new Source(url);
      sources.push(source);
      return source;
    },
    after: (ms, callback) => clock.after(ms, callback),
  });
  const last = () => {
    const source = sources.at(-1);
    if (source === undefined) throw new Error('nothing was opened');
    return source;
  };
  return { clock, connection, sources, last };
}

const leg = (sid: string, at: number) => ({
  kind: 'leg',
  leg: { sid, parentSid: null, direction: 'inbound', from: 'a', to: 'b', at },
});

test('[PHN75] what is told is gathered; only what happens now is new; what is no entry is passed over', () => {
  const { connection, last } = start();
  const told: [string, boolean][] = [];
  connection.listen((entry, isNew) => told.push([entry.kind, isNew]));
  const stop = connection.start(true, 100);
  expect(last().url).toBe('/api/phone/stream?plays=people');
  last().say('open');
  last().say('message', leg('CA1', 50), 'x-0');
  last().say('message', leg('CA2', 150), 'x-1');
  last().say('message', { kind: 'something else' }, 'x-2');
  expect(told).toEqual([
    ['leg', false],
    ['leg', true],
  ]);
  expect([...connection.desk.legs.keys()]).toEqual(['CA1', 'CA2']);
  expect(connection.state).toBe('live');
  stop();
  expect(last().closed).toBe(true);
});

test('[PHN75] it goes on where it was, whoever ended it, and begins anew with another stand-in', async () => {
  const { clock, connection, sources, last } = start();
  connection.start(false, 0)();
  connection.start(false, 0);
  last().say('message', leg('CA1', 1), 'x-4');
  last().say('error');
  expect([connection.state, sources.length]).toEqual(['lost', 2]);
  last().readyState = 2;
  last().say('error');
  last().say('error');
  await clock.advance(1500);
  expect(sources).toHaveLength(3);
  expect(last().url).toBe('/api/phone/stream?after=x-4');
  expect(clock.pending).toBe(0);
  last().say('open');
  last().say('restart');
  expect(connection.desk.legs.size).toBe(0);
  // What an old connection still says counts no more.
  sources[1]?.say('message', leg('CA9', 1), 'x-9');
  expect(connection.desk.legs.size).toBe(0);
});
