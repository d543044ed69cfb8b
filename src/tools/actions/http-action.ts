import { z } from 'zod';
import type { HttpAction } from '../../domain/action.ts';
import type { HttpContent } from '../../domain/message.ts';
import { renderJson, renderTemplate } from '../../domain/template.ts';
import { templateNames } from '../../domain/template-tags.ts';
import { failed, refused } from '../../domain/tool-result.ts';
import { reserve } from '../reserve.ts';
import type { Execution, Tool, ToolContext, ToolOutcome } from '../tool.ts';
import { parametersOf } from './action-parameters.ts';
import { plainValues, surroundings, type Values } from './action-values.ts';
import { cannotReach, requestResult } from './request-result.ts';

/** Asks the business's own system, through the outbox: one tool call is one request, whatever happens in between. */
export function httpAction(action: HttpAction): Tool {
  return {
    name: action.name,
    description: action.description,
    parameters: z.object(parametersOf(action)),
    execute: (input, context, run) => execute(action, input as Readonly<Record<string, unknown>>, context, run),
  };
}

async function execute(
  action: HttpAction,
  input: Readonly<Record<string, unknown>>,
  context: ToolContext,
  run: Execution,
): Promise<ToolOutcome> {
  if (run.signal.aborted) return { result: failed('interrupted', 'I have not done that yet. Shall I?') };
  const values = { ...surroundings(context, run), ...plainValues(action, input) };
  const missing = missingInPath(action, values);
  if (missing !== null) return { result: { ...failed('bad_arguments', notUnderstood), hint: missing } };
  const content = requestOf(action, values);
  const reserved = await reserve(context, run, { tool: action.name, audience: 'team', content });
  if (reserved === null) return { result: failed('store_unavailable', cannotReach) };
  if (reserved.outcome === 'refused') {
    return { result: refused('cap_conversation', "I'm sorry, I can't look that up again in this call.") };
  }
  const { message } = reserved;
  if (reserved.outcome === 'duplicate') return { result: requestResult(action, message) };
  if (!action.async) return { result: requestResult(action, (await context.deliver(message.id)) ?? message) };
  void context.deliver(message.id, true);
  return { result: requestResult(action, message) };
}

const notUnderstood = "I'm sorry, I didn't get that right.";

/** A value that leaves its part of the path empty: something else would be asked for, perhaps all there is. */
function missingInPath({ url, parameters }: HttpAction, values: Values): string | null {
  const { names } = templateNames(url.split(/[?#]/)[0] ?? '');
  const mayBeMissing = (name: string): boolean =>
    values[name] === null && parameters.some((parameter) => parameter.name === name && !parameter.required);
  const isEmpty = (name: string): boolean => renderTemplate(`<%= it.${name} %>`, values, 'url') === '';
  const missing = names.find((name) => isEmpty(name) && !mayBeMissing(name));
  return missing === undefined ? null : `${missing} names nothing; the request needs it.`;
}

function requestOf(action: HttpAction, values: Values): HttpContent {
  const { hostname } = new URL(action.url.replace(/<%[^%]*%>/g, 'x'));
  const body = bodyOf(action, values);
  return {
    medium: 'http',
    to: hostname,
    method: action.method,
    url: renderTemplate(action.url, values, 'url'),
    headers: { ...(body !== null && { 'content-type': 'application/json' }), ...lowerCased(action.headers) },
    body,
    allowedHosts: [...new Set([hostname, ...action.allowed_hosts, ...action.private_hosts])],
    privateHosts: action.private_hosts,
    timeoutMs: action.timeout_seconds * 1000,
    resultPaths: action.result_paths,
    resultLimitBytes: action.result_limit_bytes,
    behind: action.async,
  };
}

function bodyOf({ body }: HttpAction, values: Values): string | null {
  if (body === undefined) return null;
  return JSON.stringify(renderJson(typeof body === 'string' ? (JSON.parse(body) as unknown) : body, values));
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
