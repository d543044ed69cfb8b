import type { SiteFileStore, SiteFileVersion } from '../../src/ports/site-file-store.ts';
import { MemoryOutbox } from './memory-outbox.ts';

type Kept = SiteFileVersion & { readonly text: string };

/** The earlier texts of site files of the store in memory. */
export class MemorySiteFiles extends MemoryOutbox implements SiteFileStore {
  readonly siteFiles: Kept[] = [];

  async keepSiteFile(file: Omit<Kept, 'id' | 'length'>) {
    this.here();
    const newest = this.siteFiles.findLastIndex(({ name }) => name === file.name);
    const known = this.siteFiles[newest];
    if (known?.hash === file.hash) this.siteFiles[newest] = { ...known, by: known.by ?? file.by };
    else this.siteFiles.push({ ...file, id: this.siteFiles.length + 1, length: [...file.text].length });
  }

  async siteFileVersions(
    name: string,
    { limit, before = Number.POSITIVE_INFINITY }: { limit: number; before?: number },
  ) {
    this.here();
    const own = this.siteFiles.filter((file) => file.name === name && file.id < before);
    return own
      .toReversed()
      .slice(0, limit)
      .map(({ text: _, ...version }) => version);
  }

  async findSiteFileVersion(name: string, id: number) {
    this.here();
    return this.siteFiles.find((file) => file.name === name && file.id === id) ?? null;
  }
}
