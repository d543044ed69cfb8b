import type { Answer, DeclaredTool, Dialogue, JsonObject } from './dialogue.ts';
import { choices } from './tool-schema.ts';

const toolName = 'save_notes';
const longest = 200;

const toolOf = ({ tools }: Dialogue): DeclaredTool | undefined => tools.find(({ name }) => name === toolName);

export const isAskedForNotes = (dialogue: Dialogue): boolean => toolOf(dialogue) !== undefined;

/** Notes of the record that was sent, made of its own lines: the same record always gets the same notes. */
export function writeUp(dialogue: Dialogue): Answer {
  const record = dialogue.items.find((item) => item.kind === 'caller');
  const text = record?.kind === 'caller' ? record.text : '';
  const [before, lines] = splitRecord(text.split('\n').map((line) => line.trim()));
  const caller = spokenBy(lines, 'Caller');
  const agent = spokenBy(lines, 'Agent');
  const connected = connectedWith(lines);
  const reached = agent.length > 0 || connected !== null;
  const values: JsonObject = {
    summary: `${aboutOf(before)}${summaryOf(caller, agent, connected)}`,
    outcome: agent.at(-1) ?? outcomeOf(connected),
    promises: agent.filter((line) => /\b(?:will|we'll|i'll|promise)\b/i.test(line)).slice(0, 5),
    follow_ups: reached ? [] : ['Call the caller back.'],
    sentiment: sentimentOf(caller),
    disposition: dispositionOf(choices(toolOf(dialogue), 'disposition'), reached),
  };
  return { text: '', call: { name: toolName, values } };
}

/** What stands before the record of the call, and the record. */
function splitRecord(lines: readonly string[]): readonly [readonly string[], readonly string[]] {
  const begins = lines.lastIndexOf('<record_of_the_call>');
  return [lines.slice(0, Math.max(0, begins)), lines.slice(begins + 1)];
}

/** Whom the caller was connected with, as the record says it; null: with nobody. */
function connectedWith(lines: readonly string[]): string | null {
  const end = ' was rung: connected]';
  const line = lines.findLast((one) => one.startsWith('[') && one.endsWith(end));
  return line === undefined ? null : line.slice(1, -end.length).slice(0, longest);
}

function aboutOf(before: readonly string[]): string {
  const reason = spokenBy(before, 'Reason of the callback')[0];
  return reason === undefined ? '' : `A callback about: "${reason}". `;
}

const outcomeOf = (connected: string | null): string =>
  connected === null ? 'Nobody was reached.' : `The caller was connected with ${connected}.`;

const spokenBy = (lines: readonly string[], name: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2, longest));

function summaryOf(caller: readonly string[], agent: readonly string[], connected: string | null): string {
  const wish = caller[0] === undefined ? 'The caller said nothing.' : `The caller said: "${caller[0]}"`;
  if (agent[0] !== undefined) return `${wish} The agent said: "${agent[0]}"`;
  return connected === null ? `${wish} No agent spoke.` : `${wish} What was said with ${connected} is not known.`;
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
function dispositionOf(list: readonly string[], reached: boolean): string {
  const end = reached ? list[0] : list.at(-1);
  return end ?? '';
}
