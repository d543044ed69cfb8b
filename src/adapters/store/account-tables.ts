export interface AccountTables {
  accounts: {
    id: string;
    name: string;
    role: string;
    password_hash: string;
    version: number;
    created_at: number;
    changed_at: number;
    signed_in_at: number | null;
  };
  /** Of an account in one version of it, or of the shared password with a proof of it. */
  console_sessions: {
    token_hash: string;
    account_id: string | null;
    account_version: number | null;
    proof: string | null;
    created_at: number;
    seen_at: number;
  };
}
