import { describe, expect, it } from 'vitest';
import type { LineInForce } from '../../src/domain/line-in-force.ts';
import type { Journal } from '../../src/ports.ts';
import { loadCall } from '../../src/relay/call-in-progress.ts';
import { createToolbox } from '../../src/tools/toolbox.ts';
import { own } from '../tools/call-bench.ts';
import {
  agreeToOwn,
  type CallbackOptions,
  callbackBench,
  onFile,
  other,
  talk,
} from '../tools/callbacks/callback-bench.ts';

const journal: Journal = { append() {}, flush: async () => {}, close: async () => {} };

/** Somebody with a callback for this number calls again, in a call of its own. */
async function loaded(phone: string, options: CallbackOptions = {}) {
  const of = callbackBench();
  if (phone === own) agreeToOwn(of);
  else talk(of, 1, `I have the number ${phone}. Is that right?`, 'Yes.');
  await of.run('request_callback', { phone, reason: 'x' });
  const { context } = callbackBench({ ...options, store: of.store, callId: 'call_2' });
  if (context.contact !== null) await of.store.saveContacts([context.contact]);
  await of.store.openCall({ call: context.call, siteVersion: 'v1' });
  const { inForce } = context;
  const siteBook = {
    lineForNumber: () => inForce,
    lineAtVersion: async (): Promise<LineInForce> => inForce,
    sites: () => [],
  };
  const metrics = { count() {}, observe() {}, gauge() {}, render: async () => '' };
  const model = { stream: () => (async function* () {})(), warm: async () => {} };
  return loadCall({ ...context, siteBook, journal, metrics, model, createToolbox }, 'CA1');
}

describe('a call as it is loaded', () => {
  it('[CBT16] knows the open callback of the number it comes from, or of the one on file', async () => {
    expect((await loaded(own))?.openCallback.current?.phone).toBe(own);
    expect((await loaded(onFile, { contact: { callbackNumber: onFile } }))?.openCallback.current?.phone).toBe(onFile);
    expect((await loaded(other))?.openCallback.current).toBeNull();
  });

  const closed = {
    transfer: { targets: [{ id: 'desk', number: '+14155550111', hours: { sunday: ['09:00-10:00'] } }] },
  };
  it.each<[string, CallbackOptions, boolean]>([
    ['now and booked', {}, true],
    ['booked while nobody is there', { line: closed }, true],
    ['now', { line: { escalation: { callback_now: true } } }, true],
    ['now while nobody is there', { line: { ...closed, escalation: { callback_now: true } } }, false],
    ['none', { line: { escalation: {} } }, false],
    ['not bought', { site: { features: { click_to_call: false, callback_scheduling: false } } }, false],
    ['no section', { line: { callbacks: undefined } }, false],
  ])('[CBT18] a silent caller is offered a callback where the tools give one: %s', async (_, options, expected) => {
    expect((await loaded(own, options))?.rules.offers.callback).toBe(expected);
  });
});
