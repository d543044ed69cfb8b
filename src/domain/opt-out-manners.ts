import type { SpokenLanguage } from './spoken/vocabulary.ts';

/** What people say around a wish. Words as `plainWords` leaves them; "sii" is a yes with its accent. */
export interface Manners {
  /** Before a wish, taking nothing from it. */
  readonly openers: string;
  /** The same, for a wish put as a question. */
  readonly requests: string;
  /** Behind it, taking nothing from it. */
  readonly closers: string;
  /** Begin a thought of its own behind a wish, with no comma. */
  readonly goingOn: string;
  /** In the same sentence: a condition, a report of what somebody said, a choice for this once. */
  readonly doubts: string;
  /** May narrow a leave to write again. */
  readonly limits: string;
  /** Later on: it was not meant, or not for us. */
  readonly takingBack: string;
}

export const optOutManners: Readonly<Record<SpokenLanguage, Manners>> = {
  en: {
    openers:
      'please|pls|kindly|um|uh|oh|ah|er|hey|hi|hello|well|so|and|but|also|then|just|ok|okay|yes|yeah|yep|no|nope|right|listen|look|sorry|excuse me|thanks|thank you|great|good|fine|actually|now|alright|all right|seriously|i mean|one more thing|one thing|i said|i told you to|i told you|i have told you|i already told you|i asked you to|i asked you|im asking you to|i am asking you to|im telling you to|i am telling you to|i would like you to|id like you to|i want you to|i need you to|id rather you|i would rather you|id prefer you|id appreciate it if you|i would appreciate it if you|like i said|as i said|for the last time|once and for all|do me a favor and|make sure you|make sure to|from now on|in the future|you need to|you guys need to|you people need to|you all need to|you have to|you guys have to|youve got to|you got to|you gotta|you should|you must|you can|you may|you guys|you people|you all|yall|guys|go ahead and',
    requests: 'can you|could you|would you|can you guys|could you guys|can you all|could you all|will you please',
    closers:
      'please|thanks|thank you|now|right now|right away|at once|immediately|okay|ok|alright|all right|already|altogether|completely|entirely|at all|for good|forever|period|from now on|in the future|starting now|starting today|got it|understood|at this number|on this number|to this number|on my phone|on my cell|to my phone|sir|maam|guys|people|will you|would you|any more|anymore|again|ever again',
    goingOn: 'because|cause|and|but|or|i dont|i do not|i never|i am|im|its|it is|this is|thats|you|your',
    doubts:
      'if|unless|until|till|when|whenever|while|except|other than|he|she|said|says|saying|told|tell|tells|asked|wrote|this time|this one|this once|for now|for today|just today|only today|for tonight|for a while|for a bit|e mail it|email it|mail it|text it|send it|call it|joke|joking|kidding',
    limits: 'only',
    takingBack:
      'kidding|joking|just a joke|never mind|nevermind|scratch that|i take that back|forget it|forget that|keep texting|dont stop|do not stop|wasnt talking to you|not talking to you|talking to my|talking to someone else|not you',
  },
  es: {
    openers:
      'por favor|oiga|oye|bueno|pues|y|pero|ademas|tambien|sii|ok|okay|vale|mire|mira|escuche|perdon|perdone|gracias|hola|ya|eh|a partir de ahora|de ahora en adelante|quiero que|necesito que|le pido que|les pido que|le he dicho que|les he dicho que',
    requests: 'puede|pueden|puedes|podria|podrian|podrias|me puede|me pueden|me podria|me podrian|quiere|quieren',
    closers:
      'por favor|gracias|ya|ahora|nunca mas|nunca|de una vez|ok|vale|de inmediato|inmediatamente|a este numero|en este numero|a mi numero|a mi celular|a mi telefono|a mi movil|senor|senora|senorita|entendido',
    goingOn: 'porque|pero|y|es que|no quiero|estoy',
    doubts:
      'si|a menos que|hasta|cuando|mientras|excepto|salvo|dijo|dice|dicen|dijeron|esta vez|por ahora|por hoy|solo hoy|envielo|mandelo|enviemelo|mandemelo|enviamelo|mandamelo|broma',
    limits: 'solo|solamente|unicamente',
    takingBack: 'broma|olvidelo|olvidalo|no hablaba con usted|no le hablaba|no es con usted',
  },
  fr: {
    openers:
      'sil vous plait|sil te plait|svp|euh|alors|bon|bah|ben|et|mais|aussi|oui|non|ok|okay|daccord|ecoutez|ecoute|dites|merci|bonjour|pardon|excusez moi|maintenant|desormais|a partir de maintenant|je vous demande|je vous demande de|je vous ai demande|je vous ai demande de|je vous prie de|vous devez|il faut|veuillez|merci de',
    requests:
      'pouvez vous|pourriez vous|peux tu|pourrais tu|vous pouvez|vous pourriez|est ce que vous pouvez|est ce que vous pourriez|voulez vous|voulez vous bien',
    closers:
      'sil vous plait|sil te plait|svp|merci|maintenant|tout de suite|immediatement|desormais|a lavenir|definitivement|sur ce numero|a ce numero|sur mon telephone|sur mon portable|daccord|ok|monsieur|madame|compris',
    goingOn: 'parce que|car|mais|et|ca|cest|je ne|je nai|jen',
    doubts:
      'si|sauf|a moins|jusqua|quand|lorsque|pendant|tant que|dit|disait|disent|cette fois|pour linstant|pour aujourdhui|envoyez le|envoyez la|envoie le|blague|rigole|plaisante',
    limits: 'seulement|uniquement|juste',
    takingBack: 'plaisante|rigole|laissez tomber|laisse tomber|oubliez|pas a vous|je ne vous parlais pas',
  },
  de: {
    openers:
      'bitte|ahm|eh|also|tja|na|und|aber|auch|ja|nein|ok|okay|gut|horen sie|horen sie mal|hor mal|danke|hallo|entschuldigung|jetzt|ab jetzt|ab sofort|in zukunft|noch was|noch etwas|wie gesagt|ich sagte|ich habe gesagt|ich mochte dass sie|ich will dass sie|ich bitte sie|sie sollen|sie sollten|sie mussen|sie konnen',
    requests: 'konnen sie|konnten sie|wurden sie|wollen sie|kannst du|konntest du|konnt ihr',
    closers:
      'bitte|danke|jetzt|sofort|ok|okay|gut|ab sofort|ab jetzt|in zukunft|nie wieder|verstanden|an diese nummer|auf diese nummer|an meine nummer|auf mein handy',
    goingOn: 'weil|denn|und|aber|oder|das|ich',
    doubts:
      'wenn|falls|ausser|bis|wahrend|sobald|solange|es sei denn|sagte|sagt|gesagt|diesmal|dieses mal|furs erste|fur heute|nur heute|vorerst|schicken sie es|senden sie es|mailen sie es|mailen sie das|spass|scherz',
    limits: 'nur|bloss|lediglich',
    takingBack: 'spass|scherz|vergessen sie es|vergessen sie das|schon gut|nicht mit ihnen|nicht sie',
  },
  pt: {
    openers:
      'por favor|ola|oi|olha|olhe|bom|entao|e|mas|tambem|sim|ok|okay|ta|ta bom|certo|obrigado|obrigada|desculpe|agora|ja|eu|a partir de agora|de agora em diante|quero que|preciso que|gostaria que|peco que',
    requests: 'pode|podem|podes|poderia|poderiam|voce pode|voces podem|voce poderia',
    closers:
      'por favor|obrigado|obrigada|agora|nunca mais|ja|ok|ta|ta bom|imediatamente|de vez|neste numero|nesse numero|para este numero|para o meu numero|no meu celular|no meu telemovel|entendido',
    goingOn: 'porque|pois|mas|e|nao quero|estou|eu',
    doubts:
      'se|a menos que|ate|quando|enquanto|exceto|salvo|disse|diz|dizem|disseram|desta vez|dessa vez|por enquanto|por hoje|so hoje|envie o|mande o|brincadeira|brincando',
    limits: 'so|somente|apenas',
    takingBack: 'brincadeira|brincando|esqueca|deixa pra la|deixe para la|nao e com voce|nao estou falando com voce',
  },
  it: {
    openers:
      'per favore|per piacere|per cortesia|senta|senti|allora|beh|e|ma|anche|sii|no|ok|okay|va bene|bene|grazie|scusi|scusa|buongiorno|adesso|ora|da ora in poi|dora in poi|voglio che|vorrei che|le chiedo di|vi chiedo di|deve|dovete',
    requests: 'puo|potete|puoi|potrebbe|potreste|potresti',
    closers:
      'per favore|per piacere|per cortesia|grazie|adesso|ora|subito|immediatamente|mai piu|ok|va bene|a questo numero|su questo numero|al mio numero|sul mio telefono|sul mio cellulare|capito',
    goingOn: 'perche|ma|e|non voglio|sono',
    doubts:
      'se|a meno che|finche|fino|quando|mentre|tranne|salvo|eccetto|ha detto|dice|dicono|detto|questa volta|stavolta|per ora|per oggi|solo oggi|lo mandi|lo invii|mandatelo|scherzo|scherzavo',
    limits: 'solo|soltanto|solamente',
    takingBack: 'scherzo|scherzavo|lasci perdere|lascia stare|lascia perdere|non parlavo con lei|non con lei',
  },
  nl: {
    openers:
      'alstublieft|alsjeblieft|aub|graag|hallo|nou|en|maar|ook|ja|nee|ok|oke|okay|goed|luister|sorry|bedankt|dank u|dank je|nu|vanaf nu|voortaan|gewoon|eh|uh|ik wil dat u|ik wil dat jullie|ik wil dat je|u moet|je moet|jullie moeten',
    requests:
      'kunt u|kunnen jullie|kun je|kan je|zou u|zouden jullie|zou je|wilt u|willen jullie|wil je|zou u kunnen|zou je kunnen',
    closers:
      'alstublieft|alsjeblieft|aub|graag|bedankt|dank u|dank je|nu|meteen|direct|ok|oke|okay|voortaan|vanaf nu|nooit meer|op dit nummer|naar dit nummer|op mijn nummer|op mijn telefoon|begrepen',
    goingOn: 'want|omdat|maar|en|ik',
    doubts:
      'als|tenzij|totdat|tot|wanneer|terwijl|behalve|zei|zegt|gezegd|deze keer|dit keer|voorlopig|voor vandaag|alleen vandaag|stuur het|mail het|grapje|geintje',
    limits: 'alleen|enkel|slechts',
    takingBack: 'grapje|geintje|laat maar|vergeet het|niet tegen u|niet tegen jou',
  },
};
