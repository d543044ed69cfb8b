import { expect, it } from 'vitest';
import { id, now, type UnderTest } from './store-parts.ts';

const text = (name: string, words: string, by: string | null = null, at = now) => ({
  ...{ name, text: words, hash: `hash of ${words}`, at, by },
});

/** The earlier texts of the site files. */
export function siteFileRules(under: UnderTest): void {
  const names = async (name: string) =>
    (await under().store.siteFileVersions(name, { limit: 10 })).map(({ hash, by }) => [hash.slice(8), by]);

  it('[LNS1] every text that came into force is kept, the newest first, each file by itself', async () => {
    const [name, other] = [id(), id()];
    await under().store.keepSiteFile(text(name, 'one'));
    await under().store.keepSiteFile(text(other, 'else'));
    await under().other.keepSiteFile(text(name, 'two ☎', 'dana', now + 5));
    await under().store.keepSiteFile(text(name, 'one', 'kim', now + 9));
    expect(await names(name)).toEqual([
      ['one', 'kim'],
      ['two ☎', 'dana'],
      ['one', null],
    ]);
    const [newest, middle, oldest] = await under().store.siteFileVersions(name, { limit: 10 });
    expect(middle).toMatchObject({ name, at: now + 5, length: 5 });
    expect(await under().other.findSiteFileVersion(name, middle?.id ?? 0)).toMatchObject({ text: 'two ☎' });
    expect(await under().store.findSiteFileVersion(other, middle?.id ?? 0)).toBeNull();
    const page = await under().store.siteFileVersions(name, { limit: 1, before: newest?.id ?? 0 });
    expect(page).toEqual([middle]);
    expect(await under().store.siteFileVersions(name, { limit: 9, before: oldest?.id ?? 0 })).toEqual([]);
  });

  it('[LNS2] the same text twice in a row is one version; who saved it is kept also when another process saw it first', async () => {
    const name = id();
    const seen = Array.from({ length: 16 }, (_, index) =>
      (index % 2 === 0 ? under().store : under().other).keepSiteFile(text(name, 'one', index === 11 ? 'dana' : null)),
    );
    await Promise.all(seen);
    expect(await names(name)).toEqual([['one', 'dana']]);
    await under().store.keepSiteFile(text(name, 'one', 'kim'));
    expect(await names(name)).toEqual([['one', 'dana']]);
  });
}
