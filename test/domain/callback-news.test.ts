import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Callback, CallbackNews } from '../../src/domain/callback.ts';
import { newsAsEmail, newsAsSms } from '../../src/domain/callback-news.ts';
import { fittingText } from '../../src/domain/fitting-text.ts';
import { toSmsText } from '../../src/domain/sms-text.ts';
import { testCallback } from '../support/test-callback.ts';
import { testLine } from '../support/test-line.ts';

const link = `https://voice.example.com/callback/${'aB3-_'.repeat(9)}x`;
const every: readonly CallbackNews[] = [
  { kind: 'booked' },
  { kind: 'moved' },
  { kind: 'cancelled' },
  { kind: 'reminder', minutesBefore: 60 },
  { kind: 'not_reached' },
  { kind: 'apology' },
];
const reminder: CallbackNews = { kind: 'reminder', minutesBefore: 60 };
const named = (name: string, line: Record<string, unknown> = {}) => testLine(line, { name });

const text = (changes: Partial<Callback>, news: CallbackNews, place = testLine(), url: string | null = link): string =>
  newsAsSms({ callback: testCallback(changes), news, place, link: url }).body;
const mail = (changes: Partial<Callback>, news: CallbackNews, place = testLine(), url: string | null = link) => {
  const email = newsAsEmail(
    { callback: testCallback({ email: 'jane@example.com', ...changes }), news, place, link: url },
    0,
  );
  if (email === null) throw new Error('there is no e-mail');
  return email;
};
const entry = (...given: Parameters<typeof mail>): string => {
  const [file] = mail(...given).attachments ?? [];
  return file?.kind === 'text' ? file.text : '';
};

describe('news of a callback by text', () => {
  it('[CBN4] has one part with an ordinary name and link', () => {
    for (const language of ['en-US', 'es-MX', 'de-DE', 'fr-FR', 'ja-JP'])
      for (const news of every) {
        const body = text({ language, startsAt: Date.UTC(2026, 10, 25, 20, 45) }, news, named('Acme Heat'));
        expect([body, toSmsText(body).segments, toSmsText(body).encoding]).toEqual([body, 1, 'GSM-7']);
      }
  });

  it('[CBN4] has at most two parts of GSM-7 whatever the name', () => {
    const names = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
      fc.constantFrom(
        '株式会社東京',
        'Łódź Serwis',
        'Málaga “Motors”',
        '[{^~|}]'.repeat(30),
        '🔧',
        '-',
        'é'.repeat(200),
      ),
    );
    fc.assert(
      fc.property(names, fc.constantFrom(...every), fc.constantFrom('en', 'es', 'de', 'fr'), (name, news, language) => {
        const body = text({ language }, news, named(name.trim() === '' ? 'x' : name));
        const { segments, encoding } = toSmsText(body);
        expect([segments <= 2, encoding]).toEqual([true, 'GSM-7']);
        expect(body).toContain(link);
      }),
      { seed: 20_261_125, numRuns: 300 },
    );
  });

  it('[CBN4] keeps of the name what it can', () => {
    const starts = (name: string, expected: string) =>
      expect(text({}, reminder, named(name))).toMatch(new RegExp(`^${expected}`));
    starts('Łódź Serwis', 'Lodz Serwis: we call ');
    starts('Müller & Söhne', 'Müller & Söhne: ');
    starts('株式会社', '\\+14155550101: ');
    starts('Long name '.repeat(40), 'Long name Long name');
    expect(fittingText((name) => `${name}: ${'x'.repeat(290)}`, 'Long name '.repeat(6), '+1')).toMatch(
      /^Long name\.{3}: x/,
    );
  });

  it('[CBN5] tells the time where the caller is, else where the line is', () => {
    expect(text({}, { kind: 'booked' })).toBe(
      `Testers Inc.: callback booked for Tue Dec 1, 10:30 AM PST. Change: ${link}`,
    );
    expect(text({ callerZone: 'America/New_York' }, { kind: 'moved' })).toContain('Tue Dec 1, 1:30 PM EST');
    expect(text({ callerZone: 'Australia/Lord_Howe' }, { kind: 'moved' })).toContain('Wed Dec 2, 5:30 AM LHDT');
    expect(text({ callerZone: 'America/Phoenix' }, { kind: 'cancelled' })).toContain('Tue Dec 1, 11:30 AM MST');
    expect(text({ callerZone: 'Nowhere/Land' }, reminder)).toContain('10:30 AM PST');
    expect(text({ wall: null }, reminder, testLine({}, { time_zone: 'Europe/London' }))).toContain('6:30 PM GMT');
  });

  it('[CBN5] speaks the language of the conversation, else English', () => {
    expect(text({ language: 'de-DE', callerZone: 'Europe/Berlin' }, { kind: 'booked' })).toBe(
      `Testers Inc.: Ihr Rückruf ist am Di 1. Dez., 19:30 MEZ. Ändern: ${link}`,
    );
    expect(text({ language: 'es' }, reminder)).toContain('Confirme con C.');
    expect(text({ language: 'fr-CA' }, { kind: 'apology' })).toContain('désolés');
    for (const language of ['ja-JP', '', 'constructor', 'x-klingon', 'en_GB'])
      expect(text({ language }, { kind: 'cancelled' })).toContain('cancelled');
  });

  it('[CBN6] asks for a C in reminders, once, of those who can answer', () => {
    const asking = every.filter((news) => text({}, news).includes('Reply C to confirm'));
    expect(asking).toEqual([reminder]);
    expect(text({ confirmedAt: 1 }, reminder)).not.toContain('Reply C');
    expect(text({}, reminder, testLine({ sms_from: 'ACME' }))).not.toContain('Reply C');
    const service = `MG${'0'.repeat(32)}`;
    expect(text({}, reminder, testLine({ sms_from: service }))).toContain('Reply C');
  });

  it('[CBN9] has the number of the line where there is no link', () => {
    for (const news of every) expect(text({}, news, testLine(), null)).toMatch(/call \+14155550101\.$/);
    for (const news of every) {
      expect(mail({}, news, testLine(), null).text).toContain('+14155550101');
      expect(mail({}, news, testLine(), null).html).not.toContain('<a ');
    }
  });

  it('[CBN10] tells the two halves of an hour apart', () => {
    const first = Date.UTC(2026, 10, 1, 8, 30);
    const wall = { local: '2026-11-01T01:30', zone: 'America/Los_Angeles' };
    expect(text({ startsAt: first, wall }, reminder)).toContain('1:30 AM PDT');
    expect(text({ startsAt: first + 3_600_000, wall }, reminder)).toContain('1:30 AM PST');
  });

  it('[CBN16] makes sense until the callback begins, and an apology always', () => {
    const ends = every.map((news) => newsAsSms({ callback: testCallback(), news, place: testLine(), link }).notAfter);
    const { startsAt } = testCallback();
    expect(ends).toEqual([startsAt, startsAt, undefined, startsAt, undefined, undefined]);
  });
});

describe('news of a callback by e-mail', () => {
  const evil = 'Bob & <b>Co</b>\r\nBcc: x@example.com';

  it('[CBN7] says when, there too, and where to change it', () => {
    const { subject, text: body, html, to, from } = mail({ callerZone: 'Europe/Berlin' }, { kind: 'moved' });
    expect([to, from.address]).toEqual(['jane@example.com', 'desk@example.com']);
    expect(subject).toBe('New time of your callback from Testers Inc.: Tue, Dec 1, 7:30 PM CET');
    expect(body).toContain('Tuesday, December 1 at 7:30 PM CET.');
    expect(body).toContain('For us that is Tuesday, December 1 at 10:30 AM PST.');
    expect(body).toContain(`:\n${link}\n`);
    expect(html).toContain(`<a href="${link}">Confirm, change or cancel your callback</a>`);
    expect(mail({}, { kind: 'moved' }).text).not.toContain('For us');
    expect(body).not.toContain('5550123');
  });

  it('[CBN7] has one line of subject, and markup of nobody else', () => {
    for (const news of every) {
      const { subject, html } = mail({}, news, named(evil));
      expect(subject).not.toMatch(/[\r\n]/);
      expect(subject.length).toBeLessThanOrEqual(150);
      expect(html).not.toContain('<b>');
      expect(html).toContain('Bob &amp; &lt;b&gt;Co&lt;/b&gt; Bcc');
    }
    expect(mail({}, reminder, named('N'.repeat(400))).subject).toHaveLength(150);
  });

  it('[CBN7] is none without an address or a preset', () => {
    const told = { callback: testCallback(), news: reminder, place: testLine(), link };
    expect(newsAsEmail(told, 0)).toBeNull();
    const callback = testCallback({ email: 'jane@example.com' });
    expect(newsAsEmail({ ...told, callback, place: testLine({}, { mail: {} }) }, 0)).toBeNull();
  });

  it('[CBN8] brings the same calendar entry in each version', () => {
    const booked = entry({}, { kind: 'booked' });
    const moved = entry({ sequence: 1, startsAt: Date.UTC(2026, 11, 2, 18) }, { kind: 'moved' });
    const cancelled = entry({ sequence: 2 }, { kind: 'cancelled' });
    const values = (file: string) =>
      ['METHOD', 'UID', 'SEQUENCE', 'DTSTART', 'DTEND', 'STATUS'].map(
        (name) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(file)?.[1],
      );
    const id = testCallback().id;
    expect(values(booked)).toEqual(['REQUEST', id, '0', '20261201T183000Z', '20261201T184500Z', 'CONFIRMED']);
    expect(values(moved)).toEqual(['REQUEST', id, '1', '20261202T180000Z', '20261202T181500Z', 'CONFIRMED']);
    expect(values(cancelled)).toEqual(['CANCEL', id, '2', '20261201T183000Z', '20261201T184500Z', 'CANCELLED']);
    expect(booked).toMatch(/ORGANIZER[^:]*:mailto:desk@example\.com/i);
    expect(booked.replaceAll('\r\n ', '')).toMatch(/ATTENDEE[^:]*:mailto:jane@example\.com/i);
    const without = every.filter((news) => mail({}, news).attachments === undefined).map(({ kind }) => kind);
    expect(without).toEqual(['reminder', 'not_reached', 'apology']);
  });
});
