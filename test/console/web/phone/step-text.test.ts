import { expect, test } from 'vitest';
import { stepText } from '../../../../src/console/web/pages/phone/model/step-text.ts';
import { parseCallScript } from '../../../../src/sandbox/phone/call-script.ts';
import { describeStep } from '../../../../src/sandbox/phone/run-script.ts';

test('[PHN77] every step a script can have is told in words', () => {
  const steps = [
    [{ listen: true }, 'Listens'],
    [{ say: 'Hello: you,\ntwo' }, 'Says “Hello: you,\ntwo”'],
    [{ press: '1#' }, 'Presses 1#'],
    [{ text: 'STOP' }, 'Texts “STOP”'],
    [{ interrupt_after_ms: 1500, say: 'Wait' }, 'Breaks in after 1.5 s: “Wait”'],
    [{ interrupt_after_ms: 300 }, 'Breaks in after 0.3 s'],
    [{ wait_ms: 60_000 }, 'Waits up to 60 s'],
    [{ hangup: true }, 'Hangs up'],
    [{ ends_within_ms: 8000 }, 'The call ends within 8 s'],
    [{ called_back_within_ms: 90_000 }, 'Is called back within 90 s'],
    [{ wait_for: 'bot: .*, yes' }, 'Waits up to 60 s for bot: .*, yes'],
  ] as const;
  const script = parseCallScript(JSON.stringify({ steps: steps.map(([step]) => step) }));
  if (typeof script === 'string') throw new Error(script);
  expect(script.steps.map((step) => stepText(describeStep(step)))).toEqual(steps.map(([, text]) => text));
  expect(stepText('something: new')).toBe('something: new');
});
