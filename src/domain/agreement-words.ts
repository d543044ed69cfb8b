import type { SpokenLanguage } from './spoken/vocabulary.ts';

/** What people say when they agree, refuse or change their mind. Written as `plainWords` leaves them: no accents. */
export interface AgreementWords {
  /** A yes wherever an answer begins with it. */
  readonly yes: readonly string[];
  /** A yes also in the middle of a short answer. */
  readonly approving: readonly string[];
  /** A yes only right after a question: else a sign of listening. */
  readonly faint: readonly string[];
  readonly no: readonly string[];
  /** A no wherever it stands. */
  readonly rejecting: readonly string[];
  /** What follows changes what was asked: such a yes is none. */
  readonly contrary: readonly string[];
  readonly asking: readonly string[];
  /** Has a "no" in it and means none. */
  readonly noProblem: readonly string[];
}

const list = (words: string): readonly string[] => words.split('|');

export const agreementWords: Readonly<Record<SpokenLanguage, AgreementWords>> = {
  en: {
    yes: list(
      'yes|yeah|yep|yup|yah|ya|yea|aye|sure|sure thing|certainly|absolutely|definitely|of course|correct|exactly|affirmative|indeed|please do|please send|go ahead|go for it|do it|do that|do so|sounds good|sounds great|thats right|thats correct|thats it|thats fine|thats good|thats great|thats perfect|thats the one|thats my number|thats my email|thats me|that works|that is right|that is correct|that is fine|thatll work|you got it|i agree|i confirm|confirmed|this number is fine|works for me|yes please|please text|please email|please message|that would be great|that would be fine|that would be good|that would be perfect|thatd be great|thatd be good|thatd be fine|you can send|you can text|you can email|i would like that|id like that|id love that',
    ),
    approving: list(
      'thats right|thats correct|thats fine|thats good|thats great|thats perfect|thats the one|that works|that is right|that is correct|that is fine|please do|go ahead|sounds good|works for me|youve got it|you got it right|is correct|is right|is fine|do it|go for it',
    ),
    faint: list(
      'ok|okay|k|mhm|mm hm|mm hmm|mmhm|mmhmm|uh huh|uhhuh|aha|cool|got it|please|right|all right|alright|fine|great|good|perfect|it is|it does|you can|you may|i would|i do|lovely|wonderful|cheers',
    ),
    no: list('no|nope|nah|naw|negative|not really|not that|not this|no thanks|no thank you|wrong|incorrect'),
    rejecting: list(
      'dont|do not|does not|doesnt|wrong|incorrect|not right|not correct|not my|never mind|nevermind|forget it|cancel|stop|id rather not|rather not|isnt right|isnt my|isnt it|is not|not it|not ok|not okay|not fine|not good|not sure|not yet|not now|cant|cannot',
    ),
    contrary: list(
      'but|different|another|other|instead|except|actually|however|unless|wait|hold on|hang on|one moment|change|rather|not|sorry|only if|almost|nearly|first|no',
    ),
    asking: list('what|which|who|whose|where|when|why|how'),
    noProblem: list('no problem|no worries|why not|no objection|no objections|cant complain|dont see why not'),
  },
  es: {
    yes: list(
      'claro|claro que si|por supuesto|correcto|exacto|exactamente|eso es|asi es|adelante|esta bien|muy bien|de acuerdo|hagalo|hazlo|con gusto|seguro|desde luego|me parece bien|a ese|a este|enviemelo|mandemelo|confirmo|sii',
    ),
    approving: list('es correcto|esta bien|asi es|eso es|adelante|me parece bien|por favor si|claro que si'),
    faint: list('vale|ok|okay|bueno|aja|bien|ya|mhm|si|por favor|perfecto'),
    no: list('no|nop|para nada|negativo|tampoco|incorrecto'),
    rejecting: list(
      'no es|no esta|incorrecto|equivocado|mal|cancelar|cancele|dejelo|olvidelo|no quiero|todavia no|no lo',
    ),
    contrary: list(
      'pero|otro|otra|diferente|distinto|distinta|espere|espera|en realidad|mejor|en vez|excepto|perdon|cambiar|cambio|no',
    ),
    asking: list('que|cual|cuales|quien|donde|cuando|como'),
    noProblem: list('sin problema|no hay problema|por que no|como no'),
  },
  fr: {
    yes: list(
      'oui|ouais|bien sur|tout a fait|exactement|exact|correct|cest ca|cest bien ca|cest bon|cest correct|cest exact|absolument|volontiers|allez y|vas y|je veux bien|certainement|evidemment|effectivement|cest juste|je confirme',
    ),
    approving: list(
      'cest ca|cest bien ca|cest bon|cest correct|cest exact|cest juste|allez y|je veux bien|je confirme',
    ),
    faint: list('ok|okay|daccord|dac|mhm|bien|tres bien|entendu|si|sil vous plait|parfait'),
    no: list('non|nan|pas du tout|surtout pas|faux|incorrect'),
    rejecting: list(
      'pas ca|nest pas|cest faux|faux|incorrect|annulez|laissez tomber|pas maintenant|ne le|ne pas|pas mon|pas encore',
    ),
    contrary: list(
      'mais|autre|different|differente|plutot|attendez|attends|en fait|sauf|pas|pardon|changer|au lieu|non',
    ),
    asking: list('quoi|quel|quelle|quels|quelles|qui|ou|quand|comment|pourquoi'),
    noProblem: list('pas de probleme|pas de souci|sans probleme|pourquoi pas|aucun probleme'),
  },
  de: {
    yes: list(
      'ja|jawohl|jo|jep|jup|klar|na klar|sicher|genau|richtig|korrekt|stimmt|das stimmt|passt|das passt|gerne|ja gerne|in ordnung|das ist richtig|das ist korrekt|auf jeden fall|naturlich|selbstverstandlich|machen sie das|mach das|tun sie das|einverstanden|ganz genau|gerne ja|sehr gerne|ja bitte',
    ),
    approving: list(
      'das stimmt|stimmt so|das passt|ist richtig|ist korrekt|in ordnung|machen sie das|gerne|ganz genau',
    ),
    faint: list('ok|okay|gut|alles klar|mhm|aha|verstanden|bitte|gern|perfekt'),
    no: list('nein|ne|nee|no|falsch|auf keinen fall|keinesfalls|nicht'),
    rejecting: list(
      'stimmt nicht|nicht richtig|nicht meine|falsch|das ist nicht|abbrechen|lassen sie das|lieber nicht|noch nicht|passt nicht|kein',
    ),
    contrary: list(
      'aber|andere|anderen|anderer|anderes|lieber|nicht|sondern|warten sie|warte|moment|eigentlich|ausser|stattdessen|andern|entschuldigung|nein',
    ),
    asking: list('was|welche|welcher|welches|wer|wo|wann|wie|warum'),
    noProblem: list('kein problem|warum nicht|keine frage|nichts dagegen'),
  },
  pt: {
    yes: list(
      'sim|isso|isso mesmo|e isso|certo|correto|exato|exatamente|claro|claro que sim|com certeza|pode sim|pode ser|pode mandar|pode enviar|esta certo|esta correto|ta certo|e esse|e este|positivo|confirmo|quero sim|faca isso|de acordo|esta bem',
    ),
    approving: list('isso mesmo|esta certo|esta correto|ta certo|pode mandar|pode enviar|com certeza|esta bem'),
    faint: list('ok|okay|ta|ta bom|tudo bem|beleza|bom|mhm|aham|uhum|pode|quero|por favor|perfeito'),
    no: list('nao|negativo|nada disso|errado|incorreto'),
    rejecting: list('nao e|nao esta|errado|incorreto|cancele|cancelar|deixe|esqueca|ainda nao|nao quero|agora nao'),
    contrary: list('mas|outro|outra|diferente|espera|espere|na verdade|em vez|exceto|nao|desculpe|mudar|melhor'),
    asking: list('que|qual|quais|quem|onde|quando|como'),
    noProblem: list('sem problema|sem problemas|nao tem problema|por que nao|nao ha problema'),
  },
  it: {
    yes: list(
      'certo|certamente|esatto|esattamente|corretto|giusto|va bene|daccordo|sicuro|sicuramente|e giusto|e corretto|e questo|proprio cosi|volentieri|faccia pure|fallo|confermo|assolutamente|certo che si|come no|sii',
    ),
    approving: list('e giusto|e corretto|va bene|proprio cosi|faccia pure|certo che si|confermo'),
    faint: list('ok|okay|bene|capito|mhm|aha|eh|si|per favore|prego|perfetto'),
    no: list('no|non|sbagliato|errato|per niente|assolutamente no'),
    rejecting: list(
      'non e|sbagliato|errato|annulla|annulli|lasci stare|lascia stare|non ancora|non voglio|assolutamente no',
    ),
    contrary: list(
      'ma|pero|altro|altra|diverso|diversa|aspetti|aspetta|in realta|invece|tranne|non|scusi|cambiare|piuttosto|no',
    ),
    asking: list('che|cosa|quale|quali|chi|dove|quando|come'),
    noProblem: list('nessun problema|non ce problema|senza problemi|perche no|come no'),
  },
  nl: {
    yes: list(
      'ja|jazeker|jawel|jep|zeker|klopt|dat klopt|juist|correct|precies|inderdaad|ja graag|doe maar|is goed|dat is goed|dat is juist|dat is correct|natuurlijk|uiteraard|akkoord|tuurlijk',
    ),
    approving: list('dat klopt|doe maar|is goed|is juist|is correct|klopt helemaal|graag'),
    faint: list('ok|okay|oke|goed|mhm|begrepen|hm|graag|alsjeblieft|alstublieft|perfect|prima'),
    no: list('nee|neen|no|fout|verkeerd|niet'),
    rejecting: list(
      'klopt niet|niet goed|niet juist|is niet|niet mijn|fout|verkeerd|laat maar|annuleer|nog niet|liever niet|geen',
    ),
    contrary: list('maar|ander|andere|anders|liever|niet|wacht|eigenlijk|behalve|in plaats|sorry|moment|wijzigen|nee'),
    asking: list('wat|welke|welk|wie|waar|wanneer|hoe|waarom'),
    noProblem: list('geen probleem|waarom niet|geen enkel probleem'),
  },
};
