/** The tools every line may have; a configured action cannot take one of these names. */
export const BUILT_IN_TOOLS: readonly string[] = [
  'send_sms',
  'send_email',
  'send_sms_link',
  'send_email_link',
  'transfer_to_agent',
  'request_callback',
  'find_callback_slots',
  'schedule_callback',
  'change_callback',
  'switch_language',
  'end_call',
];

/** The link id of the one-time form an address is typed into; a line's own links cannot take it. */
export const ADDRESS_FORM = 'address_form';
