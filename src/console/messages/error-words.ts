/** What happened, and what to do about it. */
export type ErrorWords = readonly [what: string, todo: string];

const sender = 'Set sms_from (or sms_senders) of the line to a number of yours that can send texts there.';
const askNumber = 'Ask for another number.';
const elsewhere = 'Reach them another way: call, or e-mail.';

/** Twilio's codes (twilio.com/docs/api/errors). */
const carrier: Readonly<Record<string, ErrorWords>> = {
  '14107': ['Twilio was sent more than it takes at a time.', 'Nothing: it is tried again by itself.'],
  '20003': ["Twilio did not accept the account's token.", 'Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.'],
  '20404': ['Twilio does not know what was asked for.', 'Check the account and the sender.'],
  '20429': ['Twilio was sent more than it takes at a time.', 'Nothing: it is tried again by itself.'],
  '21211': ['The number is not a valid phone number.', askNumber],
  '21212': ['The sender is not valid.', sender],
  '21408': [
    'Texts to this country are not switched on in the Twilio account.',
    'Allow the country under Messaging, Geo permissions, in the Twilio console; then send it again.',
  ],
  '21601': ['The sender cannot send texts.', sender],
  '21606': ['The sender cannot send texts to this country, or is not yours.', sender],
  '21608': [
    'A trial account may text verified numbers only.',
    'Upgrade the Twilio account, or verify the number there.',
  ],
  '21610': [
    'The recipient has answered STOP: they want no texts.',
    'Do not text them. Only they can take it back, by answering START.',
  ],
  '21611': ["The sender's queue is full: too much was sent at a time.", 'Wait, or spread it over several senders.'],
  '21612': ['This number cannot be reached from this sender.', sender],
  '21614': ['The number cannot receive texts; it is no mobile phone.', elsewhere],
  '21617': ['The text is longer than 1,600 characters.', 'Shorten the template of the action.'],
  '21703': ['The Messaging Service has no sender that can send this.', 'Add a number to it in the Twilio console.'],
  '21704': ['The Messaging Service has no sender.', 'Add a number to it in the Twilio console.'],
  '21705': ['There is no such Messaging Service.', sender],
  '30001': ["It waited too long in Twilio's queue.", 'Send it again.'],
  '30002': ['The Twilio account is suspended.', 'Look into the Twilio console; nothing goes out until then.'],
  '30003': ['The phone could not be reached: switched off or without a signal.', 'Send it again later, or call.'],
  '30004': ['The recipient or their carrier blocks our texts.', elsewhere],
  '30005': ['The number is not in use, or unknown to its carrier.', askNumber],
  '30006': ['It is a landline, or a carrier that takes no texts.', elsewhere],
  '30007': [
    'The carrier filtered it as unwanted.',
    'Look at its words and links: link shorteners and capitals are filtered first. Do not send the same again.',
  ],
  '30008': ['It did not arrive; the carrier does not say why.', 'Send it again once.'],
  '30022': [
    'More was sent from this number than its registration allows.',
    'Wait, or register for more in the Twilio console.',
  ],
  '30023': ["The day's limit of this number's registration is reached.", 'Send it again tomorrow.'],
  '30024': ['The sender is not set up for this country.', sender],
  '30032': ['The toll-free number is not verified.', 'Verify it in the Twilio console; then send it again.'],
  '30034': [
    'The number is not registered for business texts in the United States (A2P 10DLC).',
    'Register brand and campaign in the Twilio console and add the number; then send it again.',
  ],
  '30410': ['The carrier did not answer in time.', 'Send it again.'],
  '30450': [
    'Twilio held it back as suspected fraud.',
    'Check the number; allow it in the Twilio console if it is right.',
  ],
  '30610': ['Twilio held it back: it is night where it goes.', 'Send it again by day.'],
  '30640': ['The number is on a list of those who must not be texted.', 'Do not text it.'],
};

/** Ours. */
const own: Readonly<Record<string, ErrorWords>> = {
  opted_out: ['The recipient has said that they want no messages.', 'Do not send any. They can lift it in a call.'],
  overdue: ['It would have come too late to make sense, and was not sent.', 'Nothing.'],
  quiet_hours: ['It is night where it goes.', 'Nothing: it goes out in the morning.'],
  outcome_unknown: [
    'It may have arrived or not: there was no answer, so it is not repeated.',
    'Ask the recipient, or look into the system it went to.',
  ],
  not_made: ['Nobody waited for it any more, so it was left.', 'Do by hand what it was for.'],
  not_configured: ['Something it takes is not set: a mail preset, a password, a secret.', 'Run npm run check-config.'],
  bad_address: ['The address cannot be written to.', 'Ask for another address.'],
  bad_header: ['A header of the request cannot be sent.', 'Look at the headers of the action in the site file.'],
  host_not_allowed: [
    'The host is not among allowed_hosts, or has a private address.',
    'Look at the action in the site file.',
  ],
  attachment_missing: [
    'A file that was to be attached is not there.',
    "Put it into the site's folder; then send it again.",
  ],
  attachments_too_large: ['Its attachments are too large.', 'Make the files smaller; then send it again.'],
  vendor_refused: ['It was refused without a reason.', "Look into the server's log."],
  vendor_unreachable: [
    'It could not be handed over: there was no connection.',
    'Check the connection; then send it again.',
  ],
};

/** Replies of a mail server that say more than their class (RFC 5321, 4.2.3). */
const mail: Readonly<Record<string, ErrorWords>> = {
  '421': ['The mail server is closing or too busy.', 'Nothing: it is tried again by itself.'],
  '450': ['The mailbox is not to be had at the moment.', 'Nothing: it is tried again by itself.'],
  '451': ['The mail server has a problem of its own.', 'Nothing: it is tried again by itself.'],
  '452': ['The mail server has no room.', 'Nothing: it is tried again by itself.'],
  '530': ['The mail server wants to know who we are.', 'Set user and password of the mail preset.'],
  '535': [
    'The mail server did not accept user and password.',
    'Check the password of the mail preset; then send it again.',
  ],
  '550': ['The mailbox does not exist, or takes nothing from us.', 'Ask for another address.'],
  '551': ['The mailbox has moved away.', 'Ask for another address.'],
  '552': ['The mailbox is full, or the message is too large.', 'Try again later, or reach them another way.'],
  '553': ['The address is not allowed.', 'Check sender and recipient.'],
  '554': ['The mail server took it for unwanted.', "Check the sender's SPF and DKIM, and the words of the message."],
};

const find = (table: Readonly<Record<string, ErrorWords>>, code: string): ErrorWords | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined;

/** `code`: Twilio's, a mail server's reply, `http_` with a status, or one of ours. */
export function errorWords(medium: 'sms' | 'email' | 'http', code: string): ErrorWords {
  const known = find(own, code) ?? find(medium === 'email' ? mail : carrier, code);
  if (known !== undefined) return known;
  if (medium === 'email' && /^4\d\d$/.test(code))
    return ['The mail server refused it for now.', 'Nothing: it is tried again by itself.'];
  if (medium === 'email' && /^5\d\d$/.test(code))
    return ['The mail server refused it for good.', "Look into the server's log for its words."];
  if (code.startsWith('http_5'))
    return ['The system has a problem of its own.', 'Nothing: it is tried again by itself.'];
  if (code.startsWith('http_')) return [`The system answered ${code.slice(5)}.`, 'Look into that system.'];
  return medium === 'sms'
    ? [`Twilio's error ${code}.`, `twilio.com/docs/api/errors/${code} tells more.`]
    : [`It failed: ${code}.`, "Look into the server's log."];
}
