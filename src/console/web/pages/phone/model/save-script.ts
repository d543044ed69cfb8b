import { stringify } from 'yaml';
import type { LegView } from './leg-view.ts';

/** Speaking rate of the stand-in: so long after its beginning the bot was cut short. */
const CHARACTERS_PER_SECOND = 15;

type Step = Readonly<Record<string, string | number | true>>;

/** What the caller did on this leg as a call script, ready to be saved among the others; null: they did nothing. */
export function scriptOf(view: LegView, lineId: string, name: string): string | null {
  const acts = view.bubbles.flatMap((bubble, index) => {
    if (bubble.kind === 'keys') return [{ press: bubble.digits }];
    return bubble.kind === 'me' ? [said(bubble.text, view, index)] : [];
  });
  if (acts.length === 0) return null;
  const first: readonly Step[] = acts[0] !== undefined && 'interrupt_after_ms' in acts[0] ? [] : [{ listen: true }];
  const last: Step = hungUp(view) ? { hangup: true } : { ends_within_ms: 15_000 };
  const script = { name, line: lineId, from: view.leg.from, steps: [...first, ...acts, last] };
  const about = `# ${name.replaceAll(/\s+/g, ' ')}\n# npm run call -- --script config/scripts/${fileName(name)}\n`;
  return about + stringify(script, { lineWidth: 110 });
}

export const fileName = (name: string): string =>
  `${
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'call'
  }.yaml`;

/** Words that cut the bot short are said at the same place again. */
function said(text: string, { bubbles }: LegView, index: number): Step {
  const before = bubbles[index - 1];
  const cut = before?.kind === 'bot' && before.state === 'cut' ? before.heard : null;
  if (cut === null) return { say: text };
  return { interrupt_after_ms: Math.max(300, Math.round((cut / CHARACTERS_PER_SECOND) * 1000)), say: text };
}

const hungUp = ({ bubbles }: LegView): boolean =>
  bubbles.some((bubble) => bubble.kind === 'note' && bubble.text === 'Hung up');
