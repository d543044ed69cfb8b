import { dictatedEmail, dictatedPhone } from './dictation.ts';
import { normalise } from './words.ts';

export type Wish =
  | 'send'
  | 'agent'
  | 'callback'
  | 'language'
  | 'bye'
  | 'cancel'
  | 'repeat'
  | 'hold'
  | 'name'
  | 'thanks'
  | 'greeting'
  | null;

/** What one utterance says, as far as the rules go. Several may be true at once. */
export interface Understood {
  readonly text: string;
  readonly plain: string;
  readonly yes: boolean;
  readonly no: boolean;
  readonly wish: Wish;
  readonly medium: 'sms' | 'email' | null;
  readonly mentionsLink: boolean;
  readonly thisNumber: boolean;
  /** E.164. */
  readonly phone: string | null;
  readonly email: string | null;
  /** Primary subtag of the language asked for. */
  readonly language: string | null;
  /** The very words to send: "text me saying …". */
  readonly literal: string | null;
}

const yesPattern =
  /^(?:(?:um|uh|oh|well) )*(?:yes|yeah|yep|yup|ya|sure|ok|okay|correct|right|exactly|perfect|absolutely|definitely|please do|go ahead|sounds good|thats? (?:right|correct|fine|good|works)|that works|it is|of course|si|claro|oui|ja)\b/;
const noPattern =
  /^(?:(?:um|uh|oh|well|actually|sorry) )*(?:no|nope|nah|not|dont|do not|wrong|thats (?:wrong|not)|incorrect|non|nein)\b/;
const sendVerb =
  /\b(?:text|sms|email|mail|send|message|shoot|forward)\b(?: \w+)? ?\b(?:me|us|it|that|this|them|the|a|an|over|my|your)\b/;
const sendBy = /\b(?:send|get|have|receive)\b.*\b(?:by|via|in|as|through) (?:an? )?(?:text|sms|email|mail|message)\b/;
const human =
  '(?:agent|human|person|someone|somebody|representative|operator|manager|supervisor|advisor|colleague|receptionist)';
const agentPattern = new RegExp(
  `\\b(?:speak|talk|connect|transfer|through|pass)\\b.*\\b(?:${human}|staff|sales|support)\\b|\\b(?:get|want|need|give)\\b.*\\b${human}\\b|^(?:an? |the )?(?:real |live )?${human}(?: please)?$|\\btransfer me\\b|\\bput me through\\b`,
);
const callbackPattern =
  /\bcall(?:ed)? (?:me|us) back\b|\bcall ?back\b|\b(?:call|ring|phone) me\b|\bgive me a (?:call|ring)\b/;
const byePattern =
  /\b(?:bye|goodbye|good bye|thats? all|that is all|thatll be all|nothing else|hang up|im (?:done|good|all set)|have a (?:good|nice|great) (?:day|one|evening|weekend)|adios)\b|^thats it\b/;
const languagePattern = /\b(espanol|spanish|english|ingles|french|francais|german|deutsch|habla)\b/;
const languageTags: Readonly<Record<string, string>> = {
  espanol: 'es',
  spanish: 'es',
  habla: 'es',
  english: 'en',
  ingles: 'en',
  french: 'fr',
  francais: 'fr',
  german: 'de',
  deutsch: 'de',
};

const wishes: readonly (readonly [Exclude<Wish, null>, RegExp])[] = [
  ['cancel', /\b(?:never ?mind|forget (?:it|that|about it)|cancel that|dont bother|leave it)\b/],
  ['callback', callbackPattern],
  ['agent', agentPattern],
  ['send', sendVerb],
  ['send', sendBy],
  ['bye', byePattern],
  [
    'hold',
    /\b(?:hold on|one (?:moment|second|sec)|just a (?:moment|second|sec|minute)|give me a (?:moment|second|minute)|hang on)\b/,
  ],
  [
    'repeat',
    /\b(?:say that again|repeat|pardon|come again|didnt (?:hear|catch|get)|what did you say)\b|^(?:what|sorry|huh)$/,
  ],
  [
    'name',
    /\b(?:whats your name|who are you|who am i (?:speaking|talking)|are you (?:a |an )?(?:robot|bot|human|machine|ai))\b/,
  ],
  ['thanks', /^(?:(?:ok|okay|great|perfect|alright|yes) )*(?:thanks|thank you)(?: \w+){0,3}$/],
  ['greeting', /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|hola)(?: (?:there|again|\w+))?$/],
];

/** Reads one utterance. */
export function understand(text: string): Understood {
  const plain = normalise(text);
  const language = languagePattern.exec(plain)?.[1];
  return {
    text,
    plain,
    yes: yesPattern.test(plain),
    no: noPattern.test(plain),
    wish: findWish(plain),
    medium: findMedium(plain),
    mentionsLink: /\b(?:links?|pages?|urls?|web ?site|forms?)\b/.test(plain),
    thisNumber:
      /\b(?:this (?:number|phone|one)|(?:number|phone|one) im (?:calling|on)|same number|my (?:phone|cell|mobile)$)\b/.test(
        plain,
      ),
    phone: dictatedPhone(text),
    email: dictatedEmail(text),
    language: language === undefined ? null : (languageTags[language] ?? null),
    literal:
      /\b(?:saying|that says|which says|with the (?:text|words|message))\s+["“]?(.+?)["”]?\s*$/i.exec(text)?.[1] ??
      null,
  };
}

function findWish(plain: string): Wish {
  const found = wishes.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
  const asksLanguage = languagePattern.test(plain) && (found === null || found === 'agent' || found === 'greeting');
  return asksLanguage && plain.split(' ').length <= 8 ? 'language' : found;
}

function findMedium(plain: string): 'sms' | 'email' | null {
  const sms = plain.search(/\b(?:text|sms|message|texted)\b/);
  const email = plain.search(/\b(?:email|mail|emailed)\b/);
  if (sms === -1 && email === -1) return null;
  if (sms === -1) return 'email';
  return email === -1 || sms < email ? 'sms' : 'email';
}
