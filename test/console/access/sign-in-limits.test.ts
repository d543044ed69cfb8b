import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SignInLimits } from '../../../src/console/access/sign-in-limits.ts';
import { AccessBench, basic, password } from './access-bench.ts';

/** The counting library reads the machine's clock. */
const begin = Date.UTC(2026, 10, 24, 17);
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: begin }));
afterEach(() => void vi.useRealTimers());
const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

describe('guessing passwords', () => {
  let bench: AccessBench;
  beforeEach(async () => {
    bench = await new AccessBench({ consolePassword: 'secret' }).open();
    await bench.account('dana', 'admin');
  });
  afterEach(() => bench.close());
  const guess = (name = 'dana', secret = 'wrong', from = '203.0.113.5') =>
    bench.signIn(name, secret, { 'x-forwarded-for': from });
  const fail = async (times: number) => {
    for (let time = 0; time < times; time++) await guess();
  };

  it('[ACC40] after five failures under a name each wait is twice the one before, up to 15 minutes', async () => {
    for (let time = 0; time < 4; time++) expect((await guess()).headers['retry-after']).toBeUndefined();
    const waits: number[] = [];
    for (let time = 0; time < 12; time++) {
      const wait = Number((await guess('dana', 'wrong', `203.0.113.${time}`)).headers['retry-after']);
      waits.push(wait);
      pass(wait);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  it('[ACC41] meanwhile nothing is looked at, the right password neither, from wherever; and it is said for how long', async () => {
    await fail(7);
    const hashed = bench.hashed;
    for (const from of ['203.0.113.5', '198.51.100.7']) {
      const answer = await guess('dana', password, from);
      expect(answer.status).toBe(429);
      expect(answer.headers['retry-after']).toBe('2');
      expect(answer.json).toEqual({ error: 'Too many wrong passwords. Try again in 2 seconds.', retryAfterSeconds: 2 });
    }
    expect(bench.hashed).toBe(hashed);
    pass(2);
    expect((await guess('dana', password)).status).toBe(200);
  });

  it('[ACC41] other names go on, and so do sessions', async () => {
    const browser = await bench.browser('dana');
    await fail(6);
    expect((await guess('', 'secret')).status).toBe(200);
    expect((await bench.ask('GET', '/api/who', { headers: browser })).status).toBe(200);
  });

  it('[ACC42] the right password makes the failures before it forgotten', async () => {
    for (let round = 0; round < 3; round++) {
      await fail(4);
      expect((await guess('dana', password)).status).toBe(200);
    }
  });

  it('[ACC43] of one address: after twenty under whatever names', async () => {
    for (let time = 0; time < 19; time++) expect((await guess(`name${time}`)).headers['retry-after']).toBeUndefined();
    expect((await guess('name20')).headers['retry-after']).toBe('2');
    expect((await guess('dana', password)).status).toBe(429);
    expect((await guess('dana', password, '198.51.100.7')).status).toBe(200);
    pass(2);
    expect((await guess('dana', password)).status).toBe(200);
  });

  it('[ACC43] what a client invents before the address that the proxy saw changes nothing', async () => {
    for (let time = 0; time < 20; time++) await guess(`name${time}`, 'x', `192.0.2.${time}, 203.0.113.5`);
    expect((await guess('dana', password, '203.0.113.5')).status).toBe(429);
  });

  it('[ACC43] a customer has all addresses of an IPv6 network', async () => {
    for (let time = 0; time < 20; time++) await guess(`name${time}`, 'x', `2001:db8:0:1::${time + 1}`);
    expect((await guess('dana', password, '2001:0db8::1:ffff:1:2:3')).status).toBe(429);
    expect((await guess('dana', password, '2001:db8:0:2::1')).status).toBe(200);
  });

  it('[ACC44] scripts are counted in the same way: the shared password is not guessed under changing names', async () => {
    const sent = (name: string, secret: string) =>
      bench.ask('GET', '/api/who', { headers: { ...basic(name, secret), 'x-forwarded-for': '203.0.113.9' } });
    for (let time = 0; time < 5; time++) expect((await sent(`name${time}`, `guess${time}`)).status).toBe(401);
    const answer = await sent('other', 'secret');
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe('2');
    pass(2);
    expect((await sent('other', 'secret')).status).toBe(200);
  });

  it('[ACC45] many at once are no more than many in a row', async () => {
    const answers = await Promise.all(Array.from({ length: 15 }, (_, index) => guess('dana', `guess ${index}`)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
    expect(bench.hashed).toBe(5);
  });

  it('[ACC46] each failure is in the audit log, with the name as far as it could be one, never the password', async () => {
    await guess('Eve\r\nInjected: <b>'.padEnd(200, 'x'), 'my-secret-guess');
    await fail(5);
    const [first, ...rest] = bench.audited('sign-in-failed');
    const cut = `eveinjectedb${'x'.repeat(28)}`;
    expect(first).toEqual({
      operator: cut,
      action: 'sign-in-failed',
      subject: 'console',
      detail: { from: '203.0.113.5', waitSeconds: 0 },
    });
    expect(rest.at(-1)).toMatchObject({ operator: 'dana', detail: { waitSeconds: 2 } });
    await guess();
    expect(bench.audited('sign-in-failed')).toHaveLength(6);
    expect(JSON.stringify([bench.store.audit, bench.log.lines])).not.toMatch(/my-secret-guess|wrong/);
  });
});

describe('the limits of signing in', () => {
  const attempted = { names: ['dana'], address: '203.0.113.5' };

  it('[ACC47] checks one after the other, and turns away what would wait too long', async () => {
    const limits = new SignInLimits();
    let running = 0;
    let most = 0;
    const releases: (() => void)[] = [];
    const check = async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => releases.push(resolve));
      running--;
      return 'right';
    };
    const attempts = Array.from({ length: 25 }, () => limits.attempt(attempted, check));
    const outcomes: string[] = [];
    for (const attempt of attempts) void attempt.then(({ outcome }) => outcomes.push(outcome));
    for (let turn = 0; outcomes.length < 25 && turn < 1000; turn++) {
      releases.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(most).toBe(1);
    expect(outcomes.filter((outcome) => outcome === 'busy')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === 'right')).toHaveLength(20);
  });

  it("[ACC47] a check that throws is its own caller's trouble only", async () => {
    const limits = new SignInLimits();
    const thrown = limits.attempt(attempted, () => Promise.reject(new Error('away')));
    const next = limits.attempt(attempted, async () => 'right');
    await expect(thrown).rejects.toThrow('away');
    expect(await next).toEqual({ outcome: 'right', value: 'right' });
  });
});
