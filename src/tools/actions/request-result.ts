import type { HttpAction } from '../../domain/action.ts';
import type { OutboxMessage } from '../../domain/message.ts';
import { type RequestOutcome, requestOutcome } from '../../domain/request-outcome.ts';
import { failed, type ToolResult } from '../../domain/tool-result.ts';

export const cannotReach = "I'm sorry, I can't reach our system at the moment.";
const unsure = "I'm sorry, our system didn't answer, so I can't tell whether that went through.";
const doNotRepeat = { hint: 'It may have been done. Do not do it again.' };

type Setback = Exclude<RequestOutcome, 'done' | 'under_way'>;

const setbacks: Readonly<Record<Setback, ToolResult>> = {
  unreadable: failed('vendor_refused', "I'm sorry, I can't read what our system answered."),
  not_found: failed('vendor_refused', "I couldn't find that."),
  refused: failed('vendor_refused', "I'm sorry, our system didn't accept that."),
  broken: failed('vendor_refused', "I'm sorry, our system has a problem at the moment."),
  no_answer: failed('vendor_unreachable', "I'm sorry, our system didn't answer in time."),
  perhaps_done: { ...failed('vendor_unreachable', unsure), ...doNotRepeat },
  not_reached: failed('vendor_unreachable', cannotReach),
  not_made: failed('interrupted', 'I have not done that yet. Shall I?'),
  not_configured: failed('not_configured', cannotReach),
};

/** What a request came to, as data for the model. A system that refuses is told apart from one that is not there. */
export function requestResult(action: HttpAction, message: OutboxMessage): ToolResult {
  const { result } = message;
  const outcome = requestOutcome(message);
  const data = result === null ? {} : { http_status: result.status, data: result.answer };
  if (outcome === 'done') return { status: 'ok', say: saidOf(action), ...data };
  if (outcome === 'under_way') return action.async ? passedOn(action) : withoutOutcome(action);
  const mayBeDone = outcome === 'broken' && action.method !== 'GET';
  return { ...setbacks[outcome], ...(mayBeDone && doNotRepeat), ...data };
}

const saidOf = ({ on_success, method }: HttpAction): string =>
  on_success ?? (method === 'GET' ? 'Here is what I found.' : "That's done.");

const passedOn = ({ on_success }: HttpAction): ToolResult => ({
  status: 'queued',
  say: on_success ?? "I've passed that on; it is being done now.",
});

/** The store was lost on the way: the answer can no longer be had here. */
const withoutOutcome = ({ method }: HttpAction): ToolResult =>
  method === 'GET' ? setbacks.no_answer : setbacks.perhaps_done;
