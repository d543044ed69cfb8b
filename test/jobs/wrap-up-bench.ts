import type { CallEvent } from '../../src/domain/event.ts';
import type { EmailContent, HttpContent } from '../../src/domain/message.ts';
import { createStartWrapUp, createWrapUp } from '../../src/jobs/wrap-up.ts';
import type { Job, Model, ModelRequest } from '../../src/ports.ts';
import { call, finished, text } from '../support/scripted-model.ts';
import { afterCallBench, Killer } from './after-call-bench.ts';

export const notes = {
  summary: 'The caller paid <twice> & wants it back.',
  outcome: 'A refund was promised.',
  promises: ['A refund by Friday.', 'A call from "billing".'],
  follow_ups: [],
  sentiment: 'neutral',
  disposition: 'follow_up',
};
export const wrapUp = (more: Record<string, unknown> = {}) => ({
  dispositions: ['resolved', 'follow_up'],
  webhook: { url: 'https://hooks.example.com/calls?x=1', secret: '${NOTES_SECRET}' },
  mail_to: ['team@example.com', 'lead@example.com'],
  ...more,
});
export const lineWith = (wrap_up: unknown) => ({
  escalation: { transfer: true },
  transfer: { targets: [{ id: 'desk', number: '+14155550111' }], ...(wrap_up !== null && { wrap_up }) },
});

export function bench(wrap: unknown = wrapUp(), site: Record<string, unknown> = {}) {
  const base = afterCallBench(lineWith(wrap), site);
  const { clock, store, log } = base;
  const asked: ModelRequest[] = [];
  const state = { answers: 'notes', meanwhile: async (): Promise<void> => {} };
  const model: Model = {
    async *stream(request) {
      asked.push(request);
      await state.meanwhile();
      yield state.answers === 'notes' ? call('save_notes', notes) : text('no');
      yield finished;
    },
    async warm() {},
  };
  const delivered: (readonly [string, boolean | undefined])[] = [];
  let ids = 0;
  const run = (killer = new Killer()) =>
    createWrapUp({
      store: killer.watch(store, 'store'),
      siteBook: base.siteBook,
      model,
      deliver: async (id, behind) => {
        delivered.push([id, behind]);
        return null;
      },
      clock,
      ids: { next: (prefix) => `${prefix}_${++ids}`, token: () => 'token' },
      log,
    })('call_1');
  const enqueued: { job: Job; key: string; runAt: number }[] = [];
  const enqueue = async (job: Job, key: string, runAt: number) => void enqueued.push({ job, key, runAt });
  const startWrapUp = createStartWrapUp({ store, siteBook: base.siteBook, jobs: { enqueue }, clock, log });
  const at = clock.now();
  const talk: CallEvent[] = [
    { type: 'call-started', from: '+14155550123', to: '+14155550101', lineId: 'desk', at },
    { type: 'handed-off', reason: 'refund', summary: 'Paid twice.', at },
    {
      type: 'agent-dial-ended',
      dial: 1,
      target: 'desk',
      method: 'bridge',
      outcome: 'connected',
      durationSeconds: 9,
      at,
    },
  ];
  const messages = () => [...store.messages.values()];
  const email = () => messages().find(({ content }) => content.medium === 'email')?.content as EmailContent;
  const request = () => messages().find(({ content }) => content.medium === 'http')?.content as HttpContent;
  const written = () => store.events.filter(({ type }) => type === 'wrap-up');
  return { ...base, state, asked, delivered, run, startWrapUp, enqueued, talk, messages, email, request, written };
}

export async function ready(...input: Parameters<typeof bench>) {
  const made = bench(...input);
  await made.begin();
  await made.events(made.talk);
  return made;
}
