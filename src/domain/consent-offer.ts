import { digitRuns, endsOtherwise, saysLastDigits, saysPhoneNumber } from './consent-phone.ts';
import type { Medium } from './message.ts';
import { plainWords } from './plain-words.ts';

/** All patterns see plainWords: lower case, no accents, one space. One list for all languages: bots mix none. */
const phoneDelivery =
  /\b(?:text (?:you|it|that|this|them|those|the|a|to|or)|or text|texting|(?:by|via|a|as a) text|text message|sms|message you|send (?:you|it|that|this|them|those|the|over)|call you|ring you|reach you|call ?back|(?:le|te) llam\w+|vous rappel\w*|zuruckruf\w*|lig(?:uemos|amos|ar)|richiam\w*|terugbel\w*|(?:this|that|your|same|the) (?:phone |mobile |cell )?(?:number|phone|mobile)|number (?:you|ending)|calling from|mensaje|enviar\w*|envio|envie|mandar\w*|mando|mande|(?:este|su|tu|mismo|seu|esse|mesmo) numero|envo[iy]\w*|texto|message|(?:ce|votre|meme) numero|schick\w*|send\w*|nachricht|(?:diese|dieser|ihre|ihrer|deine|selbe) nummer|mensagem|invi\w+|mand\w+|messaggio|(?:questo|suo|tuo|stesso) numero|stuur|sturen|bericht|(?:dit|uw|je|hetzelfde) nummer)\b/;
const emailDelivery = /\b(?:e ?mail|mail|correo|courriel|address|adresse|direccion|indirizzo|endereco|adres)\b/;
const onlyPhone = /\b(?:text|texting|sms|texto|number|numero|nummer|phone|mobile|call|ring)\b/;
const openQuestion =
  /^(?:(?:and|so|ok|okay|great|sure|y|et|und|e|en) )?(?:what|which|who|where|when|why|how|que|cual|quien|donde|cuando|como|a que|quel|quelle|qui|ou|quand|comment|pourquoi|was|welche\w*|wer|wo|wann|wie|warum|qual|quem|onde|quando|che|cosa|quale|chi|dove|perche|wat|welk\w*|waar|wanneer|hoe)\b/;
const noOffer = /^(?:did|have|has|had|were|was|are you (?:calling|phoning))\b/;
/** "Shall I move the call back?" asks about a time, not about a number. */
const changing =
  /\b(?:move|mov\w+|cancel\w*|resched\w*|change|verschieb\w*|storn\w*|absag\w*|cambi\w*|anul\w*|deplac\w*|report\w*|annul\w*|spost\w*|verzet\w*)\b/;
const aNumber = /\b(?:number|phone|mobile|numero|telefono|telephone|nummer|telefon)\b/;
const onFile =
  /\b(?:on (?:file|record)|we have|registrad\w*|registad\w*|cadastrad\w*|que tenemos|hinterlegt\w*|gespeichert\w*|enregistre\w*|que nous avons|registrat\w*|che abbiamo|bekend\w*|geregistreerd\w*)\b/;
const pointsBack =
  /\b(?:that|this|it|so|ok|okay|right|alright|correct|fine|good|work|works|eso|esto|bien|vale|correcto|ca|cela|bon|correct|das|recht|passt|isso|isto|bom|certo|questo|bene|giusto|dat|goed|klopt)\b/;
const confirming =
  /\b(?:correct\w*|right|ok|okay|alright|fine|good|works?|sure|confirm\w*|shall i|should i|may i|want me to|like me to|number|numero|nummer|address|adresse|direccion|indirizzo|endereco|adres|e ?mail|mail|correo|sms|text|send\w*|korrekt|richtig|stimmt|passt|klopt|juist|goed|giusto|certo|esatto|exact\w*|bestatig\w*|envi\w*|envo[iy]\w*|mand\w*|schick\w*|stur\w*|stuur|invi\w*|mensaj\w*|message|nachricht|bericht|messaggio|mensagem|bien|bon|bene|certa)\b/;

/**
 * Whether the bot offered to text or call the caller's own number: a yes-or-no question that says so, by the number, its
 * last digits, "this number", or just the offer. An open question ("which number?") or another number is none.
 */
export function offersOwnNumber(text: string, e164: string): boolean {
  if (namesOtherNumber(text, e164)) return false;
  const said = sentences(text);
  return said.some((sentence, index) => {
    if (!sentence.endsWith('?')) return false;
    const question = plain(sentence);
    if (!isOffer(question) || endsOtherwise(sentence, e164)) return false;
    const before = pointsBack.test(question) ? plain(said[index - 1] ?? '') : '';
    return offers(question, sentence, e164) || (before !== '' && offers(before, said[index - 1] ?? '', e164));
  });
}

/**
 * Whether the bot offered to call the number on file, which is said by its last digits only: "the number we have on
 * file, ending 42". `own`: the number the caller is calling from, which may end the same.
 */
export function offersNumberOnFile(text: string, e164: string, own: string | null): boolean {
  if (namesOtherNumber(text, e164)) return false;
  return sentences(text).some((sentence) => {
    const question = plain(sentence);
    if (!sentence.endsWith('?') || !isOffer(question) || !aNumber.test(question)) return false;
    if (!saysLastDigits(sentence, e164) || endsOtherwise(sentence, e164)) return false;
    return onFile.test(question) || own === null || !saysLastDigits(sentence, own);
  });
}

/** Whether a number on file is spoken of. */
export const saysOnFile = (text: string): boolean =>
  sentences(text).some((sentence) => onFile.test(plain(sentence)) && aNumber.test(plain(sentence)));

const isOffer = (question: string): boolean =>
  !openQuestion.test(question) && !noOffer.test(question) && (!changing.test(question) || aNumber.test(question));

/** The last question in what was said; empty when nothing was asked. */
export const lastQuestion = (text: string): string =>
  sentences(text).findLast((sentence) => sentence.endsWith('?')) ?? '';

/** A question that a yes could not mean a read-back by: "which number?", "anything else?". */
export function isOtherQuestion(question: string): boolean {
  const words = plain(question);
  if (openQuestion.test(words)) return true;
  return words.split(' ').length > 2 && !confirming.test(words) && !pointsBack.test(words);
}

/** The only medium a question is about; null when it is about both or none. */
export function mediumAskedAbout(question: string): Medium | null {
  const words = plain(question);
  const email = emailDelivery.test(words);
  return email === onlyPhone.test(words) ? null : email ? 'email' : 'sms';
}

/** Whether what was said ends in a question. */
export const endsInQuestion = (text: string): boolean => /[?？]["'”’)]*\s*$/.test(text);

function offers(words: string, sentence: string, e164: string): boolean {
  if (saysPhoneNumber(sentence, e164) || saysLastDigits(sentence, e164)) return true;
  return phoneDelivery.test(words) && (!emailDelivery.test(words) || onlyPhone.test(words));
}

const namesOtherNumber = (text: string, e164: string): boolean =>
  !saysPhoneNumber(text, e164) && digitRuns(text).some((groups) => groups.join('').length >= 7);

const sentences = (text: string): readonly string[] =>
  (text.match(/[^.!?？]+(?:[.!?？](?!\s|$)[^.!?？]*)*[.!?？]*/g) ?? []).map((one) => one.trim().replaceAll('？', '?'));

const plain = (text: string): string => plainWords(text).join(' ');
