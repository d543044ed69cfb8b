import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callsApi } from '../../src/console/calls-api.ts';
import { CallDetail, CallerScript } from '../../src/console/contract/call.ts';
import { CallList } from '../../src/console/contract/calls.ts';
import type { Operator } from '../../src/domain/operator.ts';
import { afterCallBench } from '../jobs/after-call-bench.ts';
import { wholeCall } from './whole-call.ts';

describe('calls in the console', () => {
  let server: Server;
  let bench: ReturnType<typeof afterCallBench>;
  let operator: Operator;
  const get = async (path: string) => {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/api${path}`);
    return { status: response.status, headers: response.headers, body: (await response.json()) as { error?: string } };
  };
  const list = async (query = '') => CallList.parse((await get(`/calls${query}`)).body);
  const detail = async (query = '') => CallDetail.parse((await get(`/calls/CA1${query}`)).body);

  beforeEach(async () => {
    bench = afterCallBench();
    operator = { name: 'jo', role: 'operator' };
    await bench.begin();
    const app = express();
    app.use('/api', (_request, response, next) => {
      response.locals.operator = operator;
      next();
    });
    app.use('/api', callsApi({ ...bench, sandbox: () => ({ carrierUrl: '' }) }));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('[CAL1] are listed page by page, the newest first, numbers masked', async () => {
    for (let index = 2; index <= 7; index++) {
      const call = { ...bench.call, id: `call_${index}`, callSid: `CA${index}`, startedAt: bench.clock.now() + index };
      await bench.store.openCall({ call, siteVersion: 'v' });
    }
    const first = await list('?limit=4');
    expect(first.calls.map(({ id }) => id)).toEqual(['call_7', 'call_6', 'call_5', 'call_4']);
    expect(first.calls[0]).toMatchObject({ caller: 'the number ending 23', outcome: 'running' });
    const rest = await list(`?limit=4&cursor=${first.next}`);
    expect(rest.calls.map(({ id }) => id)).toEqual(['call_3', 'call_2', 'call_1']);
    expect(rest.next).toBeNull();
    expect(JSON.stringify([first, rest])).not.toContain('415');
  });

  it('[CAL2] are found by each of the questions, and by all together', async () => {
    await bench.events(wholeCall(bench.clock.now()));
    const found = async (query: string) => (await list(`?${query}`)).calls.length;
    const questions = [
      'site=testers',
      'site=testers&line=desk',
      `from=${bench.call.startedAt}&to=${bench.call.startedAt + 1}`,
      'outcome=transferred',
      'number=0123',
      `number=${encodeURIComponent('+1 (415) 555-0123')}`,
      'number=04155550123',
      'words=boiler%20lea',
      'direction=inbound',
    ];
    for (const question of questions) expect(await found(question), question).toBe(1);
    const together = questions.filter((question) => !question.startsWith('number=') || question === 'number=0123');
    expect(await found(together.slice(1).join('&'))).toBe(1);
    const others = ['site=x', 'line=x', `to=${bench.call.startedAt}`, 'outcome=failed', 'number=9999', 'words=zebra'];
    for (const question of [...others, 'number=%2B4155550123', 'direction=outbound'])
      expect(await found(question), question).toBe(0);
    // What a form leaves empty asks for nothing.
    expect(await found('site=&line=&from=&to=&outcome=&number=&words=&direction=&cursor=&limit=')).toBe(1);
  });

  it.each([
    ['outcome=gone', 'outcome'],
    ['direction=up', 'direction'],
    ['from=yesterday', 'from'],
    ['to=1e999', 'to'],
    ['limit=0', 'limit'],
    ['limit=501', 'limit'],
    ['limit=1.5', 'limit'],
    ['number=123', 'number'],
    ['number=abc', 'number'],
    ['number=%25%25%25%25', 'number'],
    ['number=12345678901234567890', 'number'],
    [`number=${'1'.repeat(10_000)}`, 'number'],
    [`words=${'x'.repeat(10_000)}`, 'words'],
    ['words=%26%20%7C%20!%20()%20%3A*', 'words'],
    ['words=a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k%20l%20m', 'words'],
    ['words=a&words=b', 'words'],
    [`site=${'x'.repeat(101)}`, 'site'],
    ['cursor=%00', 'cursor'],
    ['cursor=WzEsMl0', 'cursor'],
    ['cursor=bm90IGpzb24', 'cursor'],
    [`cursor=${'A'.repeat(10_000)}`, 'cursor'],
  ])('[CAL3] refuses %s with a sentence about it', async (query, name) => {
    const { status, body } = await get(`/calls?${query}`);
    expect([status, body.error]).toEqual([400, expect.stringMatching(new RegExp(`^${name}: .+\\.$`))]);
  });

  it.each(["'; drop table calls", "boiler' | 'x", 'boiler:* & !x', '%', '_', '<->', '\\', '\u0000boiler', '🙂 boiler'])(
    '[CAL4] takes the words %j as words',
    async (words) => {
      await bench.events(wholeCall(bench.clock.now()));
      const { status } = await get(`/calls?words=${encodeURIComponent(words)}`);
      expect([200, 400]).toContain(status);
      expect((await list()).calls).toHaveLength(1);
    },
  );

  it('[CAL5] a viewer finds a number by all of it only, and sees none', async () => {
    operator = { name: 'vi', role: 'viewer' };
    expect((await get('/calls?number=0123')).status).toBe(400);
    expect((await get('/calls?number=4155550123')).status).toBe(400);
    expect((await list('?number=%2B14155550123')).calls).toHaveLength(1);
    for (const path of ['/calls', '/calls/CA1', '/calls/CA1/export', '/calls/CA1/script'])
      expect([path, (await get(`${path}?unmasked=1`)).status]).toEqual([path, 403]);
    expect(bench.store.audit).toEqual([]);
  });

  it("[CAL6] one is told by our id and by the carrier's; another is not there", async () => {
    expect((await get('/calls/call_1')).body).toEqual((await get('/calls/CA1')).body);
    for (const id of ['CA2', 'x'.repeat(5000), '%00', '%27%20or%201%3D1'])
      expect([id, (await get(`/calls/${id}`)).status]).toEqual([id, 404]);
  });

  it('[CAL7] without numbers and addresses, wherever they stand, unless an operator asks for them, which is kept', async () => {
    await bench.events(wholeCall(bench.clock.now()));
    const masked = JSON.stringify([
      await detail(),
      (await get('/calls/CA1/export')).body,
      (await get('/calls/CA1/script')).body,
    ]);
    for (const secret of ['5550123', '5550199', 'jo@example.com', '555 0199']) expect(masked).not.toContain(secret);
    expect(bench.store.audit.map(({ action }) => action)).toEqual(['export-call']);
    const whole = JSON.stringify(await detail('?unmasked=1'));
    for (const secret of ['+14155550123', '+14155550199', 'jo@example.com']) expect(whole).toContain(secret);
    expect(bench.store.audit.at(-1)).toMatchObject({ operator: 'jo', action: 'unmask', subject: 'call call_1' });
  });

  it('[CAL8] a transcript has what was heard, and apart from it what was not', async () => {
    await bench.events(wholeCall(bench.clock.now()));
    const { transcript } = await detail();
    const said = transcript.filter((item) => item.kind === 'said');
    expect(said.map(({ who, heard, unheard }) => [who, heard, unheard])).toEqual([
      ['bot', 'Hello, how can I help?', ''],
      ['caller', 'My boiler is leaking', ''],
      ['bot', 'I can text you', 'the link to our booking page.'],
      ['caller', 'Keys pressed: 1 #', ''],
      ['caller', 'A person please', ''],
      ['agent', 'This is Lee', ''],
      ['caller', 'Thank you', ''],
    ]);
    expect(said.map(({ interrupted, keys }) => [interrupted, keys])).toContainEqual([true, false]);
    const marks = transcript.filter((item) => item.kind === 'mark').map(({ text }) => text);
    expect(marks).toEqual(expect.arrayContaining(['Handed off: billing', 'lee is rung', 'lee takes the call']));
  });

  it('[CAL9] each answer has its stages and tools, each tool its arguments and what it came to', async () => {
    const start = bench.clock.now();
    await bench.events(wholeCall(start));
    const { turnList, toolList, turns, tools, refusals } = await detail();
    expect(turnList).toMatchObject([
      {
        turn: 1,
        promptAt: start + 1000,
        requestAt: start + 1010,
        firstDeltaAt: start + 1300,
        firstSentAt: start + 1400,
      },
      { turn: 2, tools: [] },
    ]);
    expect(turnList[0]?.tools).toMatchObject([
      { name: 'send_sms', at: start + 1310, durationMs: 80, status: 'refused', code: 'cap_conversation' },
    ]);
    expect(toolList).toMatchObject([
      { name: 'send_sms' },
      { name: 'transfer_to_agent', durationMs: null, status: null },
    ]);
    expect([turns, tools, refusals]).toEqual([2, 1, 1]);
  });

  it('[CAL10] hand-offs tell who was rung and how that ended, with the SIP answer', async () => {
    await bench.events(wholeCall(bench.clock.now()));
    const { handOffs, outcome, agent } = await detail();
    expect([outcome, agent]).toEqual(['transferred', 'lee']);
    expect(handOffs).toMatchObject([
      {
        dial: 1,
        department: 'billing',
        returnedAt: null,
        legs: [
          { target: 'kim', method: 'sip_refer', outcome: 'declined', sipCode: '603', accepted: null },
          { target: 'lee', method: 'bridge', outcome: 'connected', accepted: true, durationSeconds: 61 },
        ],
      },
    ]);
  });

  it('[CAL11] about what it cost is told part by part; an unknown model has no price', async () => {
    await bench.events(wholeCall(bench.clock.now()));
    const { cost } = await detail();
    expect(cost).toMatchObject({ sandbox: true, asOf: expect.stringMatching(/^\d{4}-\d\d$/) });
    const amounts = Object.fromEntries(cost.parts.map(({ what, amount }) => [what, amount]));
    // 1500 fresh, 500 cached, 100 out.
    expect(amounts['Model gpt-6-luna']).toBeCloseTo((1500 * 0.1 + 500 * 0.01 + 100 * 0.5) / 1e6, 9);
    expect(amounts['Model house-model']).toBeNull();
    expect(amounts['Phone line']).toBeCloseTo(5 * 0.0085, 9);
    expect(amounts['Speech to text and back']).toBeCloseTo(2 * 0.07, 9);
    expect(amounts['Line to a person']).toBeCloseTo(2 * 0.014, 9);
    expect(cost.total).toBeCloseTo(
      Object.values(amounts).reduce<number>((sum, one) => sum + (one ?? 0), 0),
      9,
    );
  });

  it('[CAL12] is exported whole, as a file, and who did so is kept', async () => {
    await bench.events(wholeCall(bench.clock.now()));
    const { headers, body } = await get('/calls/call_1/export');
    expect(headers.get('content-disposition')).toBe('attachment; filename="call-CA1.json"');
    expect(body).toEqual(await detail());
    expect(bench.store.audit).toMatchObject([
      { operator: 'jo', action: 'export-call', subject: 'call call_1', detail: { unmasked: false } },
    ]);
  });

  it('[CAL13] what the caller did can be played again', async () => {
    await bench.events(wholeCall(bench.call.startedAt));
    const script = CallerScript.parse((await get('/calls/CA1/script')).body);
    expect(script).toEqual({
      line: 'testers/desk',
      from: 'the number ending 23',
      steps: [
        { after_ms: 1000, say: 'My boiler is leaking' },
        { after_ms: 1500, press: '1#' },
        { after_ms: 500, say: 'A person please' },
      ],
    });
    expect(CallerScript.parse((await get('/calls/CA1/script?unmasked=1')).body).from).toBe('+14155550123');
  });
});
