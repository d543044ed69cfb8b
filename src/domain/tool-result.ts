/** What became of a tool call, as the model reads it. Contract: the statuses and codes are stable. */
export type ToolStatus =
  | 'sent'
  | 'queued'
  | 'booked'
  | 'handed_off'
  | 'ok'
  | 'needs_confirmation'
  | 'refused'
  | 'failed';

export type ToolCode =
  | 'cap_conversation'
  | 'cap_site_hour'
  | 'cap_destination_day'
  | 'cap_country_day'
  | 'cap_spend_day'
  | 'not_enabled'
  | 'bad_arguments'
  | 'unknown_tool'
  | 'bad_number'
  | 'bad_address'
  | 'number_not_allowed'
  | 'opted_out'
  | 'link_not_allowed'
  | 'text_too_long'
  | 'content_not_allowed'
  | 'previous_failed'
  | 'not_configured'
  | 'outside_hours'
  | 'slot_taken'
  | 'slot_unknown'
  | 'already_booked'
  | 'callback_unknown'
  | 'too_many_steps'
  | 'vendor_refused'
  | 'vendor_unreachable'
  | 'store_unavailable'
  | 'interrupted'
  | 'internal';

/**
 * A tool call always has one. `say` is what the bot may tell the caller in its own words; further fields are data
 * for the model (masked). `code` is present exactly when status is `refused` or `failed`.
 */
export interface ToolResult {
  readonly status: ToolStatus;
  readonly code?: ToolCode;
  readonly say: string;
  readonly [field: string]: unknown;
}

export const refused = (code: ToolCode, say: string): ToolResult => ({ status: 'refused', code, say });
export const failed = (code: ToolCode, say: string): ToolResult => ({ status: 'failed', code, say });
