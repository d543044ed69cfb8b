/** A text of a site file that came into force. */
export interface SiteFileVersion {
  readonly id: number;
  readonly name: string;
  /** SHA-256 of the text, hex. */
  readonly hash: string;
  /** Epoch ms: when it came into force. */
  readonly at: number;
  /** Who saved it in the console; null: it was found on disk. */
  readonly by: string | null;
  /** Length of the text in characters. */
  readonly length: number;
}

/** Earlier texts of the site files. */
export interface SiteFileStore {
  /** Nothing where the newest of that name is this text; then a known `by` takes the place of an unknown one. */
  keepSiteFile(file: Omit<SiteFileVersion, 'id' | 'length'> & { readonly text: string }): Promise<void>;
  /** Newest first; `before`: only those with a smaller id. */
  siteFileVersions(
    name: string,
    page: { readonly limit: number; readonly before?: number },
  ): Promise<readonly SiteFileVersion[]>;
  findSiteFileVersion(name: string, id: number): Promise<(SiteFileVersion & { readonly text: string }) | null>;
}
