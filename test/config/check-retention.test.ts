import { describe, expect, it } from 'vitest';
import { SiteFolder, siteText } from './site-folder.ts';

const recorded = 'transfer: { recording: announce, targets: [{ id: desk, number: "+14155550111" }] }';

async function findings(line: string, site: string): Promise<string> {
  using folder = new SiteFolder();
  folder.write('site.yaml', siteText(line, site));
  return (await folder.problems()).join('\n');
}

describe('retention in a site file', () => {
  it.each([
    ['the line', `${recorded}\nretention: { keep: metadata }`, '', 'metadata'],
    ['its site', recorded, 'retention: { keep: no_personal_data, days: forever }', 'no_personal_data'],
  ])('[RTN16] recording what %s does not keep is warned of', async (_who, line, site, keep) => {
    expect(await findings(line, site)).toContain(
      `recordings are deleted with the next daily run: a voice tells who somebody is, and retention keeps ${keep}`,
    );
  });

  it('[RTN16] recording what is kept is not, and neither is keeping less without recording', async () => {
    expect(
      await findings(`${recorded}\nretention: { keep: everything }`, 'retention: { keep: metadata }'),
    ).not.toContain('daily run');
    expect(await findings('retention: { keep: metadata, days: 30 }', '')).not.toContain('retention');
  });

  it.each(['days: 0', 'days: 4000', 'days: never', 'keep: nothing', 'days: 1.5', 'hours: 3'])(
    '[RTN1] %s is refused with what to write',
    async (wrong) => {
      expect(await findings(`retention: { ${wrong} }`, '')).toMatch(/retention|days|keep|hours/);
      expect(await findings('', `retention: { ${wrong} }`)).toMatch(/retention|days|keep|hours/);
    },
  );
});
