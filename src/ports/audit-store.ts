/** Something done in the console that is to be answerable: by whom, when, to what. Never changed, never deleted early. */
export interface AuditEntry {
  /** Epoch ms. */
  readonly at: number;
  readonly operator: string;
  /** A short closed word, e.g. `unmask`, `play-recording`, `edit-lines`, `delete-person`, `sign-in-failed`. */
  readonly action: string;
  /** What it was done to, by id and kind, e.g. `call call_01J…`; no number, no address. */
  readonly subject: string;
  /** Further facts, without numbers and addresses. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export type StoredAuditEntry = AuditEntry & { readonly id: number };

export interface AuditStore {
  appendAudit(entry: AuditEntry): Promise<void>;
  /** Newest first; `before`: only entries with a smaller id. */
  auditLog(page: { readonly limit: number; readonly before?: number }): Promise<readonly StoredAuditEntry[]>;
}
