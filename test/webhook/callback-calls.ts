import type { AttemptOutcome, Callback, CallbackAttempt } from '../../src/domain/callback.ts';
import { succeed } from '../../src/domain/errors.ts';
import { attemptSample, callbackSample } from '../support/callback-samples.ts';
import { CALLER, LINE, WebhookBench } from './webhook-bench.ts';

export const DESK = '+14155550111';
export const DISPATCH = '+14155550112';
export const CUSTOMER = CALLER;
/** The call we placed, and the leg dialled from it. */
export const CALL = 'CA100';
export const LEG = 'CA200';

/** The webhooks of a callback that rings: whoever is first is called by CA100. */
export class CallbackCalls extends WebhookBench {
  nudges = 0;
  readonly ended: string[] = [];
  readonly begun: string[] = [];
  readonly finished: string[] = [];

  constructor(options: { callbacks?: object; transfer?: object; line?: object } = {}) {
    super({
      escalation: { callback_now: true, scheduled_callback: true },
      callbacks: { slots: {}, ...options.callbacks },
      transfer: {
        targets: [
          { id: 'desk', number: DESK },
          { id: 'dispatch', number: DISPATCH, ring_seconds: 30 },
        ],
        ...options.transfer,
      },
      ...options.line,
    });
  }

  async ring(some: Partial<Callback> = {}, attempt: Partial<CallbackAttempt> = {}): Promise<this> {
    const now = this.clock.now();
    const ringing: CallbackAttempt = attemptSample({
      state: 'ringing',
      outcome: null,
      endedAt: null,
      callSid: CALL,
      startedAt: now,
      from: LINE,
      to: attempt.first === 'customer' ? CUSTOMER : DESK,
      ...attempt,
    });
    const next = callbackSample({
      state: 'dialing',
      phone: CUSTOMER,
      startsAt: now,
      attempts: [ringing],
      nextAt: now + 60_000,
      ...some,
    });
    await this.store.bookCallback({ next, event: { type: 'dialing', actor: 'system', at: now, detail: {} } }, null);
    await this.open({
      placer: {
        endCall: async (callSid) => {
          this.ended.push(callSid);
          return succeed(null);
        },
      },
      recorder: {
        startRecording: async (callSid, url) => {
          this.begun.push(`recording ${callSid} ${url}`);
          return succeed(null);
        },
        startTranscription: async (callSid, { statusCallbackUrl, language }) => {
          this.begun.push(`transcription ${callSid} ${statusCallbackUrl} ${language}`);
          return succeed(null);
        },
      },
      nudgeCallbacks: () => void this.nudges++,
      onCallEnded: async (callId) => void this.finished.push(callId),
    });
    return this;
  }

  /** A step of the call we placed. The document comes on one line. */
  async step(step: string, form: Readonly<Record<string, string>> = {}, extra = '') {
    const path = `/twilio/callback/${step}?callback=callback_1&attempt=1${extra}`;
    const standard = { CallSid: CALL, From: LINE, To: DESK, CallStatus: 'in-progress' };
    const answer = await this.post(path, { ...standard, ...form });
    return { ...answer, raw: answer.text, text: answer.text.replace(/\s+/g, ' ') };
  }

  /** A step of the leg dialled from it. */
  leg(step: string, form: Readonly<Record<string, string>> = {}) {
    return this.step(step, { CallSid: LEG, ParentCallSid: CALL, ...form });
  }

  dialEnded(status: string, bridged: boolean, form: Readonly<Record<string, string>> = {}, target = 'desk') {
    const standard = { DialCallStatus: status, DialBridged: String(bridged), DialCallSid: LEG };
    return this.step('dial-ended', { ...standard, ...form }, `&target=${target}`);
  }

  get callback(): Callback {
    const found = this.store.callbacks.get('callback_1');
    if (found === undefined) throw new Error('there is no callback');
    return found;
  }

  get attempt(): CallbackAttempt {
    const [first] = this.callback.attempts;
    if (first === undefined) throw new Error('there is no attempt');
    return first;
  }

  get outcome(): AttemptOutcome | null {
    return this.attempt.outcome;
  }

  async events(type?: string) {
    await this.journal.flush();
    return this.store.events.filter((event) => type === undefined || event.type === type);
  }
}
