import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { loadSites } from '../../src/config/load-sites.ts';
import { siteSchemaText } from '../../src/config/site-schema.ts';
import { capsOf } from '../../src/domain/plan.ts';
import { SiteFolder, siteText } from './site-folder.ts';

const demo = () => loadSites('config', { sandboxed: true, secret: () => null });

describe('what is shipped', () => {
  it('[CFG39] the demo business has no errors and no warnings, without any secret set', async () => {
    const { sites, problems } = await demo();
    expect(problems).toEqual([]);
    expect(sites.map(({ site }) => site.lines.map((line) => line.id))).toEqual([['sales', 'support', 'after_hours']]);
  });

  it('[CFG40] sales bridges and books nothing, support can do everything, after hours only calls back', async () => {
    const lines = (await demo()).sites[0]?.site.lines ?? [];
    const on = lines.map((line) => Object.entries(line.escalation).flatMap(([name, value]) => (value ? [name] : [])));
    expect(on).toEqual([
      ['transfer'],
      ['transfer', 'callback_now', 'scheduled_callback', 'text_contact', 'email_contact'],
      ['callback_now', 'scheduled_callback'],
    ]);
    expect(lines.map((line) => line.link_delivery)).toEqual([
      { sms: true, email: false },
      { sms: true, email: true },
      { sms: false, email: false },
    ]);
    expect(lines[0]?.transfer?.method).toBe('bridge');
  });

  it('[CFG41] its numbers are real enough to be valid, and reserved for fiction', async () => {
    const text = readFileSync('config/brightwater.yaml', 'utf8') + readFileSync('config/contacts.csv', 'utf8');
    const numbers = text.match(/\+\d{8,}/g) ?? [];
    expect(numbers.length).toBeGreaterThan(8);
    for (const number of numbers) {
      expect(number).toMatch(/^\+1\d{3}55501\d\d$/);
      expect(parsePhoneNumberFromString(number)?.isValid()).toBe(true);
    }
    for (const address of text.match(/[\w.]+@[\w.]+/g) ?? []) expect(address).toMatch(/@(\w+\.)?example\.com$/);
  });

  it('[CFG42] the JSON Schema for editors is current', () => {
    expect(readFileSync('config/site.schema.json', 'utf8')).toBe(siteSchemaText());
    expect(readFileSync('config/brightwater.yaml', 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\/site\.schema\.json\n/,
    );
  });

  it('[CFG43] npm run check-config prints every error and fails, or says OK', () => {
    using folder = new SiteFolder().write('site.yaml', siteText('voices: {}\nhours: { monday: [x] }'));
    const bad = spawnSync(process.execPath, ['src/config/check-config.ts', folder.path], { encoding: 'utf8' });
    expect(bad.status).toBe(1);
    expect(bad.stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/site\.yaml:16:5: /),
      expect.stringMatching(/site\.yaml:17:23: /),
    ]);
    expect(execFileSync(process.execPath, ['src/config/check-config.ts', 'config'], { encoding: 'utf8' })).toMatch(
      /^OK /,
    );
  });

  it('[CFG44] pro caps are 50 SMS and 25 e-mails an hour; enterprise as configured, else none', async () => {
    const pro = (await demo()).sites[0]?.site;
    if (pro === undefined) throw new Error('no demo site');
    expect(capsOf(pro)).toEqual({ smsPerHour: 50, emailPerHour: 25 });
    expect(capsOf({ ...pro, plan: 'enterprise' })).toEqual({ smsPerHour: null, emailPerHour: null });
    const limits = { ...pro.limits, sms_per_hour: 0, email_per_hour: 7 };
    expect(capsOf({ ...pro, plan: 'enterprise', limits })).toEqual({ smsPerHour: 0, emailPerHour: 7 });
  });
});
