import type { Answer, DeclaredTool, Dialogue, JsonObject } from './dialogue.ts';
import { choices } from './tool-schema.ts';

const toolName = 'save_notes';
const longest = 200;

const toolOf = ({ tools }: Dialogue): DeclaredTool | undefined => tools.find(({ name }) => name === toolName);

export const isAskedForNotes = (dialogue: Dialogue): boolean => toolOf(dialogue) !== undefined;

/** Notes of the record that was sent, made of its own lines: the same record always gets the same notes. */
export function writeUp(dialogue: Dialogue): Answer {
  const record = dialogue.items.find((item) => item.kind === 'caller');
  const lines = record?.kind === 'caller' ? record.text.split('\n').map((line) => line.trim()) : [];
  const caller = spokenBy(lines, 'Caller');
  const agent = spokenBy(lines, 'Agent');
  const values: JsonObject = {
    summary: summaryOf(caller, agent),
    outcome: agent.at(-1) ?? 'Nobody was reached.',
    promises: agent.filter((line) => /\b(?:will|we'll|i'll|promise)\b/i.test(line)).slice(0, 5),
    follow_ups: agent.length === 0 ? ['Call the caller back.'] : [],
    sentiment: sentimentOf(caller),
    disposition: dispositionOf(choices(toolOf(dialogue), 'disposition'), agent),
  };
  return { text: '', call: { name: toolName, values } };
}

const spokenBy = (lines: readonly string[], name: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2, longest));

function summaryOf(caller: readonly string[], agent: readonly string[]): string {
  const wish = caller[0] === undefined ? 'The caller said nothing.' : `The caller said: "${caller[0]}"`;
  return agent[0] === undefined ? `${wish} No agent spoke.` : `${wish} The agent said: "${agent[0]}"`;
}

function sentimentOf(caller: readonly string[]): string {
  const words = caller.join(' ');
  const pleased = /\b(?:thank|thanks|great|perfect|wonderful)\b/i.test(words);
  const angry = /\b(?:angry|terrible|unacceptable|complain|ridiculous)\b/i.test(words);
  if (pleased && angry) return 'mixed';
  if (pleased) return 'positive';
  return angry ? 'negative' : 'neutral';
}

/** The first of the list is the good end, the last one the bad. */
function dispositionOf(list: readonly string[], agent: readonly string[]): string {
  const end = agent.length === 0 ? list.at(-1) : list[0];
  return end ?? '';
}
