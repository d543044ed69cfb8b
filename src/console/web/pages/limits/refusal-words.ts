const words: Readonly<Record<string, string>> = {
  cap_conversation: 'the limit of the conversation is reached',
  cap_site_hour: "the site's hourly limit is reached",
  cap_destination_day: 'the recipient got enough today',
  cap_country_day: 'the country got enough today',
  cap_spend_day: 'the money of the day is spent',
  not_enabled: 'not switched on',
  bad_number: 'no usable number',
  bad_address: 'no usable address',
  number_not_allowed: 'the number may not be used',
  opted_out: 'does not want messages',
  link_not_allowed: 'the link is not allowed',
  text_too_long: 'the text is too long',
  content_not_allowed: 'the content may not be sent',
  previous_failed: 'what it waits for did not succeed',
  not_configured: 'not configured',
  outside_hours: 'outside of the hours',
  slot_taken: 'the time is taken',
  slot_unknown: 'the time was not offered',
  already_booked: 'has a callback already',
  callback_unknown: 'there is no such callback',
  too_many_steps: 'too many steps in one turn',
};

/** Why something was refused, in a few words; a code that is new as it is. */
export const refusalWords = (code: string): string => words[code] ?? (code === '' ? 'no reason given' : code);
