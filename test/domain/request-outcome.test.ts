import { describe, expect, it } from 'vitest';
import { HttpAction } from '../../src/domain/action.ts';
import { deliveryNotice } from '../../src/domain/delivery-notice.ts';
import type { HttpContent, OutboxMessage } from '../../src/domain/message.ts';
import { type RequestOutcome, requestOutcome } from '../../src/domain/request-outcome.ts';
import { requestResult } from '../../src/tools/actions/request-result.ts';

function ended(method: HttpContent['method'], changes: Partial<OutboxMessage>): OutboxMessage {
  const content = { medium: 'http', method } as HttpContent;
  const row = { id: 'm1', callId: 'c1', tool: 'look_up', content, result: null, errorCode: null };
  return { ...row, status: 'sent', ...changes } as OutboxMessage;
}

const answered = (status: number, answer: unknown = { a: 1 }) => ({ result: { status, answer } });
const unreadable = { result: { status: 200, answer: null, unreadable: true } } as const;
const failed = (errorCode: string) => ({ status: 'failed', errorCode }) as const;
const repeat = 'It may have been done. Do not do it again.';

const ends: readonly (readonly [
  RequestOutcome,
  HttpContent['method'],
  Partial<OutboxMessage>,
  object,
  string | null,
])[] = [
  ['done', 'GET', answered(200), { status: 'ok', data: { a: 1 } }, 'has finished. Tell the caller in a sentence.'],
  ['done', 'POST', answered(299), { status: 'ok', http_status: 299 }, 'Its answer (data): {"a":1}'],
  ['done', 'POST', unreadable, { status: 'ok', data: null }, 'Its answer (data): null'],
  ['unreadable', 'GET', unreadable, { code: 'vendor_refused', http_status: 200 }, 'cannot be read'],
  ['refused', 'GET', answered(300), { code: 'vendor_refused', http_status: 300 }, 'was refused'],
  ['refused', 'POST', answered(307), { code: 'vendor_refused', data: { a: 1 } }, 'What was answered (data): {"a":1}'],
  ['refused', 'GET', answered(499), { code: 'vendor_refused', http_status: 499 }, 'was refused'],
  ['not_found', 'GET', answered(404), { code: 'vendor_refused', http_status: 404 }, 'nothing was found'],
  ['not_found', 'GET', answered(410), { code: 'vendor_refused', http_status: 410 }, 'nothing was found'],
  ['broken', 'GET', answered(500), { code: 'vendor_refused', hint: undefined }, 'has a problem'],
  ['broken', 'PATCH', answered(599), { code: 'vendor_refused', hint: repeat }, 'has a problem'],
  ['no_answer', 'GET', failed('outcome_unknown'), { code: 'vendor_unreachable', hint: undefined }, 'no answer.'],
  ['perhaps_done', 'PUT', failed('outcome_unknown'), { code: 'vendor_unreachable', hint: repeat }, 'done or not'],
  ['not_reached', 'POST', failed('vendor_unreachable'), { code: 'vendor_unreachable' }, 'could not be reached'],
  ['not_reached', 'POST', failed('anything_new'), { code: 'vendor_unreachable' }, 'could not be reached'],
  ['not_made', 'GET', failed('not_made'), { code: 'interrupted' }, 'ask whether to do it now'],
  ['not_configured', 'GET', failed('not_configured'), { code: 'not_configured' }, 'could not be reached'],
  ['not_configured', 'GET', failed('host_not_allowed'), { code: 'not_configured' }, 'could not be reached'],
  ['not_configured', 'GET', failed('bad_header'), { code: 'not_configured' }, 'could not be reached'],
  ['under_way', 'GET', { status: 'reserved' }, { code: 'vendor_unreachable', hint: undefined }, null],
  ['under_way', 'POST', { status: 'sending' }, { code: 'vendor_unreachable', hint: repeat }, null],
];

describe('what a request came to', () => {
  it.each(ends)('[REQ9] %s (%s, %j) has its result and its notice', (outcome, method, changes, result, notice) => {
    const message = ended(method, changes);
    expect(requestOutcome(message)).toBe(outcome);
    const action = HttpAction.parse({
      type: 'http_request',
      name: 'look_up',
      description: 'd',
      method,
      url: 'https://a',
    });
    expect({ hint: undefined, ...requestResult(action, message) }).toMatchObject(result);
    if (notice === null) return expect(deliveryNotice(message, 1)).toBeNull();
    expect(deliveryNotice(message, 1)).toMatchObject({
      id: 'message:m1:done',
      callId: 'c1',
      urgent: true,
      text: expect.stringContaining(notice),
    });
    expect(deliveryNotice(message, 1)?.text.includes('did not succeed')).toBe(outcome !== 'done');
  });

  it('[REQ9] what is said of them differs, where they differ for a caller', () => {
    const said = ends.map(([outcome, method, changes]) => {
      const action = HttpAction.parse({
        type: 'http_request',
        name: 'look_up',
        description: 'd',
        method,
        url: 'https://a',
      });
      return `${outcome}: ${requestResult(action, ended(method, changes)).say}`;
    });
    const words = new Map(said.map((line) => line.split(': ') as [string, string]));
    const apart = [
      'unreadable',
      'refused',
      'not_found',
      'broken',
      'no_answer',
      'perhaps_done',
      'not_reached',
      'not_made',
    ];
    expect(new Set(apart.map((outcome) => words.get(outcome))).size).toBe(apart.length);
  });

  it('[REQ9] one that is queued is so while it is under way', () => {
    const action = HttpAction.parse({
      type: 'http_request',
      name: 'a',
      description: 'd',
      url: 'https://a',
      async: true,
    });
    expect(requestResult(action, ended('GET', { status: 'retry', errorCode: 'http_503' }))).toMatchObject({
      status: 'queued',
    });
  });
});
