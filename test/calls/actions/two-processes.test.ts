import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { ActionServer } from './action-server.ts';

const postgresUrl = inject('postgresUrl');

const site = `
id: acme
name: Acme
time_zone: America/New_York
country: US
plan: pro
lines:
  - id: support
    name: Support
    numbers: ["+14155550102"]
    greeting: Hello, this is the AI assistant.
    persona: { name: Sam }
    prompt: Help.
`;

describe.skipIf(postgresUrl === null)('two processes on one PostgreSQL', () => {
  const acme = new ActionServer();
  let drop = async (): Promise<void> => {};
  beforeAll(async () => {
    const database = await freshDatabase(postgresUrl ?? '');
    drop = database.drop;
    await acme.start(site, { DATABASE_URL: database.url });
  }, 60_000);
  afterAll(async () => {
    await acme.close();
    await drop();
  });

  it('[ACT30] of 64 parallel sends against a cap of 50 an hour exactly 50 leave, and the others are told why', async () => {
    const servers = [acme.server, await acme.another()];
    const calls = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        acme.call('+14155550102', `+1415555${String(1000 + index)}`, servers[index % 2]),
      ),
    );
    await Promise.all(calls.map((call) => call.agreeTo("Shall I text that to the number you're calling from?")));
    const results = await Promise.all(calls.map((call) => call.run('send_sms', { to: 'caller', message: 'Hello.' })));
    const left = results.filter(({ status }) => status === 'sent').length;
    const refused = results.filter(({ code }) => code === 'cap_site_hour').length;
    expect({ left, refused, received: acme.carrier.messages.length }).toEqual({ left: 50, refused: 14, received: 50 });
    expect(new Set(acme.carrier.messages.map(({ to }) => to)).size).toBe(50);
    for (const call of calls) call.twilio.close();
  }, 120_000);
});
