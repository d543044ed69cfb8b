import { afterEach, describe, expect, it, vi } from 'vitest';

type Module = Record<string, unknown>;

/** A guard, where it stands, what stands there instead, and the promise that is then broken. */
interface Guard {
  readonly name: string;
  readonly path: string;
  readonly without: (original: Module) => Module;
  readonly promise: string;
  /** The first conversation: near one that is known to need the guard, which saves the test's time. Default: 1. */
  readonly from?: number;
}

const consentPrototype = (original: Module): Module => {
  const Original = original.Consent as new (
    ...args: unknown[]
  ) => { require(medium: string, value: string, turn: number): string };
  class Consenting extends Original {
    override require(): string {
      return 'confirmed';
    }
  }
  return { Consent: Consenting };
};

const withoutCap = (cap: string) => (original: Module) => ({
  termsOf: (...args: unknown[]) => {
    const terms = (original.termsOf as (...all: unknown[]) => { caps: object })(...args);
    return { ...terms, caps: { ...terms.caps, [cap]: null } };
  },
});

const guards: readonly Guard[] = [
  {
    name: 'consent',
    path: '../../src/domain/consent.ts',
    without: consentPrototype,
    promise: 'nothing to an unconfirmed destination',
  },
  {
    name: 'consent to be called',
    path: '../../src/domain/consent.ts',
    without: (original) => {
      const Original = original.Consent as new (...args: unknown[]) => { requireCall(number: string): string };
      return {
        Consent: class extends Original {
          override requireCall(): string {
            return 'confirmed';
          }
        },
      };
    },
    promise: 'no call to an unconfirmed number',
  },
  {
    name: 'which numbers may be called',
    from: 15,
    path: '../../src/domain/phone-number.ts',
    without: () => ({ checkCallable: () => null }),
    promise: 'only numbers that may be called',
  },
  {
    name: 'one callback for a tool call',
    path: '../support/memory-callbacks.ts',
    without: (original) => {
      type Change = { readonly next: { readonly id: string } };
      const Original = original.MemoryCallbacks as new () => {
        readonly callbacks: Map<string, unknown>;
        bookCallback(change: Change, seat: unknown): Promise<unknown>;
      };
      return {
        MemoryCallbacks: class extends Original {
          override async bookCallback(change: Change, seat: unknown) {
            const booked = await super.bookCallback(change, seat);
            this.callbacks.set(`${change.next.id}_again`, { ...change.next, id: `${change.next.id}_again` });
            return booked;
          }
        },
      };
    },
    promise: 'one tool call, one callback',
  },
  {
    name: 'judging a yes',
    from: 21,
    path: '../../src/domain/agreement.ts',
    without: () => ({ judgeAgreement: () => 'yes' }),
    promise: 'nothing to an unconfirmed destination',
  },
  {
    name: 'what was heard',
    from: 891,
    path: '../../src/domain/heard.ts',
    without: (original) => ({
      cutToHeard: (pieces: readonly { spoken: string }[]) =>
        (original.cutToHeard as (pieces: unknown, heard: string) => unknown)(
          pieces,
          pieces.map(({ spoken }) => spoken).join(''),
        ),
    }),
    promise: 'nothing to an unconfirmed destination',
  },
  {
    name: 'the cap of a conversation',
    from: 381,
    path: '../../src/domain/plan.ts',
    without: withoutCap('perCall'),
    promise: 'cap per conversation',
  },
  {
    name: 'the cap of an hour',
    from: 31,
    path: '../../src/domain/plan.ts',
    without: withoutCap('perSiteHour'),
    promise: 'cap per hour',
  },
  {
    name: 'links in texts',
    path: '../../src/domain/link-guard.ts',
    without: () => ({ findForbiddenLink: () => null }),
    promise: 'no link outside the allowed hosts',
  },
  {
    name: 'links by name',
    path: '../../src/domain/link-guard.ts',
    without: () => ({ resolveLink: (named: string) => ({ url: named, title: 'it' }) }),
    promise: 'no link outside the allowed hosts',
  },
  {
    name: 'cards and secrets',
    path: '../../src/domain/sensitive-text.ts',
    without: () => ({ findSensitive: () => null }),
    promise: 'no card, secret or foreign value',
  },
  {
    name: 'which numbers may be texted',
    from: 791,
    path: '../../src/domain/phone-number.ts',
    without: () => ({ checkTextable: () => null }),
    promise: 'only numbers and addresses of the policy',
  },
  {
    name: 'spoken opt-outs',
    from: 41,
    path: '../../src/domain/opt-out-words.ts',
    without: () => ({ spokenOptOut: () => null }),
    promise: 'no text after an opt-out',
  },
  {
    name: 'one effect for a tool call',
    from: 71,
    path: '../support/memory-outbox.ts',
    without: (original) => {
      const Original = original.MemoryOutbox as new () => {
        reserveMessage(message: { toolCallId: string }, caps: unknown): Promise<unknown>;
      };
      let count = 0;
      return {
        MemoryOutbox: class extends Original {
          override reserveMessage(message: { toolCallId: string }, caps: unknown) {
            return super.reserveMessage({ ...message, toolCallId: `${message.toolCallId}~${++count}` }, caps);
          }
        },
      };
    },
    promise: 'one tool call, one effect',
  },
  {
    name: 'looking up what may have been sent',
    path: '../../src/adapters/twilio-carrier.ts',
    without: (original) => ({
      createTwilioCarrier: (options: unknown) => ({
        ...(original.createTwilioCarrier as (given: unknown) => object)(options),
        findSms: async () => ({ ok: true, value: null }),
      }),
    }),
    promise: 'one tool call, one effect',
  },
  {
    name: 'escaping in e-mails',
    from: 31,
    path: '../../src/domain/escape-html.ts',
    without: () => ({ escapeHtml: (text: string) => text }),
    promise: 'no markup of strangers',
  },
  {
    name: 'links in the voice',
    path: '../../src/turn/speech-link.ts',
    without: () => ({ splitLinks: (word: string) => [{ kind: 'plain', text: word }], hasLink: () => false }),
    promise: 'no URL is read aloud',
  },
];

/** As many as are needed to find the hole in every guard; most show after a few. */
const conversations = 1200;

describe('the suite notices when a guard is gone', () => {
  afterEach(() => void vi.resetModules());

  it.each(guards)(
    '[ADV2] $name',
    async ({ path, without, promise, from = 1 }) => {
      vi.resetModules();
      vi.doMock(path, async (importOriginal) => {
        const original = await importOriginal<Module>();
        return { ...original, ...without(original) };
      });
      const { campaign } = await import('./campaign.ts');
      const { violations } = await campaign(from, conversations, promise, 1);
      vi.doUnmock(path);
      expect(violations.map((violation) => violation.promise)).toContain(promise);
    },
    120_000,
  );
});
