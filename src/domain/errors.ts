/**
 * Everything that can go wrong and that somebody will read about. `vendor_refused` and `vendor_unreachable` are kept
 * apart on purpose: the first is an answer (do not repeat), the second is none (look before repeating).
 */
export type ErrorCode =
  | 'config_invalid'
  | 'environment_invalid'
  | 'bad_request'
  | 'bad_signature'
  | 'not_found'
  | 'conflict'
  | 'data_directory_locked'
  | 'store_unavailable'
  | 'vendor_refused'
  | 'vendor_unreachable'
  | 'vendor_rate_limited'
  | 'model_refused'
  | 'model_unreachable'
  | 'model_incomplete'
  | 'internal';

/** The one error type: a code for machines, a message for people. Anything else thrown is a defect (`internal`). */
export class AttendantError extends Error {
  override readonly name = 'AttendantError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Makes an AttendantError of whatever was thrown; the original stays as `cause` for the operator's log. */
export function toAttendantError(thrown: unknown): AttendantError {
  if (thrown instanceof AttendantError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AttendantError('internal', message, { cause: thrown });
}

/** A failure as a value, for the paths a caller can meet. */
export type Outcome<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

export const succeed = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const fail = <F>(failure: F): { ok: false; failure: F } => ({ ok: false, failure });

/** Ends a `switch` over a union: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new AttendantError('internal', `unexpected value: ${JSON.stringify(value)}`);
}
