import { describe, expect, it } from 'vitest';
import { SiteFolder, siteText } from './site-folder.ts';

const FULL_CALLBACKS = `escalation: { callback_now: true, scheduled_callback: true }
transfer: { targets: [{ id: desk, number: "+14155550111" }] }
callbacks: { slots: { hours: { monday: ["09:00-17:00"] } } }`;

async function findings(line: string, site = '', change = (text: string): string => text): Promise<readonly string[]> {
  using folder = new SiteFolder();
  folder.write('site.yaml', change(siteText(line, site)));
  return (await folder.problems()).map((problem) => problem.replace(/^site\.yaml:/, ''));
}

describe('what the schema alone cannot tell', () => {
  it.each([
    [
      'multi with Google ears',
      'voice: { language: multi, transcriptionProvider: Google }',
      '16:54: language multi works with Deepgram nova models and ElevenLabs voices only; write Deepgram',
    ],
    [
      'multi with an Amazon voice',
      'voice: { languages: [{ code: multi, ttsProvider: Amazon }] }',
      '16:54: language multi works',
    ],
    ['multi with flux', 'voice: { language: multi, speechModel: flux }', '16:44: language multi works'],
    [
      'flux at Google',
      'voice: { transcriptionProvider: Google, speechModel: flux }',
      '16:58: Google has no speech model flux; set transcriptionProvider to Deepgram',
    ],
    [
      'telephony at Deepgram',
      'voice: { speechModel: telephony }',
      '16:27: Deepgram has no speech model telephony; set transcriptionProvider to Google',
    ],
    [
      'eotThreshold without flux',
      'voice: { eotThreshold: 0.7 }',
      '16:28: eotThreshold works with the speech model flux only',
    ],
    [
      'a Google voice of another language',
      'voice: { language: es-US, ttsProvider: Google, voice: en-US-Journey-O }',
      '16:59: the voice en-US-Journey-O speaks en-US, not es-US',
    ],
    [
      'a Google voice that is none',
      'voice: { ttsProvider: Google, voice: Joanna-Neural }',
      '16:42: Joanna-Neural is no Google voice',
    ],
    [
      'an Amazon voice of another language',
      'voice: { language: de-DE, ttsProvider: Amazon, voice: Joanna-Neural }',
      '16:59: the voice Joanna-Neural speaks en-US, not de-DE; write one of Marlene, Vicki',
    ],
    ['an Amazon voice that is none', 'voice: { ttsProvider: Amazon, voice: Jonna }', '16:42: Jonna is no Amazon voice'],
    [
      'a Google voice at ElevenLabs',
      'voice: { voice: en-US-Journey-O }',
      "16:21: en-US-Journey-O is no ElevenLabs voice; write the voice's id of 20 characters, or set ttsProvider to Google",
    ],
    [
      'an inherited voice another language cannot use',
      'voice: { ttsProvider: Amazon, voice: Joanna, languages: [{ code: es-US }] }',
      '16:62: the voice Joanna speaks en-US, not es-US; write one of Lupe',
    ],
    [
      'a language listed twice',
      'voice: { languages: [{ code: es-US }, { code: es-US }] }',
      '16:51: the language es-US is listed twice',
    ],
  ])('[CFG24] a voice that cannot work: %s', async (_what, line, expected) => {
    const found = await findings(line);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  it.each([
    'voice: { language: multi, speechModel: nova-3-general }',
    'voice: { speechModel: flux, eotThreshold: 0.7, partialPrompts: true }',
    'voice: { ttsProvider: Google, voice: en-US-Chirp3-HD-Aoede, transcriptionProvider: Google, speechModel: telephony }',
    'voice: { ttsProvider: Amazon, voice: Joanna-Neural, languages: [{ code: es-US, voice: Lupe-Neural }] }',
    'voice: { voice: UgBBYS2sOqTuMpoF3BR0-turbo_v2_5-0.8_0.8_0.6 }',
  ])('[CFG25] a voice that works is accepted: %s', async (line) => {
    expect(await findings(line)).toEqual([]);
  });

  it.each([
    ['transfer without targets', 'escalation: { transfer: true }', '16:29: needs a transfer section'],
    ['a target nobody can dial', 'transfer: { targets: [{ id: desk }] }', '16:27: the target cannot be reached'],
    [
      'sip_refer to a bare number',
      'transfer: { method: sip_refer, targets: [{ id: desk, number: "+14155550111" }] }',
      'sip_refer needs a sip_uri',
    ],
    [
      'a target that is the line itself',
      'transfer: { targets: [{ id: desk, number: "+14155550101" }] }',
      "line's own number",
    ],
    ['a fallback that is the line itself', 'fallback_number: "+14155550101"', "line's own number"],
    [
      'callbacks without their section',
      'escalation: { callback_now: true }\ntransfer: { targets: [{ id: a, number: "+14155550111" }] }',
      'needs a callbacks section',
    ],
    ['callbacks nobody makes', 'escalation: { callback_now: true }\ncallbacks: {}', 'needs transfer.targets'],
    [
      'bookings without slots',
      'escalation: { scheduled_callback: true }\ncallbacks: {}\ntransfer: { targets: [{ id: a, number: "+14155550111" }] }',
      'needs callbacks.slots',
    ],
    [
      'bookings without hours',
      'escalation: { scheduled_callback: true }\ncallbacks: { slots: {} }\ntransfer: { targets: [{ id: a, number: "+14155550111" }] }',
      'needs hours',
    ],
    [
      'an unknown mail preset',
      'mail_preset: defualt',
      '16:18: there is no mail preset "defualt"; did you mean "default"?',
    ],
    ['overlapping hours', 'hours: { monday: ["09:00-13:00", "12:00-17:00"] }', 'the spans of monday overlap'],
    [
      'two links of one id',
      'links:\n  - { id: a, title: A, url: "https://a.example.com" }\n  - { id: a, title: B, url: "https://b.example.com" }',
      '18:15: another link is called "a" already',
    ],
    [
      'a warning longer than the call',
      'limits: { max_call_minutes: 1, warning_seconds: 60 }',
      'warning_seconds must be shorter',
    ],
  ])('[CFG26] what is switched on but incomplete is an error: %s', async (_what, line, expected) => {
    const found = await findings(line);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
    expect(found[0]).not.toContain('warning:');
  });

  it('[CFG26] complete callbacks are accepted', async () => {
    expect(await findings(FULL_CALLBACKS)).toEqual([]);
  });

  it('[CFG26] e-mail links without any mail preset are an error', async () => {
    const line = 'link_delivery: { email: true }\nallowed_link_hosts: [example.com]';
    const found = await findings(line, '', (text) => text.replace(/mail:\n.*\n.*\n/, ''));
    expect(found).toEqual([expect.stringContaining('needs a mail preset')]);
  });

  it.each([
    [
      'a feature that is off',
      FULL_CALLBACKS,
      'features: { click_to_call: false }',
      "has no effect: the site's feature click_to_call is off",
    ],
    ['links delivered but none there', 'link_delivery: { sms: true }', '', 'has no effect: add links'],
    ['a greeting that hides the AI', 'hours: {}', '', 'no day has any hours'],
    [
      'more knowledge than its budget',
      'knowledge: [{ title: A, text: "some words that are too many" }]\nlimits: { knowledge_tokens: 2 }',
      '',
      'the rest is left out',
    ],
  ])('[CFG27] what has no effect is a warning: %s', async (_what, line, site, expected) => {
    const found = await findings(line, site);
    expect(found).toEqual([expect.stringMatching(/^\d+:\d+: warning: /)]);
    expect(found[0]).toContain(expected);
  });

  it('[CFG28] a greeting that does not disclose the AI is a warning', async () => {
    const found = await findings('', '', (text) => text.replace('the AI assistant', 'Sam, happy to help'));
    expect(found).toEqual([expect.stringMatching(/^13:15: warning: the greeting does not say/)]);
  });

  it('[CFG29] the pro plan’s hourly limits cannot be set', async () => {
    const found = await findings('', 'limits: { sms_per_hour: 500 }\n', (text) => text.replace('enterprise', 'pro'));
    expect(found).toEqual(["16:11: the pro plan's hourly limits are fixed (50 SMS, 25 e-mails); remove sms_per_hour"]);
  });

  it('[CFG30] two actions of one name, also over site and line', async () => {
    const action = '{ type: send_sms, name: a, description: d, to: caller, message: m }';
    expect(await findings(`actions: [${action}]`, `actions: [${action}]\n`)).toEqual([
      expect.stringContaining('another action is called a already'),
    ]);
  });

  it('[CFG31] a secret that is not set is an error, in the sandbox a warning', async () => {
    using folder = new SiteFolder();
    folder.write('site.yaml', siteText().replace('    from:', '    smtp_url: ${SMTP_ACME}\n    from:'));
    expect(await folder.problems()).toEqual(['site.yaml:8:15: set SMTP_ACME in the environment']);
    expect(await folder.problems({}, true)).toEqual(['site.yaml:8:15: warning: set SMTP_ACME in the environment']);
    expect(await folder.problems({ SMTP_ACME: 'smtp://mail.example.com' })).toEqual([]);
  });
});
