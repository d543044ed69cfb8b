import type { SpokenLanguage } from './spoken/vocabulary.ts';

/** What texts or e-mails are called. Patterns over what `plainWords` leaves: "e-mails" are "e mails", "d'emails" demails. */
interface MediumWords {
  /** Several of them: NOUN in the wishes. */
  readonly noun: string;
  /** Writing them: DOING ("texting"), DO ("text"), DONE ("texted"). Where there is no verb, none. */
  readonly doing?: string;
  readonly do?: string;
  readonly done?: string;
  /** What one is on to get them: LIST. */
  readonly list: string;
}

/** How people say that they want no messages any more, or again. Each wish is a whole clause. */
export interface OptOutPhrases {
  readonly sms: MediumWords;
  readonly email: MediumWords;
  readonly stop: readonly string[];
  readonly start: readonly string[];
}

const me =
  '(?:me|us|my (?:cell |mobile |cell ?phone )?(?:phone|number|cell|mobile|e ?mail|address)|this (?:phone|number|address))';
const ever = '(?:any ?more|ever|again|ever again|no more|any longer)';
const ask = '(?:(?:(?:i|we) (?:want|wish|need|would like) to|id like to|wed like to) )?';
const whose = '(?:(?:any|all|all of|the|these|those|this|your|of|more|further|such) ){0,3}';

export const optOutPhrases: Readonly<Record<SpokenLanguage, OptOutPhrases>> = {
  en: {
    sms: {
      noun: '(?:texts|text messages?|sms|sms messages?|messages|text alerts|text notifications)',
      doing: '(?:texting|text messaging|messaging)',
      do: '(?:text|message)',
      done: '(?:texted|messaged)',
      list: '(?:texting|texts?|text messages?|text messaging|text message|sms|messaging) lists?',
    },
    email: {
      noun: '(?:e ?mails?|e ?mail messages|newsletters?|mailings|e ?mailing)',
      doing: 'e ?mailing',
      do: 'e ?mail',
      done: 'e ?mailed',
      list: '(?:(?:mailing|e ?mail|e ?mails|e ?mailing|newsletter) lists?|newsletters?)',
    },
    stop: [
      `(?:stop|quit|cease) DOING (?:${me}(?: ${ever})?|${ever})`,
      '(?:stop|quit|cease) DOING(?! (?:and|or) )',
      `(?:stop|quit|cease) (?:\\w+ (?:and|or) DOING|DOING (?:and|or) \\w+|DOING (?:and|or) e mailing) ${me}(?: ${ever})?`,
      `(?:stop|quit|cease) (?:sending|giving) (?:${me} )?${whose}NOUN(?: to ${me})?(?: ${ever})?`,
      `(?:stop|quit) (?:with )?${whose}NOUN`,
      `(?:(?:i|we) want )?no (?:more|further) NOUN(?: to ${me})?(?: from you)?(?: ${ever})?`,
      `(?:dont|do not|never) (?:you )?(?:ever )?DO ${me} ${ever}`,
      `not DO ${me} ${ever}`,
      `(?:dont ever|do not ever|never(?: ever)?) DO ${me}`,
      `(?:dont|do not|never) (?:ever )?send (?:${me} )?${whose}NOUN ${ever}`,
      `(?:dont|do not|never) (?:ever )?send (?:${me} )?any (?:more|further) NOUN`,
      `(?:i|we) (?:dont|do not) (?:want|need|wish) (?:to (?:get|receive|have) )?(?:any )?(?:more|further) ${whose}NOUN(?: from you)?`,
      `(?:i|we) (?:dont|do not) (?:want|need|wish) (?:to (?:get|receive|have) )?${whose}NOUN(?: from you)? ${ever}`,
      `(?:i|we) no longer (?:want|wish|need) (?:to (?:get|receive|have) )?${whose}NOUN(?: from you)?`,
      `(?:i|we) (?:dont|do not) want to be DONE(?: by you)? ${ever}`,
      `(?:i|we) (?:dont|do not) want you (?:to DO|DOING|to be DOING) ${me} ${ever}`,
      `(?:take|remove|delete|get|drop) ${me} (?:off|from|off of|out of) ${whose}LIST`,
      `${ask}unsubscribe(?: ${me})?(?: from)? ${whose}(?:NOUN|LIST)`,
      `${ask}opt (?:${me} )?out (?:of|from) ${whose}(?:getting |receiving )?(?:NOUN|LIST)`,
      `${ask}be (?:taken|removed) (?:off|from|off of) ${whose}LIST`,
    ],
    start: [
      `(?:start|resume) DOING ${me}(?: again)?`,
      `(?:start|resume) sending (?:me |us )?(?:the |your )?NOUN(?: to me)? again`,
      `(?:you can|you may|youre allowed to|you are allowed to|you can go ahead and|feel free to|its (?:ok|okay|fine|all right|alright) to) (?:start )?(?:DO|DOING) ${me} again`,
      `(?:you can|you may|its (?:ok|okay|fine) to) (?:start )?(?:send|sending) me NOUN again`,
      `${ask}opt ${me} (?:back )?in(?: to| for)? (?:the |your )?(?:NOUN|LIST)`,
      `sign ${me} (?:back up|up again) for (?:the |your )?(?:NOUN|LIST)`,
      `put ${me} back on (?:the |your )?LIST`,
      `(?:(?:i|we) (?:want|would like)|id like)(?: to (?:get|receive|have|start getting|start receiving))? (?:the |your )?NOUN(?: from you)? again`,
      `${ask}(?:re ?subscribe|subscribe ${me} again|re ?subscribe ${me}) to (?:the |your )?(?:NOUN|LIST)`,
    ],
  },
  es: {
    sms: {
      noun: '(?:mensajes|mensajes de texto|mensajitos|sms|textos)',
      doing: '(?:textearme|mensajearme)',
      list: 'listas? de (?:mensajes|mensajes de texto|sms|textos)',
    },
    email: {
      noun: '(?:correos|correos electronicos|correo electronico|e ?mails?|mails|boletines|boletin)',
      list: '(?:listas? de (?:correos?|correos? electronicos?|e ?mails?|mails|distribucion|mailing)|boletin)',
    },
    stop: [
      '(?:deje|dejen|deja|dejad|dejar|pare|paren|para|parad|parar) de (?:enviarme|mandarme|enviarnos|mandarnos) (?:(?:mas|estos|esos|sus|tus|los) )?NOUN',
      '(?:deje|dejen|deja|dejad|dejar|pare|paren|para|parar) de DOING',
      '(?:ya )?no (?:me|nos) (?:envie|envien|envies|envieis|mande|manden|mandes|mandeis) mas NOUN',
      'ya no (?:me|nos) (?:envie|envien|envies|mande|manden|mandes) (?:mas )?NOUN',
      'no (?:me|nos) (?:envie|envien|envies|mande|manden|mandes) NOUN (?:nunca mas|mas|nunca)',
      'no (?:me|nos) (?:vuelva|vuelvan|vuelvas) a (?:enviar|mandar) (?:mas )?NOUN',
      'nunca mas (?:me|nos) (?:envie|envien|envies|mande|manden|mandes) NOUN',
      'no (?:quiero|deseo|queremos) (?:recibir |que me (?:envien|envie|manden|mande) )?mas NOUN(?: suyos)?',
      'ya no (?:quiero|deseo|queremos) (?:recibir |que me (?:envien|envie|manden|mande) )?(?:mas |sus |tus |los )?NOUN',
      '(?:no mas|basta de) NOUN',
      'quiero dejar de recibir (?:sus |los )?NOUN',
      '(?:quiteme|quitenme|quitame|saqueme|saquenme|sacame|borreme|borrenme|borrame|elimineme|eliminenme|eliminame|retireme|retirenme|quitarme|sacarme|borrarme|eliminarme|deme de baja|denme de baja|dame de baja|darme de baja) de (?:(?:su|sus|la|las|tu|todas) ){0,2}LIST',
      '(?:(?:quiero|quisiera|deseo) darme|deme|denme|dame) de baja de (?:los |sus |tus |su |el )?(?:NOUN|LIST)',
    ],
    start: [
      '(?:ya )?(?:puede|pueden|puedes|podeis) volver a (?:(?:enviarme|mandarme) NOUN|DOING)',
      '(?:ya )?me (?:puede|pueden|puedes) volver a (?:enviar|mandar) NOUN',
      '(?:ya )?(?:puede|pueden|puedes) (?:enviarme|mandarme) NOUN (?:otra vez|de nuevo|nuevamente)',
      '(?:vuelva|vuelvan|vuelve) a (?:enviarme|mandarme) NOUN',
      'quiero (?:volver a recibir|recibir de nuevo|recibir otra vez) (?:sus |los )?NOUN',
      'quiero recibir (?:sus |los )?NOUN (?:otra vez|de nuevo|nuevamente)',
    ],
  },
  fr: {
    sms: {
      noun: '(?:d?sms|textos?|messages?|messages? textes?)',
      list: 'listes? (?:de |d )?(?:d?sms|textos|messages)',
    },
    email: {
      noun: '(?:d?e ?mails?|mails?|courriels?|mels?|newsletters?|infolettres?)',
      list: '(?:listes? (?:de |d )?(?:diffusion|mailing|envoi|denvoi|d?e ?mails?|mails?|courriels?)|newsletters?|infolettre)',
    },
    stop: [
      '(?:arretez|arrete|d?arreter|cessez|cesser|stoppez) de (?:menvoyer|nous envoyer|mecrire) (?:(?:des|de|vos|tes|ces|tous ces|les) )?NOUN',
      '(?:ne )?(?:menvoyez|menvoie|menvoies|nous envoyez) plus (?:jamais )?(?:(?:de|des|d|aucun|vos) )?NOUN',
      '(?:je|on|nous) ne (?:veux|souhaite|desire|voudrais|voulons|veut) plus (?:(?:jamais )?recevoir |que vous menvoyiez |avoir )?(?:(?:de|des|d|vos|aucun|les) )?NOUN(?: de votre part)?',
      'ne plus (?:jamais )?menvoyer (?:(?:de|des|d|aucun|vos) )?NOUN',
      '(?:arretez|stoppez|arrete|stop)(?: avec)? (?:les|vos|ces|aux) NOUN',
      'plus (?:aucun|jamais de) NOUN',
      'me (?:retirer|enlever|supprimer|rayer|desabonner|desinscrire) de (?:(?:votre|la|vos|toutes) ){0,2}(?:NOUN|LIST)',
      '(?:retirez|enlevez|supprimez|otez|rayez|retire|enleve) moi de (?:(?:votre|la|vos|toutes|ta) ){0,2}LIST',
      '(?:desabonnez|desinscrivez|desabonne|desinscris) moi (?:de |des |d |de vos |de la |de votre )?(?:NOUN|LIST)',
      'je (?:veux|voudrais|souhaite|souhaiterais) me (?:desabonner|desinscrire) (?:de |des |d |de vos |de la |de votre )?(?:NOUN|LIST)',
    ],
    start: [
      'vous pouvez (?:de nouveau|a nouveau|recommencer a) menvoyer (?:(?:des|vos) )?NOUN',
      'vous pouvez menvoyer (?:de nouveau |a nouveau )(?:(?:des|vos) )?NOUN',
      'vous pouvez menvoyer (?:(?:des|vos) )?NOUN (?:de nouveau|a nouveau)',
      '(?:recommencez|recommence|remettez vous) a menvoyer (?:(?:des|vos) )?NOUN',
      'je (?:veux|voudrais|souhaite) (?:de nouveau |a nouveau |recommencer a )recevoir (?:(?:des|vos|les) )?NOUN',
      'je (?:veux|voudrais|souhaite) recevoir (?:de nouveau |a nouveau )(?:(?:des|vos|les) )?NOUN',
      '(?:reabonnez|reinscrivez) moi (?:aux|a vos|a la|a votre) (?:NOUN|LIST)',
    ],
  },
  de: {
    sms: {
      noun: '(?:sms|smse|textnachrichten|kurznachrichten|nachrichten|sms nachrichten)',
      list: '(?:sms liste|sms verteiler|textliste|sms verteilerliste)',
    },
    email: {
      noun: '(?:e ?mails?|mails?|newsletter|e ?mail nachrichten)',
      list: '(?:mailingliste|(?:e ?)?mail ?liste|(?:e ?)?mail ?verteiler|verteilerliste|newsletter(?: ?verteiler)?)',
    },
    stop: [
      '(?:schicken|senden|schreiben) sie (?:mir|uns) (?:bitte )?(?:keine|keinen|nie wieder|nie mehr) (?:weiteren )?NOUN mehr',
      '(?:schicken|senden|schreiben) sie (?:mir|uns) (?:bitte )?(?:nie wieder|nie mehr|keine weiteren) (?:eine )?NOUN',
      '(?:schick|schicke|sende|schreib|schreibe|schickt|sendet|schreibt) (?:mir|uns) (?:bitte )?(?:keine|keinen) NOUN mehr',
      '(?:schick|schicke|sende|schreib|schickt|sendet|schreibt) (?:mir|uns) (?:bitte )?(?:nie wieder|nie mehr|keine weiteren) NOUN',
      '(?:mir |uns )?(?:bitte )?(?:keine|keinen) NOUN mehr(?: an mich)?(?: (?:schicken|senden|schreiben|zuschicken|zusenden))?',
      '(?:sie )?(?:sollen|brauchen) mir (?:bitte )?keine NOUN mehr (?:zu )?(?:schicken|senden|schreiben)',
      '(?:bitte )?keine weiteren NOUN(?: (?:schicken|senden|schreiben|mehr))?',
      'horen sie (?:bitte )?(?:damit )?auf mir (?:immer |standig )?NOUN zu (?:schicken|senden|schreiben)',
      '(?:bitte )?aufhoren mir (?:immer |standig )?NOUN zu (?:schicken|senden|schreiben)',
      'ich (?:will|mochte|wunsche) (?:bitte )?(?:von ihnen )?(?:keine|keinen) (?:weiteren )?NOUN mehr(?: von ihnen)?(?: (?:bekommen|erhalten|kriegen|haben))?',
      '(?:nehmen|streichen|loschen|entfernen) sie mich (?:bitte )?(?:von|aus|vom) (?:(?:ihrer|der|dem|ihrem) )?LIST',
      'mich (?:bitte )?(?:von|aus|vom) (?:(?:ihrer|der|dem|ihrem) )?LIST (?:nehmen|streichen|loschen|entfernen)',
      '(?:melden|tragen) sie mich (?:bitte )?(?:vom|von|von den|von ihrem|von der|aus dem|aus der) (?:NOUN|LIST) (?:ab|aus)',
      'ich (?:will|mochte) (?:mich )?(?:bitte )?(?:vom|von den|von ihren|von ihrem|den|die|ihren|ihre) (?:NOUN|LIST) (?:abmelden|abbestellen)',
    ],
    start: [
      'sie (?:konnen|durfen) mir (?:(?:ab jetzt|jetzt|gerne|gern|ruhig) ){0,2}wieder NOUN (?:schicken|senden|schreiben)',
      'du (?:kannst|darfst) mir (?:(?:ab jetzt|jetzt|gerne|gern|ruhig) ){0,2}wieder NOUN (?:schicken|senden|schreiben)',
      '(?:schicken|senden|schreiben) sie mir (?:(?:bitte|ab jetzt|gerne) ){0,2}wieder NOUN',
      'ich (?:will|mochte) (?:(?:bitte|gerne|gern|ab jetzt) ){0,2}wieder NOUN(?: von ihnen)?(?: (?:bekommen|erhalten))?',
    ],
  },
  pt: {
    sms: {
      noun: '(?:mensagens|mensagens de texto|sms|torpedos)',
      list: 'listas? de (?:mensagens|mensagens de texto|sms|torpedos)',
    },
    email: {
      noun: '(?:e ?mails?|correios eletronicos|newsletters?)',
      list: '(?:listas? de (?:e ?mails?|correio|correio eletronico|distribuicao|mailing)|newsletter)',
    },
    stop: [
      '(?:pare|parem|para|parar|deixe|deixem) de (?:me |nos )?(?:enviar|mandar)(?: me| nos)? (?:(?:mais|essas|estas|esses|estes|as|suas|os|seus) )?NOUN',
      '(?:nao|nunca mais) (?:me|nos) (?:envie|enviem|envies|mande|mandem|mandes) mais (?:(?:as|suas|os|seus) )?NOUN',
      'nao (?:me|nos) (?:envie|enviem|envies|mande|mandem|mandes) NOUN (?:nunca mais|mais)',
      'nunca mais (?:me|nos) (?:envie|enviem|mande|mandem) NOUN',
      'nao (?:quero|desejo|queremos) (?:receber |que me (?:enviem|envie|mandem|mande) )?mais (?:(?:as|suas|os|seus) )?NOUN',
      'nao (?:quero|desejo|queremos) mais (?:receber |que me (?:enviem|envie|mandem|mande) )(?:(?:as|suas|os|seus) )?NOUN',
      'nao (?:quero|desejo) receber (?:(?:as|suas|os|seus) )?NOUN (?:nunca mais|mais)',
      '(?:chega de|nao mais) NOUN',
      '(?:me )?(?:tire|tirem|remova|removam|retire|retirem|exclua|excluam|apague)(?: me)? (?:da|de|das) (?:(?:sua|suas|vossa|todas as) )?LIST',
      '(?:quero )?(?:cancelar|cancele|cancelem) (?:a )?(?:minha )?(?:inscricao|subscricao|assinatura) (?:(?:nos|das|dos|nas|de|da|na|em) )(?:(?:suas|seus|sua) )?(?:NOUN|LIST)',
    ],
    start: [
      '(?:ja )?(?:pode|podem|podes) (?:voltar|comecar) a (?:me )?(?:enviar|mandar)(?: me)? NOUN(?: de novo| novamente)?',
      '(?:ja )?(?:pode|podem) (?:me )?(?:enviar|mandar)(?: me)? NOUN (?:de novo|novamente|outra vez)',
      '(?:volte|voltem) a (?:me )?(?:enviar|mandar)(?: me)? NOUN',
      'quero (?:voltar a receber|receber novamente|receber de novo) (?:as |suas |os |seus )?NOUN',
      'quero receber (?:as |suas |os |seus )?NOUN (?:de novo|novamente|outra vez)',
    ],
  },
  it: {
    sms: {
      noun: '(?:messaggi|messaggini|messaggi di testo|sms)',
      list: 'list[ae] (?:(?:dei|degli|di|per i|per gli) )?(?:messaggi|messaggi di testo|sms)',
    },
    email: {
      noun: '(?:e ?mail|mail|posta elettronica|newsletter)',
      list: '(?:mailing list|list[ae] (?:(?:di|delle|per le) )?(?:e ?mail|mail|distribuzione)|newsletter)',
    },
    stop: [
      '(?:la )?(?:smettere|smetterla|smetta|smettete|smetti|smettetela|smettila|finitela) di (?:mandarmi|inviarmi|spedirmi|mandarci|inviarci) (?:(?:piu|questi|queste|dei|degli|delle|i|gli|le) )?NOUN',
      'basta (?:(?:con )?(?:i|gli|le|questi|queste) )?NOUN',
      'non (?:mandatemi|inviatemi|mandarmi|inviarmi|mandateci|inviateci|mi mandi|mi mandate|mi invii|mi inviate|mi spedisca) (?:mai )?piu (?:(?:dei|degli|delle) )?NOUN',
      'non (?:mandatemi|inviatemi|mandarmi|inviarmi|mi mandi|mi mandate|mi invii|mi inviate) NOUN mai piu',
      'non (?:voglio|vogliamo|desidero) (?:mai )?piu (?:ricevere |avere |che mi mandiate |che mi mandi )?(?:(?:i vostri|le vostre|i suoi|dei|delle) )?NOUN',
      'non (?:voglio|vogliamo|desidero) ricevere (?:mai )?piu (?:(?:i vostri|le vostre|dei|delle) )?NOUN',
      'niente piu NOUN',
      '(?:togliermi|rimuovermi|cancellarmi|eliminarmi|toglietemi|mi tolga|toglimi|rimuovetemi|mi rimuova|cancellatemi|mi cancelli|eliminatemi|mi elimini) (?:dalla|da|dalle) (?:(?:vostra|sua|vostre) )?LIST',
      '(?:disiscrivetemi|mi disiscriva|disiscrivimi) (?:dai|dalla|dalle|dagli|da) (?:(?:vostra|sua|vostri|vostre) )?(?:NOUN|LIST)',
    ],
    start: [
      '(?:puo|potete|puoi) (?:(?:di nuovo|tornare a|ricominciare a) )(?:mandarmi|inviarmi) (?:(?:dei|degli|delle) )?NOUN',
      '(?:puo|potete|puoi) (?:mandarmi|inviarmi) (?:di nuovo )(?:(?:dei|degli|delle) )?NOUN',
      '(?:puo|potete|puoi) (?:mandarmi|inviarmi) (?:(?:dei|degli|delle) )?NOUN di nuovo',
      '(?:ricominci|ricominciate|ricomincia) a (?:mandarmi|inviarmi) (?:(?:dei|degli|delle) )?NOUN',
      '(?:voglio|vorrei) (?:(?:di nuovo|tornare a|ricominciare a) )?ricevere (?:di nuovo )(?:(?:i vostri|le vostre) )?NOUN',
      '(?:voglio|vorrei) (?:di nuovo|tornare a|ricominciare a) ricevere (?:(?:i vostri|le vostre) )?NOUN',
    ],
  },
  nl: {
    sms: {
      noun: '(?:smsjes|smsen|smses|sms|berichten|berichtjes|sms berichten|tekstberichten)',
      doing: '(?:smsen|sms en)',
      list: '(?:sms ?lijst|berichtenlijst|lijst (?:met|voor|van) (?:sms|smsjes|berichten))',
    },
    email: {
      noun: '(?:e ?mails?|mailtjes|mails?|nieuwsbrief|nieuwsbrieven)',
      doing: '(?:e ?mailen|mailen)',
      list: '(?:mailing ?lijst|(?:e ?)?mail ?lijst|mailing list|verzendlijst|nieuwsbrief)',
    },
    stop: [
      '(?:stop|stoppen|stopt u|stoppen jullie|hou op|houd op|houdt u op) met (?:(?:mij|me|ons) )?NOUN (?:te )?(?:sturen|zenden)',
      '(?:stop|stopt u|stoppen|hou op|houd op|houdt u op) met (?:(?:mij|me) )?(?:te )?(?:sturen van NOUN(?: naar mij)?|het sturen van NOUN|DOING)',
      '(?:stuur|zend|stuurt u|sturen jullie) (?:(?:mij|me|ons|alsjeblieft|alstublieft) ){0,2}(?:geen NOUN meer|nooit meer NOUN|nooit meer een NOUN)',
      '(?:u moet|je moet|jullie moeten|u hoeft|je hoeft|jullie hoeven) (?:mij|me|ons) (?:geen NOUN meer|nooit meer NOUN) (?:te )?(?:sturen|zenden)',
      '(?:mij|me|ons) (?:alstublieft |alsjeblieft )?(?:geen NOUN meer|nooit meer NOUN) (?:te )?(?:sturen|zenden|stuurt)',
      '(?:mij|me) (?:(?:alstublieft|alsjeblieft) )?(?:van|uit) (?:(?:uw|jullie|de|je) )?LIST (?:af )?(?:halen|verwijderen)',
      '(?:ik wil|wij willen|we willen) (?:(?:van jullie|van u) )?(?:geen NOUN meer|nooit meer NOUN)(?: (?:van jullie|van u))?(?: (?:ontvangen|krijgen|hebben))?',
      '(?:graag )?geen NOUN meer(?: sturen)?(?: graag)?',
      '(?:haal|verwijder|schrap) (?:mij|me) (?:(?:alstublieft|alsjeblieft) )?(?:van|uit) (?:(?:uw|jullie|de|je) )?LIST(?: af)?',
      '(?:schrijf|meld) (?:mij|me) (?:(?:alstublieft|alsjeblieft) )?(?:(?:uit|af) )?(?:voor|van|uit) (?:(?:uw|jullie|de|je) )?(?:NOUN|LIST)(?: (?:uit|af))?',
      'ik wil (?:me|mij) (?:uitschrijven|afmelden) (?:voor|van) (?:(?:uw|jullie|de|je) )?(?:NOUN|LIST)',
    ],
    start: [
      '(?:u|je|jullie) (?:mag|mogen|kunt|kan|kunnen) (?:mij|me) (?:nu )?weer NOUN sturen',
      'stuur (?:mij|me) (?:(?:maar|alstublieft|alsjeblieft|vanaf nu) ){0,2}weer NOUN',
      'ik wil (?:graag )?weer NOUN(?: (?:van jullie|van u))?(?: (?:ontvangen|krijgen))?',
      '(?:begin|begint u) weer met (?:(?:mij|me) )?NOUN (?:te )?sturen',
    ],
  },
};
