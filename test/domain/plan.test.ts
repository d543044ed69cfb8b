import { describe, expect, it } from 'vitest';
import { capsFor, costOfText } from '../../src/domain/plan.ts';
import { Site } from '../../src/domain/site.ts';
import { bench } from '../tools/call-bench.ts';

const siteOf = (limits: object, plan = 'enterprise') =>
  Site.parse({
    id: 's',
    name: 'S',
    time_zone: 'UTC',
    country: 'US',
    plan,
    limits,
    lines: [
      { id: 'l', name: 'L', numbers: ['+14155550101'], greeting: 'Hi.', persona: { name: 'Sam' }, prompt: 'Help.' },
    ],
  });

describe('what a message has to keep', () => {
  it('[LIM1] per conversation 3 texts and 2 e-mails, and as many to the team, unless the site says otherwise for the team', () => {
    const site = siteOf({ team_sms_per_call: 5 });
    expect(capsFor(site, 'sms', 'caller', 'US').perCall).toBe(3);
    expect(capsFor(site, 'email', 'caller', null).perCall).toBe(2);
    expect(capsFor(site, 'sms', 'team', 'US').perCall).toBe(5);
    expect(capsFor(site, 'email', 'team', null).perCall).toBe(2);
  });

  it('[LIM2] per hour by plan, for the caller and the team together', () => {
    for (const audience of ['caller', 'team'] as const) {
      expect(capsFor(siteOf({}, 'pro'), 'sms', audience, 'US').perSiteHour).toBe(50);
      expect(capsFor(siteOf({}, 'pro'), 'email', audience, null).perSiteHour).toBe(25);
      expect(capsFor(siteOf({}), 'sms', audience, 'US').perSiteHour).toBeNull();
      expect(capsFor(siteOf({ sms_per_hour: 7 }), 'sms', audience, 'US').perSiteHour).toBe(7);
    }
  });

  it('[LIM3] per country and day: one number for all, or a number by country', () => {
    expect(capsFor(siteOf({ sms_per_country_per_day: 9 }), 'sms', 'caller', 'FR').perCountryDay).toBe(9);
    const byCountry = siteOf({ sms_per_country_per_day: { GB: 0, US: 4 } });
    expect(capsFor(byCountry, 'sms', 'caller', 'GB').perCountryDay).toBe(0);
    expect(capsFor(byCountry, 'sms', 'caller', 'FR').perCountryDay).toBeNull();
  });

  it('[LIM4] a text costs its segments at the price of its country; without prices nothing', () => {
    const site = siteOf({ sms_price: { default: 0.01, GB: 0.05 }, spend_per_day: 1.5 });
    expect(costOfText(site, 'GB', 2)).toBe(100_000);
    expect(costOfText(site, 'US', 3)).toBe(30_000);
    expect(costOfText(site, null, 1)).toBe(10_000);
    expect(costOfText(siteOf({}), 'US', 3)).toBe(0);
    expect(capsFor(site, 'sms', 'caller', 'US').spendPerDayMicros).toBe(1_500_000);
  });

  it.each([
    [{ sms_per_destination_per_day: 1 }, 'cap_destination_day', /in one day/],
    [{ sms_per_country_per_day: { US: 1 } }, 'cap_country_day', /to that country today/],
    [{ sms_price: { default: 0.01 }, spend_per_day: 0.01 }, 'cap_spend_day', /any more text messages today/],
    [{ sms_per_hour: 1 }, 'cap_site_hour', /right now/],
  ])('[LIM5] %j: the second text is refused in words of its own', async (limits, code, words) => {
    const made = bench({ site: { plan: 'enterprise', limits } });
    made.agree();
    const text = { to: 'caller', message: 'Hello there' };
    expect((await made.run('send_sms', text)).result.status).toBe('sent');
    const { result } = await made.run('send_sms', text);
    expect(result).toMatchObject({ status: 'refused', code });
    expect(result.say).toMatch(words);
    expect(result.say).toMatch(/I could e-mail it or connect you/);
  });
});
