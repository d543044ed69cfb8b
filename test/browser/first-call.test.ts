import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, withoutChromium } from './chromium.ts';
import { ConsoleBench } from './console-bench.ts';

describe.skipIf(findChromium() === null)(`the phone in the browser${withoutChromium}`, { timeout: 120_000 }, () => {
  const bench = new ConsoleBench();
  beforeAll(() => bench.open(), 120_000);
  afterAll(() => bench.close());
  afterEach(async () => expect(await bench.settle()).toEqual([]));

  it('[WEB2] a newcomer calls, asks for a text, agrees, and has it in the inbox beside the phone', async () => {
    const phone = await bench.phone();
    await phone.call('Sales', '+1 415 555 0161');
    await phone.hears(/I'm Nora, the AI assistant\. What are you planning\?/);
    await phone.says('Could you text me the link to the brochure?', /the number you're calling from, ending in 6 1\?/);
    expect(await phone.messages.count()).toBe(0);
    await phone.say('Yes, please.');
    const sms = phone.messages.getByRole('article');
    await sms.filter({ hasText: 'https://brightwater.example.com/brochure' }).waitFor();
    expect(await sms.count()).toBe(1);
    expect(await sms.textContent()).toMatch(/SMS to \+14155550161 from Sales/);
    await phone.hangUp();
    expect(await phone.own.textContent()).toContain('Ended after');
  });

  it('[WEB3] what an interruption kept from being heard is struck out, in the phone and in the record of the call', async () => {
    const phone = await bench.phone();
    await phone.holdVoice('AI assistant');
    await phone.call('Sales', '+1 415 555 0162');
    await phone.voiceHeld();
    await phone.says('What does a heat pump cost?', /8,200 dollars/);
    const struck = phone.own.getByRole('deletion');
    expect(await struck.count()).toBe(1);
    expect(await struck.textContent()).toMatch(/Not heard:\s+AI assistant\. What are you planning\?/);
    expect(await phone.own.getByRole('log').textContent()).toMatch(/I'm Nora, the\s+Not heard/);
    await phone.hangUp();
    await phone.own.getByRole('link', { name: 'The call’s record' }).click();
    const said = phone.page.getByRole('listitem').filter({ hasText: 'Brightwater sales' });
    await said.waitFor();
    expect(await said.getByRole('deletion').textContent()).toMatch(/AI assistant\. What are you planning\?/);
    expect(await said.textContent()).toMatch(/I'm Nora, the\s+\(not heard/);
    expect(await phone.page.getByRole('deletion').count()).toBe(1);
  });

  it('[WEB4] the second phone rings, hears who it is, takes the call by 1, and both talk', async () => {
    const phone = await bench.phone();
    await phone.call('Sales', '+1 415 555 0163');
    await phone.hears(/What are you planning\?/);
    await phone.asksForAPerson();
    await phone.answer();
    const whisper = phone.agent.getByRole('log');
    await whisper.filter({ hasText: /number ending in 0 1 6 3.*asked for a person.*Press 1 to take/ }).waitFor();
    expect(await phone.own.getByRole('log').textContent()).not.toContain('Connected');
    await phone.agent.getByRole('button', { name: 'Press 1 to accept' }).click();
    await phone.agentSays('Brightwater sales, this is Kim.');
    await phone.hears(/Sales: Brightwater sales, this is Kim\./);
    await phone.say('Hello Kim, it is about a heat pump.');
    await whisper.filter({ hasText: 'Caller: Hello Kim, it is about a heat pump.' }).waitFor();
    await phone.hangUp();
  });

  it('[WEB5] a call declined rings the next one; when nobody takes it the bot is back and offers what else there is', async () => {
    const phone = await bench.phone();
    await phone.call('Support', '+1 415 555 0164');
    await phone.hears(/How can I help\?/);
    await phone.asksForAPerson();
    await phone.rings('Support').getByRole('button', { name: 'Decline' }).click();
    await phone.rings('Emergencies').getByRole('button', { name: 'Answer' }).click();
    await phone.agent.getByRole('button', { name: 'Press 2 to decline' }).click();
    await phone.hears(/nobody answered/);
    await phone.hears(/I can arrange a call back, text you something.*What would you like\?/);
    await phone.says('Then text me the link to the booking page.', /number you're calling from, ending in 6 4\?/);
    await phone.hangUp();
  });
});
