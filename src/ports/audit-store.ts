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

/** `before`: only entries with a smaller id. `operator`: whose name begins so. `action`: this one, exactly. */
export interface AuditPage {
  readonly limit: number;
  readonly before?: number;
  readonly operator?: string;
  readonly action?: string;
}

export interface AuditStore {
  appendAudit(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  auditLog(page: AuditPage): Promise<readonly StoredAuditEntry[]>;
}
