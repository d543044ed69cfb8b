import type { SpokenLanguage } from '../spoken/vocabulary.ts';

/** The words people put before an address or a number, by what may follow. Lower case, no accents. */
export interface LeadInWords {
  /** An address, or that something is sent: after these one is to be expected. Those that are sent to are also `inner`. */
  readonly topics: ReadonlySet<string>;
  /** May stand right before an address: "is", "to", "sure". */
  readonly last: ReadonlySet<string>;
  /** Only with another of these behind: "my", "you". */
  readonly inner: ReadonlySet<string>;
  /** Single letters that are words too. */
  readonly letters: ReadonlySet<string>;
}

const lists: Readonly<Record<SpokenLanguage, readonly [topics: string, last: string, inner: string, letters: string]>> =
  {
    en: [
      "email email's emails mail address address's addresses send write",
      "is it's its that's thats be it'd it'll that'd to at under yes yeah yep yup sure ok okay well so please right correct hi hello hey thanks great alright as use try just actually again absolutely certainly course oh no sorry spelled called then by perfect",
      "send write my the our his her your their me you us i'm im i'll can could would it that this here's heres here personal work business private home school company best new of on for from reach contact get got want like put down have and or name let's let see should good you're give think also one thank wife's husband's gonna going spell",
      'a i',
    ],
    es: [
      'correo email mail electronico direccion envielo enviemelo envie mandelo mandemelo mande escriba escribame escribir enviar mandar',
      'es son seria si claro vale bueno bien ok okay perfecto no hola gracias favor pues entonces al exacto eso',
      'envielo enviemelo envie mandelo mandemelo mande escriba escribame escribir enviar mandar mi el la su un una tu de me puede pueden lo por en personal trabajo este mis que se seria le doy',
      'a y e o u',
    ],
    fr: [
      "adresse mail email courriel electronique l'adresse envoyez envoyer envoie ecrivez ecrire",
      "c'est est oui ouais d'accord bien alors voici voila ok okay non bonjour merci donc ben parfait sur à",
      "envoyez envoyer envoie ecrivez ecrire mon ma mes la le les votre vous pouvez pouvez-vous m'envoyer de l' moi mon personnelle professionnelle serait sera ce que je un une d' suis",
      'a y',
    ],
    de: [
      'adresse email mail emailadresse mailadresse emailadressen schicken schicke senden sende schreiben schreibe mailen',
      'ist lautet ja klar ok okay gut genau an also bitte nein hallo danke unter und naturlich gerne lautete zwar ware richtig',
      'schicken schicke senden sende schreiben schreibe mailen meine mein die das der den es sie konnen mir mich dann erreichen private privat geschaftlich dienstlich noch mal nochmal einfach dies hier ich habe bin unsere',
      '',
    ],
    pt: [
      'email mail correio endereco eletronico eletronica manda mande mandar envia envie enviar escreva',
      'é sim claro ok okay certo para pra nao ola obrigado obrigada entao bom seria isso exato perfeito à',
      'manda mande mandar envia envie enviar escreva meu minha os as do da de pode me por favor pessoal trabalho este esse que se seu lo',
      'a e o',
    ],
    it: [
      "indirizzo email mail posta elettronica l'indirizzo l'email manda mandi mandare invia invii inviare scriva scrivere",
      "è e' si certo ok okay bene allora no ciao grazie sarebbe ecco dunque esatto perfetto cui",
      'manda mandi mandare invia invii inviare scriva scrivere il la lo mio mia suo di del mi puo al per favore personale lavoro questo questa che va quindi le do posso',
      'a e i o',
    ],
    nl: [
      'email mail emailadres mailadres adres stuur sturen mailen schrijf schrijven',
      'is ja jawel ok oke okay goed naar aan nee hallo dank bedankt dus nou precies graag op',
      'stuur sturen mailen schrijf schrijven mijn het de dat dit kunt kan je jij me mij prive werk zakelijk een dan ik heb ons onze',
      'u',
    ],
  };

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** English words for a mail and "okay" are said in every language. */
export function leadInWords(language: SpokenLanguage): LeadInWords {
  const [topics, last, inner, letters] = lists[language];
  return { topics: setOf(topics), last: setOf(last), inner: setOf(inner), letters: setOf(letters) };
}

/** Sounds that mean nothing, in every language. "um" is also a digit in one of them. */
export const fillers: ReadonlySet<string> = setOf(
  'um umm uhm uh uhh er erm hmm hm mm ah ahm aeh ahh eh ehm euh heu este',
);

/** What is said when the value before is taken back. */
export const correctionWords: ReadonlySet<string> = setOf(
  'no nope sorry wait actually correction rather mean wrong not perdon perdone espere nein falsch entschuldigung moment pardon non attendez nao desculpe desculpa scusi scusa aspetti nee sorry fout wacht',
);
