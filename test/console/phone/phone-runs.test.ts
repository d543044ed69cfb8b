import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SavedScripts } from '../../../src/console/contract/phone.ts';
import { Run } from '../../../src/console/contract/phone-stream.ts';
import { phoneBench } from './phone-bench.ts';

const talk =
  'name: Talk\nspeed: 50\nquiet_ms: 300\nsteps:\n  - say: Hi\n    expect: "You said: Hi"\n  - hangup: true\n';

async function withScripts() {
  const directory = await mkdtemp(join(tmpdir(), 'scripts-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'talk.yaml'), `line: desk\n${talk}`);
  await writeFile(join(directory, 'elsewhere.yaml'), `line: elsewhere\n${talk}`);
  await writeFile(join(directory, 'broken.yaml'), 'steps: 1');
  return phoneBench({ directory });
}

test('[PHN46] saved scripts are listed and played on their line', async () => {
  const { ask, scripts, store } = await withScripts();
  const listed = SavedScripts.parse((await ask('/scripts')).body);
  expect(listed.scripts.map(({ file }) => file)).toEqual(['broken.yaml', 'elsewhere.yaml', 'talk.yaml']);
  expect((await ask('/runs', { file: 'talk.yaml' })).status).toBe(201);
  const last = await scripts.runs.next(({ state }) => state !== 'running');
  expect(Run.parse(last)).toMatchObject({ name: 'Talk', to: '+14155550101', state: 'passed' });
  expect(store.audit).toMatchObject([{ action: 'place-test-call', detail: { as: 'script' } }]);
});

test('[PHN46] what cannot be played says why; what is being played can be stopped', async () => {
  const { ask, scripts } = await withScripts();
  expect((await ask('/runs', { file: 'missing.yaml' })).status).toBe(404);
  expect((await ask('/runs', { file: '../talk.yaml' })).status).toBe(404);
  expect((await ask('/runs', { file: 'elsewhere.yaml' })).body.error).toMatch(/elsewhere/);
  expect((await ask('/runs', { file: 'broken.yaml' })).status).toBe(409);
  expect((await ask('/runs', {})).status).toBe(400);
  const { body } = await ask('/runs', { file: 'talk.yaml' });
  expect((await ask('/runs', { file: 'talk.yaml' })).status).toBe(409);
  expect((await ask(`/runs/${body.id}/stop`, {})).status).toBe(202);
  expect((await ask('/runs/RN1/stop', {})).status).toBe(404);
  expect((await scripts.runs.next(({ state }) => state !== 'running')).state).toBe('stopped');
});

test('[PHN47] the caller side of a past call is done again from the same number on the same line', async () => {
  const { ask, scripts, store, carrier } = await phoneBench();
  const call = {
    id: 'call_1',
    callSid: 'CA1',
    siteId: 'testers',
    lineId: 'desk',
    direction: 'inbound',
    from: { kind: 'phone', number: '+14155550144' },
    to: '+14155550101',
    startedAt: 0,
  } as const;
  await store.openCall({ call, siteVersion: 'v' });
  expect((await ask('/runs', { replay: 'CA1' })).status).toBe(409);
  const said = { type: 'caller-said', turn: 1, text: 'Hello again', via: 'speech', at: 1 } as const;
  const hungUp = { type: 'session-ended', sessionId: 'VX1', reason: 'caller-hung-up', at: 2 } as const;
  await store.appendEvents([said, hungUp].map((event) => ({ callId: 'call_1', event })));
  expect((await ask('/runs', { replay: 'call_1' })).status).toBe(201);
  const last = await scripts.runs.next(({ state }) => state !== 'running');
  expect(last).toMatchObject({ state: 'passed', from: '+14155550144', to: '+14155550101' });
  const heard = carrier.calls[0]?.events.flatMap((event) => (event.type === 'caller-speech' ? [event.text] : []));
  expect(heard).toEqual(['Hello again']);
  expect((await ask('/runs', { replay: 'CA9' })).status).toBe(404);
});
