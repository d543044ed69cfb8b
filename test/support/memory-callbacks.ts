import { toJson } from '../../src/adapters/store/clean-text.ts';
import {
  type Callback,
  type CallbackChange,
  type CallbackEvent,
  isOpenCallback,
  type Seat,
} from '../../src/domain/callback.ts';
import type { Recording } from '../../src/domain/recording.ts';
import type { BookedCallback, CallbackStore, SavedCallback } from '../../src/ports/callback-store.ts';
import type { CallbackSearch } from '../../src/ports/desk-store.ts';
import { searchCallbacks } from './memory-desk.ts';
import { MemoryOperations } from './memory-operations.ts';

/** Who has a seat: a callback, or a call that holds it until then. */
interface Taker {
  readonly callbackId: string | null;
  readonly callId: string;
  readonly until: number;
}
interface TakenSeat extends Seat, Taker {}
type Span = Pick<Seat, 'siteId' | 'lineId' | 'startsAt' | 'endsAt'>;

/** Callbacks, seats and recordings of the store in memory. */
export class MemoryCallbacks extends MemoryOperations implements CallbackStore {
  readonly callbacks = new Map<string, Callback>();
  /** Callbacks nobody can be called by any more. */
  protected readonly emptied = new Set<string>();
  readonly #events = new Map<string, readonly CallbackEvent[]>();
  #seats: readonly TakenSeat[] = [];
  readonly recordings = new Map<string, Recording>();
  readonly #secrets = new Map<string, string>();

  async bookCallback({ next, event }: CallbackChange, seat: Seat | null): Promise<BookedCallback> {
    this.here();
    const all = [...this.callbacks.values()];
    const same = all.find(({ callId, toolCallId }) => callId === next.callId && toolCallId === next.toolCallId);
    if (same !== undefined) return { outcome: 'duplicate', callback: same };
    const open = this.#openBesides(next);
    if (open !== undefined) return { outcome: 'open', callback: open };
    if (seat !== null && !this.#book(seat, next, next.callId)) return { outcome: 'slot_taken' };
    const booked = stored(next);
    this.callbacks.set(next.id, booked);
    this.#events.set(next.id, [stored(event)]);
    return { outcome: 'booked', callback: booked };
  }

  async saveCallback(
    { next, event }: CallbackChange,
    seat?: Seat | 'free',
    heldBy = next.callId,
  ): Promise<SavedCallback> {
    this.here();
    if (this.callbacks.get(next.id)?.version !== next.version || this.emptied.has(next.id)) return { outcome: 'stale' };
    const open = isOpenCallback(next) ? this.#openBesides(next) : undefined;
    if (open !== undefined) return { outcome: 'open', callback: open };
    if (seat === 'free') this.#freeSeat(next.id);
    else if (seat !== undefined && !this.#book(seat, next, heldBy)) return { outcome: 'slot_taken' };
    const saved = stored({ ...next, version: next.version + 1 });
    this.callbacks.set(next.id, saved);
    this.#events.set(next.id, [...(this.#events.get(next.id) ?? []), stored(event)]);
    return { outcome: 'saved', callback: saved };
  }

  async findCallback(id: string) {
    this.here();
    return this.callbacks.get(id) ?? null;
  }

  async openCallback(siteId: string, lineId: string, phone: string) {
    const open = await this.openCallbacksOf([siteId], phone);
    return open.find((callback) => callback.lineId === lineId) ?? null;
  }

  async openCallbacksOf(siteIds: readonly string[], phone: string) {
    this.here();
    const own = [...this.callbacks.values()].filter(
      (callback) => siteIds.includes(callback.siteId) && callback.phone === phone && isOpenCallback(callback),
    );
    return own.toSorted(byTime(({ startsAt }) => startsAt));
  }

  async callbacksOfCall(callId: string) {
    this.here();
    return [...this.callbacks.values()]
      .filter((callback) => callback.callId === callId)
      .toSorted(byTime(({ createdAt }) => createdAt));
  }

  async scheduledCallbacks(startsAfter: number, limit: number) {
    this.here();
    return [...this.callbacks.values()]
      .filter(({ state, startsAt }) => state === 'scheduled' && startsAt > startsAfter)
      .toSorted(byTime(({ startsAt }) => startsAt))
      .slice(0, limit);
  }

  async recentCallbacks(limit: number) {
    this.here();
    const oldestFirst = [...this.callbacks.values()].toSorted(byTime(({ createdAt }) => createdAt));
    return oldestFirst.toReversed().slice(0, limit);
  }

  async callbackEvents(id: string) {
    this.here();
    return this.#events.get(id) ?? [];
  }

  async claimCallbacks(now: number, leaseMs: number, limit: number) {
    this.here();
    const due = [...this.callbacks.values()]
      .filter(({ nextAt }) => nextAt !== null && nextAt <= now)
      .toSorted(byTime(({ nextAt }) => nextAt ?? 0))
      .slice(0, limit);
    return due.map((callback) => {
      const claimed = { ...callback, nextAt: now + leaseMs, version: callback.version + 1 };
      this.callbacks.set(callback.id, claimed);
      return claimed;
    });
  }

  async holdSeat(seat: Seat, callId: string, until: number, now: number) {
    this.here();
    return this.#takeSeat(seat, { callbackId: null, callId, until }, now);
  }

  async takenSeats(line: Span, callId: string, now: number) {
    this.here();
    return overlap(this.#seats, line)
      .toSorted((a, b) => a.startsAt - b.startsAt)
      .filter((one) => one.callbackId !== null || (one.callId !== callId && one.until > now))
      .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
  }

  async findCallbacks(search: CallbackSearch) {
    this.here();
    return searchCallbacks(this.callbacks.values(), search);
  }

  async seatsOfLine(span: Span, now: number) {
    this.here();
    return overlap(this.#seats, span)
      .filter(({ callbackId, until }) => callbackId !== null || until > now)
      .toSorted((a, b) => a.startsAt - b.startsAt)
      .map(({ startsAt, endsAt, callbackId }) => ({ startsAt, endsAt, callbackId }));
  }

  async saveRecording(recording: Recording) {
    this.here();
    const known = this.recordings.get(recording.id);
    const isLate = known?.state === 'stored' && recording.state !== 'stored';
    const isOver = known?.state === 'removing' || known?.state === 'deleted';
    const kept = known !== undefined && (isLate || isOver) ? known : stored(recording);
    this.recordings.set(recording.id, kept);
    return kept;
  }

  async findRecording(id: string) {
    this.here();
    return this.recordings.get(id) ?? null;
  }

  async recordingsOfCall(callId: string) {
    this.here();
    return [...this.recordings.values()]
      .filter((recording) => recording.callId === callId)
      .toSorted(byTime(({ createdAt }) => createdAt));
  }

  async unfetchedRecordings(limit: number) {
    this.here();
    return [...this.recordings.values()]
      .filter(({ state }) => state === 'reported')
      .toSorted(byTime(({ createdAt }) => createdAt))
      .slice(0, limit);
  }

  async sharedSecret(name: string, fresh: string) {
    this.here();
    const kept = this.#secrets.get(name) ?? fresh;
    this.#secrets.set(name, kept);
    return kept;
  }

  #openBesides({ id, siteId, lineId, phone }: Callback): Callback | undefined {
    return [...this.callbacks.values()].find(
      (other) =>
        other.id !== id &&
        other.siteId === siteId &&
        other.lineId === lineId &&
        other.phone === phone &&
        isOpenCallback(other),
    );
  }

  /** Holds that ended before. */
  protected forgetHolds(before: number): void {
    this.#seats = this.#seats.filter(({ callbackId, until }) => callbackId !== null || until >= before);
  }

  #book(seat: Seat, { id, updatedAt }: Callback, callId: string): boolean {
    return this.#takeSeat(seat, { callbackId: id, callId, until: 0 }, updatedAt);
  }

  /** The call's own holds of the time make room, and so does the seat the callback has had. */
  #takeSeat(seat: Seat, taker: Taker, now: number): boolean {
    const found = overlap(this.#seats, seat);
    const inTheWay = found.filter((one) =>
      one.callbackId === null ? one.callId !== taker.callId && one.until > now : one.callbackId !== taker.callbackId,
    );
    if (inTheWay.length >= seat.capacity) return false;
    if (taker.callbackId !== null) this.#freeSeat(taker.callbackId);
    const kept = this.#seats.filter((one) => !found.includes(one) || inTheWay.includes(one));
    this.#seats = [...kept, { ...seat, ...taker }];
    return true;
  }

  protected forgetCallback(id: string): void {
    this.callbacks.delete(id);
    this.#events.delete(id);
    this.#freeSeat(id);
  }

  #freeSeat(callbackId: string): void {
    this.#seats = this.#seats.filter((one) => one.callbackId !== callbackId);
  }
}

/** As the database keeps it: a copy, in JSON, without what text there cannot hold. */
const stored = <T>(value: T): T => JSON.parse(toJson(value)) as T;

const byTime =
  <T extends { readonly id: string }>(time: (one: T) => number) =>
  (a: T, b: T): number =>
    time(a) - time(b) || (a.id < b.id ? -1 : 1);

const overlap = (seats: readonly TakenSeat[], { siteId, lineId, startsAt, endsAt }: Span): readonly TakenSeat[] =>
  seats.filter(
    (one) => one.siteId === siteId && one.lineId === lineId && one.startsAt < endsAt && startsAt < one.endsAt,
  );
