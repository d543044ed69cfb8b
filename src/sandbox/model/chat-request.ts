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
  'frequency_penalty logit_bias logprobs max_completion_tokens max_tokens messages metadata model n parallel_tool_calls presence_penalty prompt_cache_key reasoning_effort response_format safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools top_logprobs top_p user verbosity'.split(
    ' ',
  );
const roles = ['system', 'developer', 'user', 'assistant', 'tool'];

/** Reads a Chat Completions request; throws ApiError where the real API answers 400. */
export function readChatRequest(body: JsonObject): Dialogue {
  checkCommon(body, known);
  checkTokenLimit(body, 'max_completion_tokens', 1);
  checkTokenLimit(body, 'max_tokens', 1);
  checkModelRules(body);
  if (body.stream_options !== undefined && body.stream !== true) {
    throw invalid('stream_options', "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
  }
  const tools = asArray(body.tools).map((tool, index) => {
    if (asObject(tool).type !== 'function')
      throw invalid(`tools[${index}].type`, 'Only function tools are known here.');
    return readTool(asObject(asObject(tool).function), `tools[${index}].function`);
  });
  if (!Array.isArray(body.messages) || body.messages.length === 0) throw missing('messages');
  const messages = body.messages.map(asObject);
  checkPairs(messages);
  const briefings: string[] = [];
  const items = messages.flatMap((message, index) => readMessage(message, index, briefings));
  return { instructions: briefings.join('\n'), tools, mayCall: body.tool_choice !== 'none', items };
}

/** What gpt-5.6 and later refuse in this API. */
function checkModelRules(body: JsonObject): void {
  if (!/gpt-(?:5\.(?:[6-9]|\d\d)|[6-9])/.test(asText(body.model))) return;
  if (body.max_tokens !== undefined) {
    const message =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    throw new ApiError(400, message, 'max_tokens', 'unsupported_parameter');
  }
  if (asArray(body.tools).length > 0 && body.reasoning_effort !== 'none') {
    throw invalid(
      'reasoning_effort',
      'Function tools with reasoning are not supported here. Use the Responses API or effort none.',
    );
  }
}

/** Every call is answered by the messages that follow it, and nothing else stands between. */
function checkPairs(messages: readonly JsonObject[]): void {
  let open = new Set<string>();
  messages.forEach((message, index) => {
    const param = `messages.[${index}].role`;
    if (message.role === 'tool') {
      if (!open.delete(asText(message.tool_call_id))) {
        throw invalid(param, "Messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.");
      }
      return;
    }
    refuseOpen(open, param);
    open = new Set(asArray(message.tool_calls).map((call) => asText(asObject(call).id)));
  });
  refuseOpen(open, 'messages');
}

function refuseOpen(open: ReadonlySet<string>, param: string): void {
  if (open.size === 0) return;
  const ids = [...open].join(', ');
  throw invalid(
    param,
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. Missing: ${ids}`,
  );
}

function readMessage(message: JsonObject, index: number, briefings: string[]): DialogueItem[] {
  const role = asText(message.role);
  const param = `messages[${index}]`;
  if (!roles.includes(role)) {
    throw invalid(
      `${param}.role`,
      `Invalid value: '${role}'. Supported values are: ${roles.map((r) => `'${r}'`).join(', ')}.`,
    );
  }
  if (role === 'assistant') return readAssistant(message, param);
  const text = readContent(message.content, ['text'], `${param}.content`);
  if (role === 'tool') return [{ kind: 'result', id: asText(message.tool_call_id), result: parseObject(text) }];
  const note = role === 'user' ? noteInUserMessage(text) : text;
  if (note === null) return [{ kind: 'caller', text }];
  if (role !== 'user' && isBriefing(text, index)) {
    briefings.push(text);
    return [];
  }
  return [{ kind: 'note', text: note }];
}

function readAssistant(message: JsonObject, param: string): DialogueItem[] {
  const calls = asArray(message.tool_calls).map((call): DialogueItem => {
    const { id, type, function: called } = asObject(call);
    const { name, arguments: written } = asObject(called);
    if (type !== 'function' || asText(id) === '' || asText(name) === '' || typeof written !== 'string') {
      throw invalid(
        `${param}.tool_calls`,
        `Invalid '${param}.tool_calls': each needs id, type, function.name and function.arguments.`,
      );
    }
    return { kind: 'call', id: asText(id), name: asText(name), values: parseObject(written) };
  });
  const { content } = message;
  if (calls.length === 0 && (content === null || content === undefined)) {
    throw invalid(`${param}.content`, `Invalid value for '${param}.content': expected a string, got null.`);
  }
  const text =
    content === null || content === undefined ? '' : readContent(content, ['text', 'refusal'], `${param}.content`);
  return text === '' ? calls : [{ kind: 'bot', text }, ...calls];
}
