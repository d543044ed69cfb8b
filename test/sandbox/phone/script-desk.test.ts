import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SavedScript } from '../../../src/sandbox/phone/saved-scripts.ts';
import { ScriptDesk } from '../../../src/sandbox/phone/script-desk.ts';
import type { RunView } from '../../../src/sandbox/phone/script-run.ts';
import { realClock } from '../../../src/sandbox/real-clock.ts';
import { startPair } from '../carrier/with-call.ts';
import { answerCalls } from './echo-bot.ts';

const to = '+14155550102';
const json = { 'content-type': 'application/json' };

/** A stand-in whose bot says back what it hears, and a folder of scripts. */
async function desk(files: Readonly<Record<string, string>> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'scripts-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  let url = '';
  const scripts = new ScriptDesk({ directory, clock: realClock, carrierUrl: () => url });
  const { app, carrier } = await startPair({ extension: scripts });
  url = carrier.url;
  answerCalls(app);
  onTestFinished(() => scripts.close());
  const post = async (path: string, body: unknown = {}) => {
    const response = await fetch(url + path, { method: 'POST', headers: json, body: JSON.stringify(body) });
    return { status: response.status, answer: (await response.json()) as { id?: string; message?: string } };
  };
  const ended = () => scripts.runs.next(({ state }) => state !== 'running');
  return { app, carrier, scripts, post, ended };
}

const script = (steps: string, more = '') => `name: Talk\nspeed: 50\nquiet_ms: 300\n${more}\nsteps:\n${steps}`;

test('[PHN30] the scripts of a folder are listed with what they do, and why one cannot be played', async () => {
  const { carrier } = await desk({
    'b-talk.yaml': `# A short talk.\n${script('  - say: Hi\n    expect: "You said"\n  - hangup: true', 'line: support\nexpect: bye')}`,
    'a-broken.yaml': 'steps: [',
    'c-wrong.yml': 'steps:\n  - sing: La',
    'notes.txt': 'not a script',
  });
  const { scripts } = (await (await fetch(`${carrier.url}/sandbox/scripts`)).json()) as { scripts: SavedScript[] };
  expect(scripts.map(({ file }) => file)).toEqual(['a-broken.yaml', 'b-talk.yaml', 'c-wrong.yml']);
  expect(scripts[1]).toEqual({
    file: 'b-talk.yaml',
    name: 'Talk',
    about: 'A short talk.',
    line: 'support',
    steps: ['say: Hi', 'hangup: true'],
    expectations: 2,
    problem: null,
  });
  expect(scripts[0]?.problem).toBeTruthy();
  expect(scripts[2]?.problem).toBeTruthy();
});

test('[PHN30] without a folder there are none', async () => {
  const scripts = new ScriptDesk({ directory: '/nowhere/at/all', clock: realClock, carrierUrl: () => '' });
  const { carrier } = await startPair({ extension: scripts });
  expect(await (await fetch(`${carrier.url}/sandbox/scripts`)).json()).toEqual({ scripts: [] });
});

test('[PHN31] each step of a script, what it expects and how it ended are told as it is played', async () => {
  const steps =
    '  - say: Hello\n    expect: ["You said: Hello", "You said: Never"]\n  - say: Bye\n    expect: "You said: Bye"';
  const { carrier, scripts, post, ended } = await desk({ 'talk.yaml': script(steps) });
  const started = await post('/sandbox/scripts/runs', { to, file: 'talk.yaml' });
  expect(started.status).toBe(201);
  const last = await ended();
  const views = scripts.runs.events;
  expect(new Set(views.map(({ id }) => id))).toEqual(new Set([started.answer.id]));
  const states = views.map((view) => view.steps.map(({ state }) => state).join(' '));
  expect(states.filter((state, index) => state !== states[index - 1])).toEqual([
    'waiting waiting',
    'running waiting',
    'unmet waiting',
    'unmet running',
    'unmet met',
  ]);
  expect(last).toMatchObject({ name: 'Talk', to, from: '+14155550123', state: 'failed' });
  expect(last.steps[0]?.unmet).toEqual(['expected after step 1 (say: Hello): You said: Never']);
  expect(last.unmet).toEqual(last.steps[0]?.unmet);
  expect(views.some(({ sid }) => sid === carrier.calls[0]?.sid)).toBe(true);
});

test('[PHN31] a script given in JSON passes, and whoever it sets acts so only while it is played', async () => {
  const { carrier, post, ended } = await desk();
  const people = { '+14155550111': { does: 'busy' } };
  const text = JSON.stringify({ speed: 50, quiet_ms: 300, people, steps: [{ say: 'Hi' }, { hangup: true }] });
  expect((await post('/sandbox/scripts/runs', { to, script: text })).status).toBe(201);
  expect(await ended()).toMatchObject({ state: 'passed', unmet: [], name: 'Without a name' });
  expect(carrier.calls[0]?.record.to).toBe(to);
});

test('[PHN32] one script at a time, and it can be stopped', async () => {
  const { post, ended } = await desk({ 'long.yaml': script('  - wait_ms: 600000\n  - say: Never') });
  const { answer } = await post('/sandbox/scripts/runs', { to, file: 'long.yaml' });
  const second = await post('/sandbox/scripts/runs', { to, file: 'long.yaml' });
  expect(second).toMatchObject({ status: 409, answer: { message: '"Talk" is being played. Stop it first.' } });
  expect((await post(`/sandbox/scripts/runs/RN${'0'.repeat(32)}/stop`)).status).toBe(404);
  expect((await post(`/sandbox/scripts/runs/${answer.id}/stop`)).status).toBe(202);
  const last: RunView = await ended();
  expect(last).toMatchObject({ state: 'stopped', unmet: [] });
  expect(last.steps[1]?.state).not.toBe('met');
  expect((await post('/sandbox/scripts/runs', { to, file: '../secret.yaml' })).status).toBe(400);
  expect((await post('/sandbox/scripts/runs', { to, file: 'missing.yaml' })).status).toBe(400);
  expect((await post('/sandbox/scripts/runs', { to, script: 'steps: []' })).status).toBe(400);
});
