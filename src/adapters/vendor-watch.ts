import type { Outcome } from '../domain/errors.ts';
import type { VendorName } from '../domain/vendor-name.ts';
import type { CallPlacer } from '../ports/call-placer.ts';
import type { VendorState } from '../ports/process-health.ts';
import type { Carrier, Clock, Mailer, Model, ModelEvent, VendorFailure } from '../ports.ts';

type Answers = Omit<VendorState, 'name' | 'pausedUntil'>;
const silent: Answers = { lastAnswerAt: null, lastFailureAt: null, lastFailure: null, failuresInARow: 0 };

/** Remembers how the vendors answered, for whoever wants to know how they are. */
export class VendorWatch {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #states = new Map<VendorName, Answers>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  answered(name: VendorName): void {
    this.#states.set(name, { ...this.of(name), lastAnswerAt: this.#clock.now(), failuresInARow: 0 });
  }

  failed(name: VendorName, lastFailure: string): void {
    const { lastAnswerAt, failuresInARow } = this.of(name);
    const now = this.#clock.now();
    this.#states.set(name, { lastAnswerAt, lastFailureAt: now, lastFailure, failuresInARow: failuresInARow + 1 });
  }

  of(name: VendorName): Answers {
    return this.#states.get(name) ?? silent;
  }

  /** A no to one request is an answer; no answer, or "not now", is a failure. */
  async asked<Value>(
    name: VendorName,
    asking: Promise<Outcome<Value, VendorFailure>>,
  ): Promise<Outcome<Value, VendorFailure>> {
    const outcome = await asking;
    if (outcome.ok || (outcome.failure.reached && !outcome.failure.retryable)) this.answered(name);
    else this.failed(name, inWords(outcome.failure));
    return outcome;
  }
}

const inWords = ({ reached, code }: VendorFailure): string =>
  `${reached ? 'refused for now' : 'not reached'}${code === null ? '' : ` (${code})`}`;

export function watchedCarrier(carrier: Carrier, watch: VendorWatch): Carrier {
  return {
    sendSms: (...input) => watch.asked('texts', carrier.sendSms(...input)),
    findSms: (...input) => watch.asked('texts', carrier.findSms(...input)),
  };
}

export function watchedPlacer(placer: CallPlacer, watch: VendorWatch): CallPlacer {
  return {
    placeCall: (...input) => watch.asked('calls', placer.placeCall(...input)),
    findCalls: (...input) => watch.asked('calls', placer.findCalls(...input)),
    requestsOfCall: (...input) => watch.asked('calls', placer.requestsOfCall(...input)),
    endCall: (...input) => watch.asked('calls', placer.endCall(...input)),
  };
}

export function watchedMailer(mailer: Mailer, watch: VendorWatch): Mailer {
  return {
    send: (...input) => watch.asked('mail', mailer.send(...input)),
    close: () => mailer.close(),
  };
}

export function watchedModel(model: Model, name: VendorName, watch: VendorWatch): Model {
  return {
    stream: (request, signal) => watchedEvents(model.stream(request, signal), name, watch),
    warm: (request) => model.warm(request),
  };
}

async function* watchedEvents(
  events: AsyncIterable<ModelEvent>,
  name: VendorName,
  watch: VendorWatch,
): AsyncGenerator<ModelEvent> {
  for await (const event of events) {
    if (event.type === 'end' && event.reason === 'finished') watch.answered(name);
    if (event.type === 'end' && event.reason === 'failed') {
      const { kind, status } = event.failure;
      watch.failed(name, status === null ? kind : `${kind} (${status})`);
    }
    yield event;
  }
}
