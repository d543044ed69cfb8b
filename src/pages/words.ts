import { type SpokenLanguage, spokenLanguage } from '../domain/spoken/vocabulary.ts';

/** The sentences of the address form and of what follows it. */
export interface FormWords {
  readonly title: string;
  readonly intro: string;
  readonly label: string;
  readonly button: string;
  readonly error: string;
  readonly invalid: string;
  readonly thanks: string;
  readonly thanksText: string;
  readonly gone: string;
  readonly goneText: string;
  readonly over: string;
  readonly overText: string;
  readonly failed: string;
  readonly failedText: string;
}

const words: Readonly<Record<SpokenLanguage, FormWords>> = {
  en: {
    title: 'Your e-mail address',
    intro: 'Type your e-mail address. It is read back to you before it is used.',
    label: 'E-mail address',
    button: 'Send',
    error: 'Error',
    invalid: 'This is not an e-mail address. Write one address, for example name@example.com.',
    thanks: 'Thank you',
    thanksText: 'Your address has arrived. You can close this page.',
    gone: 'This page is no longer valid',
    goneText:
      'It was used already, or its time has run out. You can say your address on the phone, or ask for a new link.',
    over: 'The call has ended',
    overText: 'Your address came too late and was not kept. You can close this page.',
    failed: 'This did not work',
    failedText: 'Your address could not be taken. Please say it on the phone, or ask for a new link.',
  },
  es: {
    title: 'Su correo electrónico',
    intro: 'Escriba su dirección de correo electrónico. Se la leeremos antes de usarla.',
    label: 'Correo electrónico',
    button: 'Enviar',
    error: 'Error',
    invalid: 'Esto no es una dirección de correo. Escriba una sola, por ejemplo nombre@example.com.',
    thanks: 'Gracias',
    thanksText: 'Su dirección ha llegado. Puede cerrar esta página.',
    gone: 'Esta página ya no es válida',
    goneText: 'Ya se usó o su plazo terminó. Puede decir su dirección por teléfono o pedir un enlace nuevo.',
    over: 'La llamada ha terminado',
    overText: 'Su dirección llegó tarde y no se ha guardado. Puede cerrar esta página.',
    failed: 'No ha funcionado',
    failedText: 'No se pudo recibir su dirección. Dígala por teléfono o pida un enlace nuevo.',
  },
  fr: {
    title: 'Votre adresse e-mail',
    intro: 'Saisissez votre adresse e-mail. Elle vous sera relue avant d’être utilisée.',
    label: 'Adresse e-mail',
    button: 'Envoyer',
    error: 'Erreur',
    invalid: 'Ce n’est pas une adresse e-mail. Saisissez une seule adresse, par exemple nom@example.com.',
    thanks: 'Merci',
    thanksText: 'Votre adresse est arrivée. Vous pouvez fermer cette page.',
    gone: 'Cette page n’est plus valable',
    goneText:
      'Elle a déjà servi, ou son délai est passé. Vous pouvez dire votre adresse au téléphone ou demander un nouveau lien.',
    over: 'L’appel est terminé',
    overText: 'Votre adresse est arrivée trop tard et n’a pas été conservée. Vous pouvez fermer cette page.',
    failed: 'Cela n’a pas marché',
    failedText: 'Votre adresse n’a pas pu être prise. Dites-la au téléphone ou demandez un nouveau lien.',
  },
  de: {
    title: 'Ihre E-Mail-Adresse',
    intro: 'Geben Sie Ihre E-Mail-Adresse ein. Sie wird Ihnen vorgelesen, bevor sie verwendet wird.',
    label: 'E-Mail-Adresse',
    button: 'Senden',
    error: 'Fehler',
    invalid: 'Das ist keine E-Mail-Adresse. Schreiben Sie genau eine, zum Beispiel name@example.com.',
    thanks: 'Vielen Dank',
    thanksText: 'Ihre Adresse ist angekommen. Sie können diese Seite schließen.',
    gone: 'Diese Seite gilt nicht mehr',
    goneText:
      'Sie wurde schon benutzt, oder ihre Zeit ist abgelaufen. Sie können Ihre Adresse am Telefon sagen oder um einen neuen Link bitten.',
    over: 'Das Gespräch ist beendet',
    overText: 'Ihre Adresse kam zu spät und wurde nicht gespeichert. Sie können diese Seite schließen.',
    failed: 'Das hat nicht geklappt',
    failedText:
      'Ihre Adresse konnte nicht angenommen werden. Sagen Sie sie am Telefon, oder bitten Sie um einen neuen Link.',
  },
  pt: {
    title: 'O seu e-mail',
    intro: 'Escreva o seu endereço de e-mail. Será lido para confirmação antes de ser usado.',
    label: 'Endereço de e-mail',
    button: 'Enviar',
    error: 'Erro',
    invalid: 'Isto não é um endereço de e-mail. Escreva um só, por exemplo nome@example.com.',
    thanks: 'Obrigado',
    thanksText: 'O seu endereço chegou. Pode fechar esta página.',
    gone: 'Esta página já não é válida',
    goneText: 'Já foi usada ou o prazo terminou. Pode dizer o seu endereço ao telefone ou pedir um novo link.',
    over: 'A chamada terminou',
    overText: 'O seu endereço chegou tarde e não foi guardado. Pode fechar esta página.',
    failed: 'Não funcionou',
    failedText: 'Não foi possível receber o seu endereço. Diga-o ao telefone ou peça um novo link.',
  },
  it: {
    title: 'Il suo indirizzo e-mail',
    intro: 'Scriva il suo indirizzo e-mail. Le verrà riletto prima di essere usato.',
    label: 'Indirizzo e-mail',
    button: 'Invia',
    error: 'Errore',
    invalid: 'Questo non è un indirizzo e-mail. Ne scriva uno solo, per esempio nome@example.com.',
    thanks: 'Grazie',
    thanksText: 'Il suo indirizzo è arrivato. Può chiudere questa pagina.',
    gone: 'Questa pagina non è più valida',
    goneText:
      'È già stata usata, o il tempo è scaduto. Può dire il suo indirizzo al telefono o chiedere un nuovo link.',
    over: 'La chiamata è terminata',
    overText: 'Il suo indirizzo è arrivato tardi e non è stato conservato. Può chiudere questa pagina.',
    failed: 'Non ha funzionato',
    failedText: 'Il suo indirizzo non è stato ricevuto. Lo dica al telefono o chieda un nuovo link.',
  },
  nl: {
    title: 'Uw e-mailadres',
    intro: 'Typ uw e-mailadres. Het wordt u voorgelezen voordat het wordt gebruikt.',
    label: 'E-mailadres',
    button: 'Versturen',
    error: 'Fout',
    invalid: 'Dit is geen e-mailadres. Schrijf één adres, bijvoorbeeld naam@example.com.',
    thanks: 'Bedankt',
    thanksText: 'Uw adres is aangekomen. U kunt deze pagina sluiten.',
    gone: 'Deze pagina is niet meer geldig',
    goneText:
      'Ze is al gebruikt, of de tijd is om. U kunt uw adres aan de telefoon zeggen of om een nieuwe link vragen.',
    over: 'Het gesprek is afgelopen',
    overText: 'Uw adres kwam te laat en is niet bewaard. U kunt deze pagina sluiten.',
    failed: 'Dit is niet gelukt',
    failedText: 'Uw adres kon niet worden aangenomen. Zeg het aan de telefoon, of vraag om een nieuwe link.',
  },
};

/** The languages the pages are written in, for the browser's choice. */
export const pageLanguages: readonly SpokenLanguage[] = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl'];

/** `language`: BCP-47. */
export function formWords(language: string): FormWords {
  return words[spokenLanguage(language)];
}
