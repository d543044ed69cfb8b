import { asArray, asObject, asText, type DeclaredTool, type JsonObject } from './dialogue.ts';
import type { Understood } from './intent.ts';
import { anythingElse, either } from './phrase.ts';
import { type Acting, findTool, type Move, type Scene, type Setting, say } from './scene.ts';
import { argumentsFor, choices } from './tool-schema.ts';
import { contentWords } from './words.ts';

const builtIn = /^(?:send_(?:sms|email)(?:_link)?|transfer_to_agent|\w+_callback(?:_slots)?|switch_language|end_call)$/;
const asksForAction =
  /^(?:please |can you |could you |i (?:want|need|would like) to |id like to )*(?:report|request|file|submit|log|raise|order|reserve|book|check|look up|register)\b/;

/** A tool of the business's own, when the caller asks for what its name and description say. */
export function beginAction(scene: Scene, setting: Setting, heard: Understood): Move | null {
  if (heard.wish !== 'send' && !asksForAction.test(heard.plain)) return null;
  const said = new Set(contentWords(heard.text).filter((word) => !generic.has(word)));
  const scored = setting.tools
    .filter((tool) => !builtIn.test(tool.name))
    .map((tool) => ({ tool, score: contentWords(describe(tool)).filter((word) => said.has(word)).length }));
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  if (best === undefined || best.score < 2) return null;
  return askNext(scene, best.tool, { kind: 'acting', asksFor: 'value', tool: best.tool.name, values: {} });
}

/** Words of any such tool. */
const generic = new Set(contentWords('text email mail sms send caller message'));

const describe = (tool: DeclaredTool): string => `${tool.name.replaceAll('_', ' ')} ${tool.description}`;

/** The next value, or the yes, or the no. */
export function continueAction(scene: Scene, setting: Setting, acting: Acting, heard: Understood): Move | null {
  const tool = findTool(setting, acting.tool);
  if (tool === undefined || acting.asksFor === 'result') return null;
  if (acting.asksFor === 'value') return takeValue(scene, tool, acting, heard);
  if (heard.no) return say(scene, null, `All right, I won't. ${anythingElse}`);
  if (!heard.yes) return null;
  const call = { name: tool.name, values: argumentsFor(tool, acting.values) };
  return {
    scene: { ...scene, pending: { ...acting, asksFor: 'result' } },
    answer: { text: "I'll do that now.", call },
  };
}

function takeValue(scene: Scene, tool: DeclaredTool, acting: Acting, heard: Understood): Move {
  const name = nextParameter(tool, acting.values);
  if (name === undefined) return askNext(scene, tool, acting);
  const options = choices(tool, name);
  const chosen = options.find((option) => heard.plain.includes(option.replaceAll('_', ' ').toLowerCase()));
  const value = options.length === 0 ? typed(tool, name, heard) : chosen;
  return askNext(scene, tool, {
    ...acting,
    values: value === undefined ? acting.values : { ...acting.values, [name]: value },
  });
}

function typed(tool: DeclaredTool, name: string, heard: Understood): unknown {
  const type = schemaOf(tool, name).type;
  if (type === 'boolean') return heard.yes;
  if (type !== 'number' && type !== 'integer') return heard.text;
  const number = Number(/-?\d+(?:\.\d+)?/.exec(heard.text)?.[0] ?? Number.NaN);
  return Number.isNaN(number) ? undefined : number;
}

function askNext(scene: Scene, tool: DeclaredTool, acting: Acting): Move {
  const name = nextParameter(tool, acting.values);
  if (name === undefined) return say(scene, { ...acting, asksFor: 'consent' }, 'Thank you. Shall I go ahead?');
  const described = asText(schemaOf(tool, name).description).replace(/[.?\s]+$/, '') || name.replaceAll('_', ' ');
  const options = choices(tool, name).map((option) => option.replaceAll('_', ' '));
  const question = options.length === 0 ? `${described}?` : `${described}: ${either(options)}?`;
  return say(scene, { ...acting, asksFor: 'value' }, `Please tell me: ${question}`);
}

const schemaOf = (tool: DeclaredTool, name: string): JsonObject => asObject(asObject(tool.parameters.properties)[name]);

const nextParameter = (tool: DeclaredTool, values: JsonObject): string | undefined =>
  asArray(tool.parameters.required)
    .map(asText)
    .find((name) => !(name in values));
