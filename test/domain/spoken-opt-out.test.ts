import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenOptOut } from '../../src/domain/opt-out-words.ts';
import { type SaidWish, saidWishes } from '../support/said-wishes.ts';

const english = ['en-US'];
const seed = 20_261_125;
const all = ['en-US', 'es-US', 'fr-FR', 'de-DE', 'pt-BR', 'it-IT', 'nl-NL'];
const wishesOf = (wish: SaidWish['wish']) => saidWishes.filter((said) => said.wish === wish);

describe('spoken opt-outs', () => {
  it.each(wishesOf('stop'))('[OPT1] $language $medium: $text', ({ language, medium, text }) => {
    expect(spokenOptOut(text, [language])).toEqual({ medium, wish: 'stop' });
    expect(spokenOptOut(text, all)).toEqual({ medium, wish: 'stop' });
  });

  it.each(wishesOf('start'))('[OPT2] $language $medium: $text', ({ language, medium, text }) => {
    expect(spokenOptOut(text, [language])).toEqual({ medium, wish: 'start' });
    expect(spokenOptOut(text, all)).toEqual({ medium, wish: 'start' });
  });

  it('[OPT1] small words around a wish take nothing from it, however it was punctuated', () => {
    const plain = ['stop texting me', 'no more texts', 'take me off your text list', "don't text me any more"];
    const opening = fc.constantFrom(
      '',
      'please ',
      'um, ',
      'Okay. ',
      'No, ',
      'yes and please ',
      'I told you to ',
      'Look, I have had enough, ',
      'that would be all and please ',
      'Thanks for the help. ',
      'I would like you to ',
    );
    const closing = fc.constantFrom(
      '',
      ' please',
      ', please',
      ' right now',
      ' at this number',
      '. Thank you.',
      ', okay?',
      ' because it is annoying',
      ', I told you',
      ' and call me',
      '. Goodbye',
    );
    fc.assert(
      fc.property(opening, fc.constantFrom(...plain), closing, fc.boolean(), (before, wish, after, loud) => {
        const text = `${before}${wish}${after}`;
        expect(spokenOptOut(loud ? text.toUpperCase() : text, english), text).toEqual({ medium: 'sms', wish: 'stop' });
      }),
      { seed, numRuns: 600 },
    );
  });

  it.each([
    "Don't text me, e-mail it.",
    "Don't text me.",
    'Stop',
    'Stop it',
    'Unsubscribe',
    'No text please, call me.',
    'No texts please',
    'My boss stopped texting me.',
    'My boss said no more texts.',
    'He told me to stop texting me',
    'She was like, stop texting me',
    'My wife says: stop texting me',
    "Don't text it to that number.",
    "I can't stop texting.",
    'I need to stop texting',
    'I want to stop texting',
    'Please stop texting and driving',
    'Stop texting me the code',
    'Stop texting me so much',
    "Stop texting me when I'm at work",
    'If you are busy, stop texting me',
    'Stop texting me, unless it is about my order',
    'Stop texting me, just for today',
    'No more texts please, e-mail it this time',
    'I have no more messages',
    'I got no more texts today',
    'There are no more texts',
    'Can you text me the link?',
    'Send it by e-mail, not text',
    'Take me off hold',
    'Take me off your list',
    'Stop calling me',
    'Do you have a mailing list?',
    'You never text me',
    'My daughter wanted to stop texting people and I told her that she could call me',
    'You sent no more emails after that',
  ])('[OPT3] none: %s', (text) => {
    expect(spokenOptOut(text, all)).toBeNull();
  });

  it.each([
    ['es', 'No me mande un mensaje, mándeme un correo'],
    ['es', 'Si no me ayuda, deje de enviarme mensajes'],
    ['es', 'Mi jefe dejó de enviarme mensajes'],
    ['fr', 'Ne m’envoyez pas de SMS, envoyez un e-mail'],
    ['fr', 'Je veux plus de SMS'],
    ['fr', 'Plus de SMS s’il vous plaît'],
    ['fr', 'Si je rappelle, arrêtez de m’envoyer des SMS'],
    ['de', 'Schicken Sie mir keine SMS, sondern eine E-Mail'],
    ['de', 'Ich bekomme keine SMS mehr'],
    ['de', 'Wenn ich bezahlt habe, schicken Sie mir keine SMS mehr'],
    ['pt', 'Não me mande mensagem, mande um e-mail'],
    ['pt', 'Quero mais mensagens'],
    ['it', 'Non mi mandi un messaggio, mi mandi una mail'],
    ['it', 'Non ricevo più messaggi'],
    ['nl', 'Stuur mij geen sms, maar een mail'],
    ['nl', 'Ik krijg geen sms meer'],
  ])('[OPT3] none in %s: %s', (language, text) => {
    expect(spokenOptOut(text, [language])).toBeNull();
  });

  it.each([
    "Don't stop texting me.",
    'Please do not stop texting me',
    'Never stop texting me',
    'No more texts?',
    'You can text me again?',
    'Will you start texting me again?',
    'You can text me again, but only if it ships',
    'You can text me again, only for deliveries',
    'So you can text me again?',
    'And no more texts?',
    'You can text me the link again',
    'Text me again.',
    'Can you text me again?',
    'Stop texting me. Just kidding.',
    'Stop texting me, oh never mind',
    'Stop texting me. Sorry, I was talking to someone else',
    'Stop texting me. No wait, you can text me again.',
    'No deje de enviarme mensajes',
    'Não pare de me enviar mensagens',
    'Non smetta di mandarmi messaggi',
    'N’arrêtez pas de m’envoyer des SMS',
    'Hören Sie nicht auf, mir SMS zu schicken',
    'Stop niet met mij sms te sturen',
    'Vuelva a enviarme el mensaje',
  ])('[OPT4] none: %s', (text) => {
    expect(spokenOptOut(text, all)).toBeNull();
  });

  it('[OPT4] a negation or another speaker before any wish makes it none', () => {
    const others = fc.constantFrom(
      'My boss said ',
      "Don't ",
      "I can't ",
      'She will not ',
      'They never ',
      'Why would I ',
      'Who says ',
      'I thought ',
    );
    const imperative = wishesOf('stop').filter(
      ({ language, text }) => language === 'en-US' && /^(?:stop|unsubscribe|remove|take)/i.test(text),
    );
    fc.assert(
      fc.property(others, fc.constantFrom(...imperative), (before, { text }) => {
        expect(spokenOptOut(`${before}${text}`, english), `${before}${text}`).toBeNull();
      }),
      { seed, numRuns: 300 },
    );
  });

  it('[OPT5] other languages are not understood on an English line, English is on any', () => {
    for (const { language, text, medium, wish } of saidWishes) {
      expect(spokenOptOut(text, english), text).toEqual(language === 'en-US' ? { medium, wish } : null);
      if (language === 'en-US') expect(spokenOptOut(text, ['xx', 'de']), text).toEqual({ medium, wish });
    }
  });

  it('[OPT6] any text is read without throwing', () => {
    const pieces = fc.constantFrom(
      'stop ',
      'texting ',
      'me ',
      'please ',
      'no more ',
      'texts ',
      ', ',
      '. ',
      'nunca más ',
      'sí ',
      'mir ',
      'keine SMS mehr ',
      '\u0301',
      '?',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 80 }),
        (parts) => {
          const found = spokenOptOut(parts.join(''), [...all, 'xx', '']);
          expect(found === null || ['stop', 'start'].includes(found.wish)).toBe(true);
        },
      ),
      { seed, numRuns: 1000 },
    );
  });

  it.each([
    'stop texting me, ',
    'please ',
    'nunca mas ',
    'stop texting me please now ',
    'a,',
    'no more texts. ',
    'can you ',
    'dont text me. ',
    'stop texting me and ',
  ])(
    '[OPT6] four thousand signs take no longer than they should: %j',
    (piece) => {
      spokenOptOut(piece.repeat(4000 / piece.length), all);
      expect(spokenOptOut(piece.repeat(100_000), all)).toBeNull();
    },
    2000,
  );
});
