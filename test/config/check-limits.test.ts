import { describe, expect, it } from 'vitest';
import { SiteFolder, siteText } from './site-folder.ts';

async function findings(line: string, site = ''): Promise<readonly string[]> {
  using folder = new SiteFolder();
  folder.write('site.yaml', siteText(line, site));
  return (await folder.problems()).map((problem) => problem.replace(/^site\.yaml:/, ''));
}

describe('limits and senders of a site file', () => {
  it('[CFG60] a limit on money needs the price of a text', async () => {
    expect(await findings('', 'limits: { spend_per_day: 10 }')).toEqual([
      expect.stringContaining('needs sms_price with a default'),
    ]);
    expect(await findings('', 'limits: { spend_per_day: 10, sms_price: { default: 0.01, GB: 0.05 } }')).toEqual([]);
  });

  it('[CFG61] a name cannot be the sender of texts to North America', async () => {
    expect(await findings('sms_from: ACME')).toEqual([expect.stringContaining('texts to US need a number')]);
    expect(await findings('sms_from: ACME\nsms_countries: [GB]')).toEqual([]);
    expect(await findings('sms_countries: [US, GB]\nsms_senders: { GB: ACME }')).toEqual([]);
    expect(await findings('sms_countries: [US, GB]\nsms_senders: { US: ACME }')).toHaveLength(1);
    expect(await findings('sms_from: "Far too long a name"')).toHaveLength(1);
  });

  it('[CFG62] the id of the form for an address is taken', async () => {
    const link = 'links: [{ id: address_form, title: The form, url: "https://acme.example/f" }]';
    expect(await findings(link)).toEqual([expect.stringContaining("is the server's own")]);
  });

  it('[CFG63] an alert to a number that its sender cannot text is an error', async () => {
    const action = 'actions: [{ type: send_sms, name: alert, description: d, to: "+14155550171", message: m }]';
    expect(await findings(`sms_countries: [GB]\nsms_from: ACME\n${action}`)).toEqual([
      expect.stringContaining('cannot text numbers in +1'),
    ]);
  });
});
