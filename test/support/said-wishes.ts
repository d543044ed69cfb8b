export interface SaidWish {
  readonly language: string;
  readonly medium: 'sms' | 'email';
  readonly wish: 'stop' | 'start';
  readonly text: string;
}

type Said = Readonly<Record<'sms' | 'email', Readonly<Record<'stop' | 'start', readonly string[]>>>>;

const said: Readonly<Record<string, Said>> = {
  'en-US': {
    sms: {
      stop: [
        'Stop texting me.',
        'Please stop sending me text messages!',
        "Don't text me any more",
        "Don't text me anymore",
        'Do not text me again, please.',
        'No more texts please',
        'Take me off your text list.',
        'Take me off your text message list',
        'Take my number off of your texting list',
        'Unsubscribe me from texts',
        'I want to unsubscribe from your text messages',
        'Could you stop texting me?',
        "I don't want any more texts from you.",
        "I don't want to be texted again",
        "I don't want to get texts anymore",
        'I no longer want to receive text messages',
        'Opt me out of your text messages',
        'Never text me.',
        'Never text me again',
        'Please stop texting',
        'Stop texting and calling me',
        'Stop texting my phone',
        "I'd rather you not text me any more",
        'Stop the texts',
        'Stop texting me and e-mail me instead',
        "Don't send me any more texts",
      ],
      start: [
        'You can text me again.',
        'Start texting me again',
        'Opt me back in to texts',
        'Put me back on your text list',
        'I want to get your texts again',
        'It’s okay to text me again',
        'Could you start texting me again?',
      ],
    },
    email: {
      stop: [
        'Please stop e-mailing me',
        'Remove me from your mailing list.',
        'No more emails.',
        "Don't send me any more e-mails",
        'Unsubscribe me from the newsletter',
        "Don't e-mail me again",
        'Take me off the email list',
        'I want to be removed from your mailing list',
        'Can you stop sending me emails?',
      ],
      start: [
        'You can e-mail me again',
        'Start emailing me again',
        'Put me back on the mailing list',
        'Resubscribe me to your newsletter',
      ],
    },
  },
  'es-US': {
    sms: {
      stop: [
        'Por favor, deje de enviarme mensajes.',
        'No me mande más mensajes',
        'Ya no me envíen mensajes de texto',
        'No quiero recibir más mensajes',
        'No más mensajes, por favor',
        '¿Puede dejar de mandarme mensajes?',
        'Sí, deje de mandarme mensajes',
        'Quítenme de su lista de mensajes',
        'No me vuelvan a mandar mensajes',
      ],
      start: [
        'Puede volver a enviarme mensajes',
        'Pueden mandarme mensajes otra vez',
        'Quiero volver a recibir sus mensajes',
      ],
    },
    email: {
      stop: [
        'Deje de enviarme correos',
        'No me mande más correos electrónicos',
        'Bórreme de su lista de correos',
        'Quiero darme de baja de su boletín',
      ],
      start: ['Puede volver a mandarme correos'],
    },
  },
  'fr-FR': {
    sms: {
      stop: [
        'Ne m’envoyez plus de SMS',
        'Arrêtez de m’envoyer des textos',
        'Je ne veux plus recevoir de SMS',
        'Merci de ne plus m’envoyer de SMS',
        'Pourriez-vous arrêter de m’envoyer des messages ?',
        'Retirez-moi de votre liste de SMS',
        'Plus aucun SMS, s’il vous plaît',
        'Désabonnez-moi des SMS',
      ],
      start: [
        'Vous pouvez de nouveau m’envoyer des SMS',
        'Recommencez à m’envoyer des SMS',
        'Je voudrais à nouveau recevoir vos SMS',
      ],
    },
    email: {
      stop: [
        'Ne m’envoyez plus d’e-mails',
        'Je ne veux plus d’emails',
        'Désinscrivez-moi de votre newsletter',
        'Retirez-moi de votre liste de diffusion',
        'Arrêtez les mails',
      ],
      start: ['Vous pouvez m’envoyer des mails à nouveau'],
    },
  },
  'de-DE': {
    sms: {
      stop: [
        'Schicken Sie mir bitte keine SMS mehr.',
        'Bitte keine SMS mehr',
        'Hören Sie auf, mir SMS zu schicken',
        'Können Sie bitte aufhören, mir SMS zu schicken?',
        'Ich möchte keine SMS mehr bekommen',
        'Ich möchte, dass Sie mir keine SMS mehr schicken',
        'Schick mir keine Nachrichten mehr',
        'Schicken Sie mir nie wieder SMS',
        'Nehmen Sie mich von Ihrer SMS-Liste',
      ],
      start: [
        'Sie können mir wieder SMS schicken',
        'Sie dürfen mir gerne wieder SMS schicken',
        'Schicken Sie mir bitte wieder SMS',
        'Ich möchte wieder SMS bekommen',
      ],
    },
    email: {
      stop: [
        'Schicken Sie mir keine E-Mails mehr',
        'Nehmen Sie mich aus dem E-Mail-Verteiler',
        'Melden Sie mich vom Newsletter ab',
        'Ich möchte den Newsletter abbestellen',
        'Keine Mails mehr, bitte',
      ],
      start: ['Sie dürfen mir wieder E-Mails schicken'],
    },
  },
  'pt-BR': {
    sms: {
      stop: [
        'Não me mande mais mensagens',
        'Pare de me enviar mensagens',
        'Por favor, parem de me mandar mensagens',
        'Não quero mais receber mensagens',
        'Eu não quero receber mais mensagens',
        'Chega de mensagens',
        'Pode parar de me mandar mensagens?',
        'Me tire da sua lista de mensagens',
      ],
      start: [
        'Pode voltar a me enviar mensagens',
        'Podem me mandar mensagens de novo',
        'Quero voltar a receber mensagens',
      ],
    },
    email: {
      stop: [
        'Não me mande mais e-mails',
        'Pare de me enviar e-mails',
        'Remova-me da sua lista de e-mails',
        'Cancele minha inscrição na newsletter',
      ],
      start: ['Pode voltar a me mandar e-mails'],
    },
  },
  'it-IT': {
    sms: {
      stop: [
        'Non mi mandi più messaggi',
        'Smettetela di mandarmi messaggi',
        'Non voglio più ricevere messaggi',
        'Basta messaggi',
        'Niente più SMS, per favore',
        'Può smettere di mandarmi messaggi?',
        'Sì, non mi mandi più messaggi',
        'Mi tolga dalla lista dei messaggi',
      ],
      start: [
        'Può mandarmi di nuovo messaggi',
        'Ricominciate a mandarmi messaggi',
        'Vorrei di nuovo ricevere i vostri messaggi',
      ],
    },
    email: {
      stop: [
        'Non mi mandi più e-mail',
        'Toglietemi dalla mailing list',
        'Disiscrivetemi dalla newsletter',
        'Non voglio più email',
      ],
      start: ['Potete inviarmi di nuovo e-mail'],
    },
  },
  'nl-NL': {
    sms: {
      stop: [
        'Stuur mij geen sms meer',
        "Stop met sms'en",
        "Stop met mij sms'jes te sturen",
        'Ik wil geen berichten meer ontvangen',
        'Geen sms meer, alstublieft',
        'Kunt u mij geen sms meer sturen?',
        'Ik wil dat u mij geen berichten meer stuurt',
        'Haal mij van uw sms-lijst',
      ],
      start: ['U mag mij weer sms sturen', 'Stuur me maar weer berichten', 'Ik wil weer sms ontvangen'],
    },
    email: {
      stop: [
        'Stuur me geen e-mails meer',
        'Haal mij van de mailinglijst',
        'Schrijf mij uit voor de nieuwsbrief',
        'Ik wil me afmelden voor de nieuwsbrief',
        'Geen mails meer graag',
      ],
      start: ['U mag mij weer e-mails sturen'],
    },
  },
};

/** How people say in each language that they want no more messages, or want them again. */
export const saidWishes: readonly SaidWish[] = Object.entries(said).flatMap(([language, media]) =>
  (['sms', 'email'] as const).flatMap((medium) =>
    (['stop', 'start'] as const).flatMap((wish) =>
      media[medium][wish].map((text) => ({ language, medium, wish, text })),
    ),
  ),
);
