import { askConsent, askDestination, destinationValue, knownDestination, namedDestination } from './destination.ts';
import { asArray, asObject, asText, type DeclaredTool, type JsonObject } from './dialogue.ts';
import type { Understood } from './intent.ts';
import { anythingElse, either } from './phrase.ts';
import { type Acting, findTool, type Medium, type Move, type Scene, type Setting, say } from './scene.ts';
import { allowsNull, argumentsFor, choices } from './tool-schema.ts';
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
  const { tool } = best;
  const takes = destinationOf(tool)?.medium ?? null;
  const to = takes === null ? null : namedDestination(heard, takes);
  return askNext(scene, setting, tool, { kind: 'acting', asksFor: 'value', tool: tool.name, values: {}, takes, to });
}

/** Words of any such tool. */
const generic = new Set(contentWords('text email mail sms send caller message'));

const describe = (tool: DeclaredTool): string => `${tool.name.replaceAll('_', ' ')} ${tool.description}`;

/** The next value, the destination, the yes, or the no. */
export function continueAction(scene: Scene, setting: Setting, acting: Acting, heard: Understood): Move | null {
  const tool = findTool(setting, acting.tool);
  if (tool === undefined || acting.asksFor === 'result') return null;
  if (acting.asksFor === 'value') return takeValue(scene, setting, tool, acting, heard);
  const named = acting.takes === null ? null : namedDestination(heard, acting.takes);
  if (named !== null) return askNext(scene, setting, tool, { ...acting, to: named });
  if (heard.no) return declined(scene, acting);
  return acting.asksFor === 'consent' && heard.yes ? act(scene, tool, acting) : null;
}

/** A wrong destination is asked for again; without one the whole is off. */
function declined(scene: Scene, acting: Acting): Move {
  if (acting.takes === null || acting.to === null) return say(scene, null, `All right, I won't. ${anythingElse}`);
  return say(scene, { ...acting, to: null, asksFor: 'destination' }, askDestination(acting.takes));
}

function act(scene: Scene, tool: DeclaredTool, acting: Acting): Move {
  const call = {
    name: tool.name,
    values: argumentsFor(tool, { ...acting.values, ...destinationArgument(tool, acting) }),
  };
  return {
    scene: { ...scene, pending: { ...acting, asksFor: 'result' } },
    answer: { text: "I'll do that now.", call },
  };
}

function destinationArgument(tool: DeclaredTool, { to }: Acting): JsonObject {
  const name = destinationOf(tool)?.name;
  if (name === undefined || to === null) return {};
  const value = destinationValue(to);
  return { [name]: schemaOf(tool, name).type === 'array' ? [value] : value };
}

/** Goes on with an action whose destination has been found. */
export function resumeAction(scene: Scene, setting: Setting, acting: Acting): Move {
  const tool = findTool(setting, acting.tool);
  return tool === undefined ? say(scene, null, anythingElse) : askNext(scene, setting, tool, acting);
}

function takeValue(scene: Scene, setting: Setting, tool: DeclaredTool, acting: Acting, heard: Understood): Move {
  const name = nextParameter(tool, acting.values);
  if (name === undefined) return askNext(scene, setting, tool, acting);
  const options = choices(tool, name);
  const chosen = options.find((option) => heard.plain.includes(option.replaceAll('_', ' ').toLowerCase()));
  const value = options.length === 0 ? typed(tool, name, heard) : chosen;
  const values = value === undefined ? acting.values : { ...acting.values, [name]: value };
  return askNext(scene, setting, tool, { ...acting, values });
}

function typed(tool: DeclaredTool, name: string, heard: Understood): unknown {
  const type = schemaOf(tool, name).type;
  if (type === 'boolean') return heard.yes;
  if (type !== 'number' && type !== 'integer') return written(name, heard);
  const number = Number(/-?\d+(?:\.\d+)?/.exec(heard.text)?.[0] ?? Number.NaN);
  return Number.isNaN(number) ? undefined : number;
}

/** An address or a number as it is written, where the parameter is one. */
function written(name: string, heard: Understood): string {
  if (/e_?mail/i.test(name)) return heard.email ?? heard.text;
  return /phone/i.test(name) ? (heard.phone ?? heard.text) : heard.text;
}

/** Values first. The destination comes last, so that the yes to it is the yes to all. */
function askNext(scene: Scene, setting: Setting, tool: DeclaredTool, acting: Acting): Move {
  const name = nextParameter(tool, acting.values);
  if (name !== undefined) return say(scene, { ...acting, asksFor: 'value' }, askValue(tool, name));
  if (acting.takes === null) return say(scene, { ...acting, asksFor: 'consent' }, 'Thank you. Shall I go ahead?');
  const known = destinationOf(tool)?.knownToo === true ? knownDestination(setting, acting.takes) : null;
  const to = acting.to ?? known;
  if (to === null) return say(scene, { ...acting, asksFor: 'destination' }, askDestination(acting.takes));
  const verb = acting.takes === 'email' ? 'e-mail' : 'text';
  return say(scene, { ...acting, to, asksFor: 'consent' }, askConsent(to, setting, verb));
}

function askValue(tool: DeclaredTool, name: string): string {
  const described = asText(schemaOf(tool, name).description).replace(/[.?\s]+$/, '') || name.replaceAll('_', ' ');
  const options = choices(tool, name).map((option) => option.replaceAll('_', ' '));
  const question = options.length === 0 ? `${described}?` : `${described}: ${either(options)}?`;
  return `Please tell me: ${question}`;
}

const schemaOf = (tool: DeclaredTool, name: string): JsonObject => asObject(asObject(tool.parameters.properties)[name]);

/** Those the tool cannot do without. */
const needed = (tool: DeclaredTool): string[] =>
  asArray(tool.parameters.required)
    .map(asText)
    .filter((name) => !allowsNull(schemaOf(tool, name)));

const nextParameter = (tool: DeclaredTool, values: JsonObject): string | undefined => {
  const destination = destinationOf(tool)?.name;
  return needed(tool).find((name) => name !== destination && !(name in values));
};

interface DestinationParameter {
  readonly name: string;
  readonly medium: Medium;
  /** The number calling, or the address on file, can be given by its word. */
  readonly knownToo: boolean;
}

/** Where the tool sends something, when the caller has to say it. */
function destinationOf(tool: DeclaredTool): DestinationParameter | null {
  const name = needed(tool).find((one) => /^(?:to|cc|bcc|recipients?)$/.test(one));
  if (name === undefined) return null;
  const description = asText(schemaOf(tool, name).description);
  const medium = /e-?mail/i.test(description) || !/phone|number|E\.164/i.test(description) ? 'email' : 'sms';
  return { name, medium, knownToo: /"(?:contact|caller)"/.test(description) };
}
