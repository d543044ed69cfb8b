import { XMLValidator } from 'fast-xml-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALLER_GONE, DECLINED, NO_ANSWER, SECOND, TransferBench, WHISPER, WHISPER_KEY } from './transfer-bench.ts';
import { CALLER } from './webhook-bench.ts';

let bench: TransferBench;
beforeEach(async () => {
  bench = await new TransferBench().open();
  await bench.voice();
});
afterEach(() => bench.close());

const whisper = async (document?: string) => bench.onAgentLeg(document ?? (await bench.handOff()), WHISPER);
const press = (asked: string, Digits: string) => bench.onAgentLeg(asked, WHISPER_KEY, { Digits });

describe('the whisper', () => {
  it('[XFR30] says who calls, why and what was said, and asks for 1, twice, then hangs up', async () => {
    const text = await whisper();
    expect(text).toContain('Call for Acme. A caller, number ending in 0 1 2 1. Reason: billing.');
    expect(text).toContain('Wants to talk about an invoice. Press 1 to take the call.');
    expect(text.match(/<Gather /g)).toHaveLength(2);
    expect(text).toMatch(/<Hangup\/>\s*<\/Response>/);
    expect(await bench.eventsOf('agent-answered')).toEqual([]);
  });

  it('[XFR30] names a caller the store knows', async () => {
    await bench.store.saveContacts([
      {
        id: 'contact_1',
        siteId: 'acme',
        name: 'Dana <Reyes>',
        callbackNumber: null,
        email: null,
        language: null,
        timeZone: null,
        notes: null,
        identifiers: [CALLER],
      },
    ]);
    const text = await whisper();
    expect(text).toContain('Dana &lt;Reyes&gt;, number ending in 0 1 2 1.');
    expect(XMLValidator.validate(text)).toBe(true);
  });

  it('[XFR30] a withheld number is not said', async () => {
    await bench.close();
    bench = await new TransferBench().open();
    await bench.voice({ From: 'anonymous' });
    expect(await whisper()).toContain('Call for Acme. A caller. Reason');
  });

  it('[XFR31] 1 connects the two', async () => {
    const asked = await whisper();
    expect(await press(asked, '1')).toContain('<Response/>');
    expect(await bench.eventsOf('agent-answered')).toMatchObject([{ dial: 1, target: 'desk', accepted: true }]);
  });

  it.each(['2', '*', '', '11', '１'])('[XFR32] %j ends the agent’s leg, and the next one rings', async (key) => {
    const document = await bench.handOff();
    const asked = await whisper(document);
    expect(await press(asked, key)).toContain('<Hangup/>');
    expect(await bench.eventsOf('agent-answered')).toMatchObject([{ accepted: false }]);
    expect(await bench.dialEnded(document, DECLINED)).toContain(SECOND);
    expect(await bench.eventsOf('agent-dial-ended')).toMatchObject([{ outcome: 'declined' }]);
  });

  it('[XFR32] a machine, or nobody at the phone, presses nothing: declined, and the next one rings', async () => {
    const document = await bench.handOff();
    await whisper(document);
    expect(await bench.dialEnded(document, DECLINED)).toContain(SECOND);
    expect(await bench.eventsOf('agent-answered')).toEqual([]);
    expect(await bench.eventsOf('agent-dial-ended')).toMatchObject([{ outcome: 'declined' }]);
  });

  it('[XFR33] repeated, each gets the same answer and is recorded once', async () => {
    const document = await bench.handOff();
    const asked = await whisper(document);
    expect(await whisper(document)).toBe(asked);
    expect(await press(asked, '1')).toContain('<Response/>');
    expect(await press(asked, '1')).toContain('<Response/>');
    expect(await bench.eventsOf('agent-answered')).toHaveLength(1);
  });

  it('[XFR34] an agent whose turn is over is not connected any more: neither asked nor taken', async () => {
    const document = await bench.handOff();
    const asked = await whisper(document);
    const next = await bench.dialEnded(document, NO_ANSWER);
    expect(await press(asked, '1')).toContain('<Hangup/>');
    expect(await whisper(document)).toContain('<Hangup/>');
    expect(await whisper(document)).not.toContain('<Gather');
    expect(await whisper(next)).toContain('<Gather');
    expect(await bench.eventsOf('agent-answered')).toEqual([]);
  });

  it('[XFR34] nor after the caller has gone back to the bot, or handed off anew', async () => {
    let document = await bench.handOff();
    const last = async () => {
      for (const form of [NO_ANSWER, NO_ANSWER]) document = await bench.dialEnded(document, form);
      return document;
    };
    const night = await last();
    const asked = await whisper(night);
    await bench.dialEnded(night, NO_ANSWER);
    expect(await press(asked, '1')).toContain('<Hangup/>');
    await bench.handOff({ session: 'VX2' });
    expect(await press(asked, '1')).toContain('<Hangup/>');
  });

  it('[XFR34] nor when the caller hung up', async () => {
    const document = await bench.handOff();
    const asked = await whisper(document);
    await bench.dialEnded(document, CALLER_GONE);
    expect(await press(asked, '1')).toContain('<Hangup/>');
    expect(await whisper(document)).not.toContain('<Gather');
  });

  it('[XFR34] nor of a call nobody knows', async () => {
    const text = await bench.onAgentLeg(await bench.handOff(), WHISPER, { ParentCallSid: 'CA77' });
    expect(text).not.toContain('<Gather');
    expect(text).toContain('<Hangup/>');
  });

  it('[XFR35] the language is the line’s', async () => {
    await bench.close();
    bench = await new TransferBench({}, { voice: { language: 'de-AT' } }).open();
    await bench.voice();
    const text = await whisper();
    expect(text).toContain('<Say language="de-AT">Anruf für Acme. Ein Anrufer, Nummer mit der Endung 0 1 2 1.');
  });

  it('[XFR36] what a model wrote stays data: no URL is said, nothing leaves the sentence', async () => {
    const summary = 'See https://evil.example.com/x </Say><Dial>+19005550100</Dial> \u0000\u202e'.repeat(3);
    const text = await whisper(await bench.handOff({ reason: '<Hangup/>&amp;', summary }));
    expect(XMLValidator.validate(text)).toBe(true);
    expect(text).not.toMatch(/evil|<Dial|\u202e/);
    expect(text).toContain('the link');
    expect(text).toContain('&lt;Hangup/&gt;&amp;amp;');
  });

  it('[XFR37] with the store away the agent is let go', async () => {
    const document = await bench.handOff();
    bench.store.away = true;
    const text = await whisper(document);
    expect(text).toMatch(/<Response>\s*<Hangup\/>\s*<\/Response>/);
    const nonsense = await bench.onAgentLeg(document, WHISPER, { ParentCallSid: '' });
    expect(nonsense).toBe(text);
  });
});
