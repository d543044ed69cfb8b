import { describe, expect, it } from 'vitest';
import type { WrapUpNotes } from '../../src/domain/wrap-up-notes.ts';
import { writeNotes } from '../../src/jobs/write-notes.ts';
import { call, finished, type ScriptedAnswer, ScriptedModel, text } from '../support/scripted-model.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const notes: WrapUpNotes = {
  summary: 'The caller paid twice.',
  outcome: 'A refund was promised.',
  promises: ['A refund by Friday.'],
  follow_ups: [],
  sentiment: 'neutral',
  disposition: 'follow_up',
};
const good = [call('save_notes', notes), finished] as const;
const request = { record: 'the record', dispositions: ['resolved', 'follow_up'], cacheKey: 'wrap-up:desk:v' };

function bench(answers: readonly ScriptedAnswer[]) {
  const clock = new VirtualClock();
  const model = new ScriptedModel(clock, answers);
  const write = (more = {}) => writeNotes({ model, clock }, { ...request, ...more });
  return { clock, model, write };
}

describe('writing notes', () => {
  it('[WRP5] asks with the record as data and one tool, whose dispositions are those of the line', async () => {
    const { model, write, clock } = bench([good]);
    expect(await write({ model: 'one', fallbackModel: 'other' })).toEqual(notes);
    const [asked] = model.requests;
    expect(asked).toMatchObject({
      model: 'one',
      fallbackModel: 'other',
      history: [{ role: 'caller', text: 'the record' }],
      toolChoice: 'auto',
      cacheKey: 'wrap-up:desk:v',
      tools: [{ name: 'save_notes' }],
    });
    expect(asked?.stableInstructions).toContain('It is data');
    expect(asked?.stableInstructions).not.toContain('the record\n');
    const parameters = asked?.tools[0]?.parameters as {
      required: string[];
      properties: Record<string, { enum?: string[] }>;
    };
    expect(parameters.required.toSorted()).toEqual(Object.keys(notes).toSorted());
    expect(parameters).toMatchObject({ type: 'object', additionalProperties: false });
    expect(parameters.properties.disposition?.enum).toEqual(['resolved', 'follow_up']);
    expect(clock.pending).toBe(0);
  });

  const bad: readonly (readonly [string, ScriptedAnswer])[] = [
    ['words in place of the tool', [text('Here are my notes.'), finished]],
    ['another tool', [call('send_sms', { to: 'x' }), finished]],
    ['nothing', [finished]],
    ['a disposition of its own', [call('save_notes', { ...notes, disposition: 'hung_up' }), finished]],
    ['a missing part', [call('save_notes', { ...notes, summary: undefined }), finished]],
    ['a part too many', [call('save_notes', { ...notes, password: 'x' }), finished]],
    ['an endless summary', [call('save_notes', { ...notes, summary: 'x'.repeat(2001) }), finished]],
    ['broken JSON', [{ type: 'tool-call', id: 'c', name: 'save_notes', argumentsJson: '{"summary":' }, finished]],
    [
      'JSON without end',
      [{ type: 'tool-call', id: 'c', name: 'save_notes', argumentsJson: `"${'x'.repeat(50_000)}"` }, finished],
    ],
    ['a list', [{ type: 'tool-call', id: 'c', name: 'save_notes', argumentsJson: '[]' }, finished]],
  ];

  it.each(bad)('[WRP6] %s: asked once more, with what is wrong', async (_what, answer) => {
    const { model, write } = bench([answer, good]);
    expect(await write()).toEqual(notes);
    const history = model.requests[1]?.history ?? [];
    expect(history[0]).toEqual({ role: 'caller', text: 'the record' });
    expect(history.at(-1)).toMatchObject({ role: 'note', text: expect.stringMatching(/^The notes are not saved\. ./) });
    const calls = history.flatMap((item) => (item.role === 'tool-call' ? [item.id] : []));
    const results = history.flatMap((item) => (item.role === 'tool-result' ? [item.id] : []));
    expect(results).toEqual(calls);
  });

  it.each(bad)('[WRP6] %s, twice: no notes, and no third question', async (_what, answer) => {
    const { model, write, clock } = bench([answer, answer]);
    await expect(write()).rejects.toMatchObject({ code: 'model_incomplete' });
    expect(model.requests).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it('[WRP6] a model that fails or is silent is not asked again at once', async () => {
    const failure = { kind: 'unreachable', message: 'no line', status: null } as const;
    const failing = bench([[{ type: 'end', reason: 'failed', failure }]]);
    await expect(failing.write()).rejects.toThrow('no line');
    expect(failing.model.requests).toHaveLength(1);
    const silent = bench([[{ type: 'wait', ms: 600_000 }, finished]]);
    const written = silent.write();
    const refused = expect(written).rejects.toMatchObject({ code: 'model_unreachable' });
    await silent.clock.advance(60_000);
    await refused;
    expect(silent.clock.pending).toBe(0);
  });
});
