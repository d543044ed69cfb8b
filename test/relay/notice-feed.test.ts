import { describe, expect, it } from 'vitest';
import { AttendantError } from '../../src/domain/errors.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { OperatorCommand } from '../../src/domain/operator-command.ts';
import { NoticeFeed, type NoticeTaker } from '../../src/relay/notice-feed.ts';
import { SilentLog } from '../support/silent-log.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

class Session implements NoticeTaker {
  over = false;
  readonly told: string[] = [];
  notice(notice: Notice): boolean {
    if (!this.over) this.told.push(notice.text);
    return !this.over;
  }
  command(command: OperatorCommand): boolean {
    if (!this.over) this.told.push(command.text);
    return !this.over;
  }
}

/** A store that gives out each id once, as the real one does, and can be slow or away. */
class Notices {
  readonly asked: (readonly string[])[] = [];
  readonly given: Notice[] = [];
  readonly #known = new Set<string>();
  #waiting: Notice[] = [];
  away = false;
  /** When set, answers wait for it. */
  gate: Promise<void> | null = null;
  running = 0;
  mostAtOnce = 0;

  async addNotice(notice: Notice): Promise<boolean> {
    this.#here();
    if (!this.#known.has(notice.id)) this.#waiting.push(notice);
    this.#known.add(notice.id);
    return true;
  }

  async takeNotices(callIds: readonly string[]): Promise<readonly Notice[]> {
    this.asked.push(callIds);
    this.#here();
    const taken = this.#waiting.filter((notice) => callIds.includes(notice.callId));
    this.#waiting = this.#waiting.filter((notice) => !taken.includes(notice));
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.running);
    await this.gate;
    this.running--;
    this.given.push(...taken);
    return taken;
  }

  readonly commands = new Map<string, OperatorCommand>();

  async takeCommands(callIds: readonly string[]): Promise<readonly OperatorCommand[]> {
    this.#here();
    const taken = [...this.commands.values()].filter((command) => callIds.includes(command.callId));
    for (const { id } of taken) this.commands.delete(id);
    return taken;
  }

  async putBackCommand(id: string): Promise<void> {
    this.#here();
    this.commands.set(id, command('call_1'));
  }

  #here(): void {
    if (this.away) throw new AttendantError('store_unavailable', 'away');
  }
}

function bench() {
  const clock = new VirtualClock();
  const log = new SilentLog();
  const store = new Notices();
  return { clock, log, store, feed: new NoticeFeed({ store, clock, log }) };
}
const notice = (callId: string, text = 'It happened.'): Notice => ({
  id: `${callId} ${text}`,
  callId,
  text,
  urgent: true,
  at: 1,
});

const command = (callId: string): OperatorCommand => ({
  id: callId,
  callId,
  kind: 'say',
  text: 'We are here.',
  now: false,
  operator: 'dana',
  at: 1,
});

describe('the feed of notices', () => {
  it('[NTC20] asks once a second for all open calls together, and leaves no timer behind', async () => {
    const { clock, store, feed } = bench();
    const [one, two] = [new Session(), new Session()];
    feed.opened('call_1', one);
    feed.opened('call_2', two);
    await store.addNotice(notice('call_2'));
    await store.addNotice(notice('call_3'));
    await clock.advance(3500);
    expect(store.asked).toEqual(Array(3).fill(['call_1', 'call_2']));
    expect([one.told, two.told]).toEqual([[], ['It happened.']]);
    feed.closed(one);
    await clock.advance(1000);
    expect(store.asked.at(-1)).toEqual(['call_2']);
    feed.closed(two);
    expect(clock.pending).toBe(0);
    feed.opened('call_1', one);
    await clock.advance(1000);
    expect(store.asked).toHaveLength(5);
  });

  it('[NTC20] stops asking for a session that has ended though its socket is not closed yet', async () => {
    const { clock, store, feed } = bench();
    const session = new Session();
    feed.opened('call_1', session);
    session.over = true;
    await clock.advance(5000);
    expect(store.asked).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('[NTC21] a nudge asks at once for its call, and for a call elsewhere not at all', async () => {
    const { store, feed } = bench();
    const session = new Session();
    feed.opened('call_1', session);
    feed.opened('call_2', new Session());
    await store.addNotice(notice('call_1'));
    feed.nudge('call_9');
    feed.nudge('call_1');
    await settle();
    expect(store.asked).toEqual([['call_1']]);
    expect(session.told).toEqual(['It happened.']);
  });

  it('[NTC22] a slow store is never asked twice at once; what was nudged meanwhile comes right after', async () => {
    const { clock, store, feed } = bench();
    const session = new Session();
    feed.opened('call_1', session);
    let open = (): void => undefined;
    store.gate = new Promise((resolve) => {
      open = resolve;
    });
    await clock.advance(4000);
    await store.addNotice(notice('call_1'));
    feed.nudge('call_1');
    feed.nudge('call_1');
    await clock.advance(500);
    expect(store.asked).toHaveLength(1);
    open();
    await settle();
    expect(store.asked).toHaveLength(2);
    expect(session.told).toEqual(['It happened.']);
    expect(store.mostAtOnce).toBe(1);
  });

  it('[NTC23] a failing store is complained of once a minute, and asked on', async () => {
    const { clock, log, store, feed } = bench();
    const session = new Session();
    feed.opened('call_1', session);
    await store.addNotice(notice('call_1'));
    store.away = true;
    await clock.advance(59_500);
    expect(store.asked).toHaveLength(59);
    expect(log.lines).toHaveLength(1);
    await clock.advance(5000);
    expect(log.lines).toHaveLength(2);
    store.away = false;
    await clock.advance(1000);
    expect(session.told).toEqual(['It happened.']);
  });

  it('[NTC24] what was taken for a session that ended meanwhile goes to a later one', async () => {
    const { clock, store, feed } = bench();
    const [first, second] = [new Session(), new Session()];
    feed.opened('call_1', first);
    await store.addNotice(notice('call_1'));
    let open = (): void => undefined;
    store.gate = new Promise((resolve) => {
      open = resolve;
    });
    await clock.advance(1000);
    feed.closed(first);
    open();
    await settle();
    expect(clock.pending).toBe(0);
    feed.opened('call_1', second);
    await clock.advance(1000);
    expect([first.told, second.told]).toEqual([[], ['It happened.']]);
    await clock.advance(3000);
    expect(second.told).toHaveLength(1);
  });

  it('[NTC24] also when the store was away as it was to be put back', async () => {
    const { clock, store, feed } = bench();
    const [first, second] = [new Session(), new Session()];
    feed.opened('call_1', first);
    await store.addNotice(notice('call_1'));
    let open = (): void => undefined;
    store.gate = new Promise((resolve) => {
      open = resolve;
    });
    await clock.advance(1000);
    first.over = true;
    store.away = true;
    open();
    await settle();
    feed.opened('call_1', second);
    await clock.advance(2000);
    expect(second.told).toEqual([]);
    store.away = false;
    await clock.advance(2000);
    expect(second.told).toEqual(['It happened.']);
  });

  it('[NTC25] of two sessions of a call the later one is told', async () => {
    const { clock, store, feed } = bench();
    const [first, second] = [new Session(), new Session()];
    feed.opened('call_1', first);
    feed.opened('call_1', second);
    await store.addNotice(notice('call_1'));
    await clock.advance(1000);
    expect(store.asked).toEqual([['call_1']]);
    expect([first.told, second.told]).toEqual([[], ['It happened.']]);
    second.over = true;
    await store.addNotice(notice('call_1', 'Again.'));
    await clock.advance(1000);
    expect(first.told).toEqual(['Again.']);
  });

  it('[CMD10] commands come with the notices: at a nudge at once, else within a second', async () => {
    const { clock, store, feed } = bench();
    const [one, two] = [new Session(), new Session()];
    feed.opened('call_1', one);
    feed.opened('call_2', two);
    for (const callId of ['call_1', 'call_2', 'call_3']) store.commands.set(callId, command(callId));
    feed.nudge('call_1');
    await settle();
    expect([one.told, two.told]).toEqual([['We are here.'], []]);
    await clock.advance(1000);
    expect(two.told).toEqual(['We are here.']);
    expect([...store.commands.keys()]).toEqual(['call_3']);
    expect(one.told).toHaveLength(1);
  });

  it('[CMD10] one whose session ended meanwhile goes to the later one, or is put back for the next', async () => {
    const { clock, store, feed } = bench();
    const [first, second, third] = [new Session(), new Session(), new Session()];
    feed.opened('call_1', first);
    feed.opened('call_1', second);
    store.commands.set('call_1', command('call_1'));
    await clock.advance(1000);
    expect([first.told, second.told]).toEqual([[], ['We are here.']]);
    store.commands.set('call_1', command('call_1'));
    let open = (): void => undefined;
    store.gate = new Promise((resolve) => {
      open = resolve;
    });
    await clock.advance(1000);
    first.over = true;
    second.over = true;
    open();
    await settle();
    expect(store.commands.size).toBe(1);
    feed.opened('call_1', third);
    await clock.advance(1000);
    expect([first.told, third.told]).toEqual([[], ['We are here.']]);
    expect(store.commands.size).toBe(0);
  });
});
