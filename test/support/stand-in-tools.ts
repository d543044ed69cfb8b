/** The tools a line declares, as far as the model stand-in reads them. */
export const text = { type: 'string' };
export const maybe = { anyOf: [{ type: 'string' }, { type: 'null' }] };
export const tool = (name: string, properties: Record<string, unknown>) => ({
  name,
  description: name,
  parameters: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
});
export const tools = {
  sms: tool('send_sms', { to: text, message: text }),
  email: tool('send_email', { to: text, subject: text, body: text }),
  smsLink: tool('send_sms_link', { link: text, to: maybe }),
  emailLink: tool('send_email_link', { link: text, to: maybe }),
  transfer: tool('transfer_to_agent', { reason: text, summary: text }),
  callback: tool('request_callback', { phone: text, reason: text }),
  slots: tool('find_callback_slots', { day: maybe, part_of_day: maybe }),
  schedule: tool('schedule_callback', { slot: text, phone: text, reason: text }),
  change: tool('change_callback', { callback: text, slot: maybe }),
  language: tool('switch_language', { language: { type: 'string', enum: ['en-US', 'es-US'] } }),
  end: tool('end_call', { farewell: text }),
};
