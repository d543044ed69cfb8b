import type { Call } from '../../src/domain/call.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import { createApplyRetention } from '../../src/jobs/apply-retention.ts';
import type { Store } from '../../src/ports/store.ts';
import { newCallback } from '../contract/callback-parts.ts';
import { email, id, newMessage, noCaps } from '../contract/store-parts.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { testLine } from '../support/test-line.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { MemoryArchive } from './after-call-bench.ts';

export const [hour, day] = [3_600_000, 86_400_000];
export const number = '+14155557391';
export const address = 'canary.bird@example.com';
export const name = 'Petronella Canarywood';
export const word = 'zeppelinboiler';

export function bench(line: Record<string, unknown>, store: Store = new MemoryStore()) {
  const clock = new VirtualClock();
  const log = new SilentLog();
  const archive = new MemoryArchive();
  const atCarrier = new Set<string>();
  const inForce = testLine({ retention: line });
  const sites = [inForce.site];
  const recorder = {
    deleteRecording: async (recordingId: string) => {
      atCarrier.delete(recordingId);
      return { ok: true, value: null } as const;
    },
  };
  const dependencies = { store, clock, log, archive, recorder, siteBook: { sites: () => sites } };
  return { ...dependencies, sites, atCarrier, run: createApplyRetention(dependencies), dependencies };
}
export type Bench = ReturnType<typeof bench>;

/** A call that has told, sent, promised and recorded something, over now. */
export async function canaryCall(
  { store, clock, archive, atCarrier }: Bench,
  changes: Partial<Call> = {},
): Promise<Call> {
  const now = clock.now();
  const call: Call = {
    ...{ id: `call_${id()}`, callSid: `CA${id()}`, siteId: 'testers', lineId: 'desk', direction: 'inbound' },
    ...{ from: { kind: 'phone', number }, to: '+14155550101', startedAt: now - 300_000 },
    ...changes,
  };
  await store.openCall({ call, siteVersion: 'v' });
  const { id: callId } = call;
  await store.appendEvents(canaryEvents(now).map((event) => ({ callId, event })));
  await store.addNotice({ id: id(), callId, text: `they typed ${address}`, urgent: false, at: now });
  const command = {
    id: id(),
    callId,
    kind: 'note',
    text: `tell ${name} of the ${word}`,
    now: false,
    operator: 'op',
  } as const;
  await store.addCommand({ ...command, at: now });
  const contents = [
    { medium: 'sms', to: number, from: '+14155550101', body: `${word} ${number}` } as const,
    email({ to: address, subject: `Your ${word}`, text: `Dear ${name}`, html: `<b>${word}</b>`, cc: [address] }),
  ];
  for (const content of contents) {
    const message = newMessage({ siteId: 'testers', lineId: 'desk', callId, content, createdAt: now });
    await store.reserveMessage(message, noCaps);
    const claimed = await store.claimMessage(message.id, now, 1000);
    await store.reportDelivery(message.id, claimed?.attempts ?? 0, { status: 'sent', vendorId: id() }, now);
  }
  const callback = newCallback({
    ...{ siteId: 'testers', lineId: 'desk', callId, phone: number, email: address, callerName: name },
    ...{ reason: `the ${word}`, note: `${name} did not answer`, state: 'exhausted', nextAt: null },
  });
  await store.bookCallback(
    { next: callback, event: { type: 'scheduled', actor: 'caller', at: now, detail: {} } },
    null,
  );
  const recordingId = `RE${id()}`;
  archive.files.set(`testers/${recordingId}.wav`, Buffer.from('voice'));
  atCarrier.add(recordingId);
  await store.saveRecording({
    ...{
      id: recordingId,
      callId,
      siteId: 'testers',
      lineId: 'desk',
      state: 'stored',
      file: `testers/${recordingId}.wav`,
    },
    ...{ durationSeconds: 9, channels: 2, bytes: 5, deletedAtCarrier: false, createdAt: now, updatedAt: now },
  });
  await store.endCall(callId, { status: 'completed', at: now });
  return call;
}

export const canaryEvents = (at: number): readonly CallEvent[] => [
  { type: 'call-started', at, from: number, to: '+14155550101', lineId: 'desk' },
  { type: 'session-started', at, sessionId: 's1', reconnect: false, greeting: `Hello ${name}` },
  { type: 'caller-said', at, turn: 1, text: `My ${word} leaks. I am ${name}, ${number}, ${address}.`, via: 'speech' },
  {
    type: 'bot-said',
    at,
    turn: 1,
    text: `I text ${number} about the ${word}`,
    heard: `I text ${number}`,
    interrupted: true,
  },
  {
    type: 'tool-called',
    at,
    turn: 1,
    toolCallId: 't',
    name: 'send_sms',
    argumentsJson: JSON.stringify({ to: number, message: word }),
  },
  {
    type: 'tool-returned',
    at,
    turn: 1,
    toolCallId: 't',
    name: 'send_sms',
    durationMs: 1,
    result: { status: 'sent', say: `Sent to ${name} about ${word}`, to: number },
  },
  { type: 'destination-changed', at, medium: 'email', destination: address, state: 'confirmed' },
  { type: 'noticed', at, noticeId: 'n', text: `they typed ${address} for the ${word}` },
  { type: 'handed-off', at, reason: word, summary: `${name} and the ${word}` },
  { type: 'person-said', at, speaker: 'caller', text: `${word} for ${name}`, sequence: 1, transcription: 'GT1' },
  {
    type: 'wrap-up',
    at,
    notes: {
      summary: `${name}: ${word}`,
      outcome: word,
      promises: [`call ${number}`],
      follow_ups: [word],
      sentiment: 'mixed',
      disposition: word,
    },
  },
];
