import { ApiError, invalid, missing } from './api-error.ts';
import {
  asArray,
  asObject,
  asText,
  type Dialogue,
  type DialogueItem,
  type JsonObject,
  parseObject,
} from './dialogue.ts';
import { checkCommon, checkTokenLimit, isBriefing, noteInUserMessage, readContent, readTool } from './request-rules.ts';

const known =
  'background conversation include input instructions max_output_tokens max_tool_calls metadata model parallel_tool_calls previous_response_id prompt prompt_cache_key prompt_cache_options reasoning safety_identifier service_tier store stream stream_options temperature text tool_choice tools top_logprobs top_p truncation user'.split(
    ' ',
  );
const roles = ['user', 'assistant', 'system', 'developer'];

/** Reads a Responses request; throws ApiError where the real API answers 400. */
export function readResponsesRequest(body: JsonObject): Dialogue {
  checkCommon(body, known);
  checkTokenLimit(body, 'max_output_tokens', 16);
  if (body.previous_response_id !== undefined && body.previous_response_id !== null) {
    const message = `Previous response with id '${String(body.previous_response_id)}' not found.`;
    throw new ApiError(400, message, 'previous_response_id', 'previous_response_not_found');
  }
  const tools = asArray(body.tools).map((tool, index) => {
    if (asObject(tool).type !== 'function')
      throw invalid(`tools[${index}].type`, 'Only function tools are known here.');
    return readTool({ strict: true, ...asObject(tool) }, `tools[${index}]`);
  });
  const briefings = [asText(body.instructions)];
  const items = inputOf(body).flatMap((item, index) => readItem(asObject(item), index, briefings));
  checkPairs(items);
  return { instructions: briefings.filter(Boolean).join('\n'), tools, mayCall: body.tool_choice !== 'none', items };
}

function inputOf(body: JsonObject): readonly unknown[] {
  if (typeof body.input === 'string') return [{ role: 'user', content: body.input }];
  if (!Array.isArray(body.input)) throw missing('input');
  return body.input;
}

function readItem(item: JsonObject, index: number, briefings: string[]): DialogueItem[] {
  const param = `input[${index}]`;
  switch (item.type ?? 'message') {
    case 'message':
      return readMessage(item, index, param, briefings);
    case 'function_call':
      return [readCall(item, param)];
    case 'function_call_output':
      if (asText(item.call_id) === '') throw missing(`${param}.call_id`);
      return [{ kind: 'result', id: asText(item.call_id), result: parseObject(asText(item.output)) }];
    default:
      throw invalid(param, `Invalid value: '${asText(item.type)}'.`);
  }
}

function readCall(item: JsonObject, param: string): DialogueItem {
  for (const field of ['call_id', 'name', 'arguments']) {
    if (typeof item[field] !== 'string') throw missing(`${param}.${field}`);
  }
  const id = asText(item.call_id);
  if (id === '' || id.length > 64)
    throw invalid(`${param}.call_id`, `Invalid '${param}.call_id': expected 1 to 64 characters.`);
  return { kind: 'call', id, name: asText(item.name), values: parseObject(asText(item.arguments)) };
}

function readMessage(item: JsonObject, index: number, param: string, briefings: string[]): DialogueItem[] {
  const role = asText(item.role);
  if (!roles.includes(role)) {
    throw invalid(
      `${param}.role`,
      `Invalid value: '${role}'. Supported values are: ${roles.map((r) => `'${r}'`).join(', ')}.`,
    );
  }
  const types = role === 'assistant' ? ['output_text', 'refusal'] : ['input_text'];
  const text = readContent(item.content, types, `${param}.content`);
  if (role === 'assistant') return [{ kind: 'bot', text }];
  const note = role === 'user' ? noteInUserMessage(text) : text;
  if (note === null) return [{ kind: 'caller', text }];
  if (role !== 'user' && isBriefing(text, index)) {
    briefings.push(text);
    return [];
  }
  return [{ kind: 'note', text: note }];
}

function checkPairs(items: readonly DialogueItem[]): void {
  const calls = new Set(items.flatMap((item) => (item.kind === 'call' ? [item.id] : [])));
  const results = new Set(items.flatMap((item) => (item.kind === 'result' ? [item.id] : [])));
  for (const id of calls) {
    if (!results.has(id)) throw new ApiError(400, `No tool output found for function call ${id}.`, 'input');
  }
  for (const id of results) {
    if (!calls.has(id))
      throw new ApiError(400, `No tool call found for function call output with call_id ${id}.`, 'input');
  }
}
