import type { Action, ActionParameter } from '../../domain/action.ts';
import { stripControls } from '../../domain/sms-text.ts';
import type { Execution, ToolContext } from '../tool.ts';

export type Value = string | number | boolean | null;
export interface Values {
  readonly [name: string]: Value | Values;
}

/** What the model gave, as the templates of a message show it to people. */
function readableValues(action: Action, input: Readonly<Record<string, unknown>>, language: string): Values {
  return valuesBy(action, input, (parameter, value) => readable(parameter, value, language));
}

/** All that the templates of a message can name. */
export function messageValues(
  action: Action,
  input: Readonly<Record<string, unknown>>,
  context: ToolContext,
  run: Execution,
): Values {
  return { ...surroundings(context, run), ...readableValues(action, input, context.inForce.line.voice.language) };
}

/** The same for machines: dates as ISO, numbers and booleans as they are. */
export function plainValues(action: Action, input: Readonly<Record<string, unknown>>): Values {
  return valuesBy(action, input, (_parameter, value) => (typeof value === 'string' ? clean(value) : value));
}

function valuesBy(
  { parameters }: Action,
  input: Readonly<Record<string, unknown>>,
  show: (parameter: ActionParameter, value: Value) => Value,
): Values {
  const entries = parameters.map((parameter): [string, Value] => {
    const value = (input[parameter.name] ?? null) as Value;
    return [parameter.name, value === null ? null : show(parameter, value)];
  });
  return Object.fromEntries(entries);
}

const clean = (text: string): string => stripControls(text).trim();

function readable(parameter: ActionParameter, value: Value, language: string): Value {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return value;
  if (parameter.type !== 'date') return clean(value);
  const time = parameter.with_time === true ? ({ timeStyle: 'short' } as const) : {};
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'full', ...time, timeZone: 'UTC' });
  return format.format(new Date(parameter.with_time === true ? `${value}Z` : `${value}T00:00Z`));
}

/** What every template may use besides the action's parameters: the call, and what earlier actions came to. */
export function surroundings({ call, inForce, contact, clock }: ToolContext, { earlier }: Execution): Values {
  const { site, line } = inForce;
  const number = call.direction === 'outbound' ? call.to : call.from.kind === 'phone' ? call.from.number : 'withheld';
  const format = new Intl.DateTimeFormat(line.voice.language, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: site.time_zone,
  });
  return {
    call: {
      id: call.id,
      number,
      name: contact?.name ?? '',
      line: line.name,
      site: site.name,
      time: format.format(clock.now()),
    },
    results: Object.fromEntries(earlier.map(({ name, result }) => [name, resultValues(result)])),
  };
}

/** `message`: what the tool returned. Besides it the data of an answer, by its paths. */
function resultValues(result: Execution['earlier'][number]['result']): Values {
  const data = typeof result.data === 'object' && result.data !== null ? nested(result.data as Values) : {};
  return { ...data, message: result.say, status: result.status };
}

/** `{ 'order.status': 'open' }` as `{ order: { status: 'open' } }`. */
function nested(flat: Values): Values {
  const root: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flat)) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let node = root;
    for (const key of keys) {
      if (!Object.hasOwn(node, key) || typeof node[key] !== 'object' || node[key] === null) node[key] = {};
      node = node[key] as Record<string, unknown>;
    }
    Object.defineProperty(node, last, { value, enumerable: true, configurable: true, writable: true });
  }
  return root as Values;
}
