import type { SiteChange } from '../domain/site-changes.ts';

/** Something wrong in a site file; lines and columns count from 1. `file`: its name, without the folder. */
export interface SiteFileProblem {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A site file as it lies in the folder now. */
export interface SiteFile {
  readonly name: string;
  /** Null: it is not shown; `problems` says why. */
  readonly text: string | null;
  /** Of the text (SHA-256, hex): what an edit is based on. */
  readonly hash: string;
  /** The site in it, where it can be read. */
  readonly siteId: string | null;
  /** Calls that begin now go by this text. */
  readonly inForce: boolean;
  readonly problems: readonly SiteFileProblem[];
}

/** All site files, read again now. */
export interface SiteFolder {
  readonly files: readonly SiteFile[];
  /** Why none of them can be written, in words; null: they can. */
  readonly readOnly: string | null;
}

export interface CheckedSiteFile {
  readonly problems: readonly SiteFileProblem[];
  /** Compared with what is in force; empty where nothing changes for callers, or nothing can be compared. */
  readonly changes: readonly SiteChange[];
}

export interface SiteFileEdit {
  readonly name: string;
  readonly text: string;
  /** Hash of the text the edit began with. */
  readonly basedOn: string;
  /** Who edits. */
  readonly by: string;
}

export type SavedSiteFile =
  /** `file`: as it then is. `inForce` false: problems of other files keep all of it from coming into force. */
  | { readonly outcome: 'saved'; readonly file: SiteFile; readonly version: string | null }
  /** The file is another one than the edit began with. */
  | { readonly outcome: 'stale'; readonly hash: string }
  /** It has errors, or would make some in others; nothing was written. */
  | { readonly outcome: 'wrong'; readonly problems: readonly SiteFileProblem[] }
  /** The folder or the file cannot be written; why, in words. */
  | { readonly outcome: 'read-only'; readonly why: string };

/** The site files of this process's folder. Names are those of files that are there, and nothing else. */
export interface SiteFiles {
  read(): Promise<SiteFolder>;
  /** Null: there is no such file. Writes nothing. */
  check(name: string, text: string): Promise<CheckedSiteFile | null>;
  /**
   * Checked, then written whole or not at all, then in force. Null: there is no such file. `keep` is called once nothing
   * stands against it, before anything is written; when it fails, nothing is.
   */
  save(edit: SiteFileEdit, keep: () => Promise<void>): Promise<SavedSiteFile | null>;
  /** The JSON Schema of a site file. */
  schema(): Readonly<Record<string, unknown>>;
}

/** Puts a new text in the place of a file of a folder. Throws where it cannot. */
export type ReplaceFile = (path: string, text: string) => Promise<void>;
