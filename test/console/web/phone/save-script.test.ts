import { expect, test } from 'vitest';
import type { LegEvent } from '../../../../src/console/contract/phone-stream.ts';
import { applyLegEvent, newLeg } from '../../../../src/console/web/pages/phone/model/leg-view.ts';
import { fileName, scriptOf } from '../../../../src/console/web/pages/phone/model/save-script.ts';
import { parseCallScript } from '../../../../src/sandbox/phone/call-script.ts';

const leg = { sid: 'CA1', parentSid: null, direction: 'inbound', from: '+14155550130', to: 'b', at: 0 } as const;
const at = 0;
const speech = { source: 'bot', at } as const;
const talk: readonly LegEvent[] = [
  { type: 'coming', text: 'Hello, how can I help you today?', from: 0, utterance: 0, ...speech },
  { type: 'spoken', text: 'Hello, how can I help you ', ...speech },
  { type: 'caller-speech', text: 'Wait: "yes" # no', at },
  { type: 'interrupted', heard: 'Hello, how can I help you', at },
  { type: 'coming', text: 'Press 1.', from: 40, utterance: 40, ...speech },
  { type: 'spoken', text: 'Press 1.', ...speech },
  { type: 'speaking', on: false, ...speech },
  { type: 'caller-digits', digits: '1', at },
  { type: 'caller-speech', text: 'Goodbye', at },
];

test('[PHN76] a call is saved as a script that the phones can play', () => {
  const view = [...talk, { type: 'ended', by: 'caller', status: 'completed', at } as const].reduce(
    applyLegEvent,
    newLeg(leg),
  );
  const text = scriptOf(view, 'support', 'A call\nto support') ?? '';
  const script = parseCallScript(text);
  expect(script).toMatchObject({
    name: 'A call\nto support',
    line: 'support',
    from: '+14155550130',
    steps: [
      { interrupt_after_ms: 1733, say: 'Wait: "yes" # no' },
      { press: '1' },
      { say: 'Goodbye' },
      { hangup: true },
    ],
  });
  expect(text.split('\n')[0]).toBe('# A call to support');
});

test('[PHN76] a call the other side ended is expected to end; one without a word is no script', () => {
  const view = talk.slice(7).reduce(applyLegEvent, newLeg(leg));
  expect(parseCallScript(scriptOf(view, 's', 'n') ?? '')).toMatchObject({
    steps: [{ listen: true }, { press: '1' }, { say: 'Goodbye' }, { ends_within_ms: 15_000 }],
  });
  expect(scriptOf(newLeg(leg), 's', 'n')).toBeNull();
  expect(fileName('  A Call / to Support! ')).toBe('a-call-to-support.yaml');
  expect(fileName('…')).toBe('call.yaml');
});
