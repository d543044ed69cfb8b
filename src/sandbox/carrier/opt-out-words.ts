/** What a text asks of the carrier itself. */
export type Keyword = 'STOP' | 'START' | 'HELP';

const words: Readonly<Record<Keyword, readonly string[]>> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'UNSTOP', 'YES'],
  HELP: ['HELP', 'INFO'],
};

/** The carrier's own answers, in its words. */
export const automaticReplies: Readonly<Record<Keyword, string>> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** Only a text that is nothing but the word counts, in any case (twilio.com/docs/messaging/tutorials/advanced-opt-out). */
export function keywordOf(body: string): Keyword | null {
  const word = body.trim().toUpperCase();
  return (['STOP', 'START', 'HELP'] as const).find((keyword) => words[keyword].includes(word)) ?? null;
}
