import {
  type Callback,
  type CallbackChange,
  type CallbackEvent,
  isOpenCallback,
  type Seat,
} from '../../src/domain/callback.ts';
import type { Recording } from '../../src/domain/recording.ts';
import type { BookedCallback, CallbackStore, SavedCallback } from '../../src/ports/callback-store.ts';
import { MemoryOutbox } from './memory-outbox.ts';

interface TakenSeat extends Seat {
  readonly callbackId: string | null;
  readonly callId: string;
  readonly until: number;
}
type Span = Pick<Seat, 'siteId' | 'lineId' | 'startsAt' | 'endsAt'>;

/** Callbacks, seats and recordings of the store in memory. */
export class MemoryCallbacks extends MemoryOutbox implements CallbackStore {
  readonly callbacks = new Map<string, Callback>();
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
    if (seat !== null && !this.#takeSeat(seat, next)) return { outcome: 'slot_taken' };
    this.callbacks.set(next.id, next);
    this.#events.set(next.id, [event]);
    return { outcome: 'booked', callback: next };
  }

  async saveCallback({ next, event }: CallbackChange, seat?: Seat | 'free'): Promise<SavedCallback> {
    this.here();
    if (this.callbacks.get(next.id)?.version !== next.version) return { outcome: 'stale' };
    const open = isOpenCallback(next) ? this.#openBesides(next) : undefined;
    if (open !== undefined) return { outcome: 'open', callback: open };
    if (seat === 'free') this.#freeSeat(next.id);
    else if (seat !== undefined && !this.#takeSeat(seat, next)) return { outcome: 'slot_taken' };
    const saved = { ...next, version: next.version + 1 };
    this.callbacks.set(next.id, saved);
    this.#events.set(next.id, [...(this.#events.get(next.id) ?? []), event]);
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
    return own.toSorted((a, b) => a.startsAt - b.startsAt);
  }

  async callbacksOfCall(callId: string) {
    this.here();
    return [...this.callbacks.values()].filter((callback) => callback.callId === callId);
  }

  async scheduledCallbacks(startsAfter: number, limit: number) {
    this.here();
    return [...this.callbacks.values()]
      .filter(({ state, startsAt }) => state === 'scheduled' && startsAt > startsAfter)
      .toSorted((a, b) => a.startsAt - b.startsAt)
      .slice(0, limit);
  }

  async recentCallbacks(limit: number) {
    this.here();
    return [...this.callbacks.values()].toSorted((a, b) => b.createdAt - a.createdAt).slice(0, limit);
  }

  async callbackEvents(id: string) {
    this.here();
    return this.#events.get(id) ?? [];
  }

  async claimCallbacks(now: number, leaseMs: number, limit: number) {
    this.here();
    const due = [...this.callbacks.values()]
      .filter(({ nextAt }) => nextAt !== null && nextAt <= now)
      .toSorted((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0))
      .slice(0, limit);
    return due.map((callback) => {
      const claimed = { ...callback, nextAt: now + leaseMs, version: callback.version + 1 };
      this.callbacks.set(callback.id, claimed);
      return claimed;
    });
  }

  async holdSeat(seat: Seat, callId: string, until: number, now: number) {
    this.here();
    const others = this.#seats.filter(
      (one) => one.callId !== callId || one.startsAt !== seat.startsAt || one.callbackId,
    );
    this.#seats = others.filter((one) => one.callbackId !== null || one.until > now);
    if (this.#overlapping(seat).length >= seat.capacity) return false;
    this.#seats = [...this.#seats, { ...seat, callbackId: null, callId, until }];
    return true;
  }

  async takenSeats(line: Span, callId: string, now: number) {
    this.here();
    return this.#overlapping(line)
      .filter((one) => one.callbackId !== null || (one.callId !== callId && one.until > now))
      .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
  }

  async saveRecording(recording: Recording) {
    this.here();
    const known = this.recordings.get(recording.id);
    const kept = known?.state === 'stored' && recording.state !== 'stored' ? known : recording;
    this.recordings.set(recording.id, kept);
    return kept;
  }

  async findRecording(id: string) {
    this.here();
    return this.recordings.get(id) ?? null;
  }

  async recordingsOfCall(callId: string) {
    this.here();
    return [...this.recordings.values()].filter((recording) => recording.callId === callId);
  }

  async unfetchedRecordings(limit: number) {
    this.here();
    return [...this.recordings.values()].filter(({ state }) => state === 'reported').slice(0, limit);
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

  /** The call's own hold of the time becomes the booking. */
  #takeSeat(seat: Seat, { id, callId, updatedAt }: Callback): boolean {
    const others = this.#seats.filter(
      (one) =>
        one.callbackId !== id &&
        (one.callbackId !== null ||
          (one.until > updatedAt && !(one.callId === callId && one.startsAt === seat.startsAt))),
    );
    if (overlap(others, seat).length >= seat.capacity) return false;
    this.#seats = [...others, { ...seat, callbackId: id, callId, until: 0 }];
    return true;
  }

  #freeSeat(callbackId: string): void {
    this.#seats = this.#seats.filter((one) => one.callbackId !== callbackId);
  }

  #overlapping(span: Span): readonly TakenSeat[] {
    return overlap(this.#seats, span);
  }
}

const overlap = (seats: readonly TakenSeat[], { siteId, lineId, startsAt, endsAt }: Span): readonly TakenSeat[] =>
  seats.filter(
    (one) => one.siteId === siteId && one.lineId === lineId && one.startsAt < endsAt && startsAt < one.endsAt,
  );
