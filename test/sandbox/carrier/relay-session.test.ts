import twilio from 'twilio';
import { expect, test } from 'vitest';
import { type Frame, shorten } from './fake-app.ts';
import { authToken, parties, startPair } from './with-call.ts';

const isInfo = (name: string, value: string) => (frame: Frame) => frame.name === name && frame.value === value;
const isType = (type: string) => (frame: Frame) => frame.type === type;
const silence = isInfo('agentSpeaking', 'off');
const LONG = 'One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen. ';

test('[SBX10] the voice webhook carries Twilio’s parameters, a valid signature and an idempotency token', async () => {
  const { app, carrier } = await startPair();
  const call = carrier.placeCall({ ...parties, extra: { CallerName: 'Ann Ames' } });
  const { url, parameters, signature, idempotencyToken } = await app.request('/voice');
  expect(parameters).toMatchObject({
    CallSid: call.sid,
    From: parties.from,
    Caller: parties.from,
    To: parties.to,
    CallStatus: 'ringing',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
    CallerName: 'Ann Ames',
  });
  expect(twilio.validateRequest(authToken, signature, url, parameters)).toBe(true);
  expect(twilio.validateRequest('other', signature, url, parameters)).toBe(false);
  expect(idempotencyToken).toMatch(/^IT[0-9a-f]{32}$/);
  await call.next('finished');
});

test('[SBX11] the upgrade is signed over the literal URL of the TwiML, and setup comes first', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay('', '<Parameter name="a" value="1 &amp; 2"/>'));
  const call = carrier.placeCall(parties);
  const setup = await app.frame(isType('setup'));
  expect(app.frames.events[0]).toBe(setup);
  expect(setup).toMatchObject({ callSid: call.sid, callStatus: 'RINGING', customParameters: { a: '1 & 2' } });
  const upgrade = app.upgrades[0]!;
  expect(upgrade.url).toBe(app.relayUrl);
  expect(twilio.validateRequest(authToken, upgrade.signature, app.relayUrl, {})).toBe(true);
});

test('[SBX12] the greeting is played at the speaking rate, with speaker events and played fragments', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay(`welcomeGreeting="${LONG.trim()}"`));
  const call = carrier.placeCall(parties);
  await app.frame(silence);
  const order = app.frames.events.map(shorten);
  expect(order.slice(0, 3)).toEqual(['setup', 'agentSpeaking on', 'tokensPlayed']);
  expect(order.at(-1)).toBe('agentSpeaking off');
  const played = app.frames.events.filter((frame) => frame.name === 'tokensPlayed').map((frame) => frame.value);
  expect(played.length).toBeGreaterThan(3);
  expect(played.join('')).toBe(LONG.trim());
  const speaking = call.events.filter((event) => event.type === 'speaking');
  const seconds = (speaking[1]!.at - speaking[0]!.at) / 1000;
  expect(seconds).toBeGreaterThan((LONG.length - 1) / 15 - 0.2);
});

test('[SBX13] a barge-in is reported in the order seen on live calls and drops everything queued', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay());
  const call = carrier.placeCall(parties);
  await app.frame(isType('setup'));
  app.send({ type: 'text', token: LONG, last: true }, { type: 'text', token: 'More of it.', last: true });
  await call.log.next((event) => event.type === 'spoken' && event.text.startsWith('five'));
  const from = app.frames.events.length;
  await call.say('Stop please');
  await app.frame(isType('prompt'));
  const order = app.frames.events.slice(from).map(shorten);
  expect(order.slice(order.indexOf('clientSpeaking on'))).toEqual([
    'clientSpeaking on',
    'tokensPlayed',
    'interrupt',
    'agentSpeaking off',
    'clientSpeaking off',
    'prompt',
  ]);
  const interrupt = app.frames.events.find(isType('interrupt'))!;
  expect(LONG.startsWith(String(interrupt.utteranceUntilInterrupt))).toBe(true);
  expect(interrupt.utteranceUntilInterrupt).toContain('four five');
  expect(Number(interrupt.durationUntilInterruptMs)).toBeGreaterThan(1000);
  const heard = call.events.filter((event) => event.type === 'spoken').map((event) => event.text);
  expect(heard.join('')).not.toContain('More');
  expect(app.frames.events.at(-1)).toMatchObject({ voicePrompt: 'Stop please', lang: 'en-US', last: true });
});

test('[SBX14] what cannot be interrupted goes on, and the caller is not reported unless the TwiML asks', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay('interruptible="none"'));
  const call = carrier.placeCall(parties);
  await app.frame(isType('setup'));
  app.send({ type: 'text', token: LONG, last: true });
  await app.frame(isInfo('agentSpeaking', 'on'));
  await call.say('Hello?');
  await app.frame(silence);
  expect(app.frames.events.map(shorten)).not.toContain('interrupt');
  expect(app.frames.events.map(shorten)).not.toContain('prompt');
  expect(call.events.some((event) => event.type === 'unheard' && event.what === 'Hello?')).toBe(true);
});

test('[SBX15] reportInputDuringAgentSpeech reports without interrupting; a frame’s own interruptible wins', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay('reportInputDuringAgentSpeech="speech"'));
  const call = carrier.placeCall(parties);
  await app.frame(isType('setup'));
  app.send({ type: 'text', token: LONG, last: true, interruptible: false });
  await app.frame(isInfo('agentSpeaking', 'on'));
  await call.say('Hello?');
  await app.frame(isType('prompt'));
  await app.frame(silence);
  expect(app.frames.events.map(shorten)).not.toContain('interrupt');
});

test('[SBX16] partial prompts are cumulative and come only when asked for', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay('partialPrompts="true" transcriptionLanguage="de-DE"'));
  const call = carrier.placeCall(parties);
  await app.frame(isType('setup'));
  await call.say('I would like to know when you open tomorrow morning please');
  await app.frame((frame) => frame.last === true);
  const prompts = app.frames.events.filter(isType('prompt'));
  expect(prompts.length).toBeGreaterThan(2);
  for (const [index, prompt] of prompts.entries())
    expect(String(prompts.at(-1)!.voicePrompt).startsWith(String(prompt.voicePrompt)), `prompt ${index}`).toBe(true);
  expect(prompts.map((prompt) => prompt.last)).toEqual([...prompts.slice(1).map(() => false), true]);
  expect(prompts[0]!.lang).toBe('de-DE');
});

test('[SBX17] keys are reported one by one, and only with dtmfDetection', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay('dtmfDetection="true"'));
  const call = carrier.placeCall(parties);
  await app.frame(isType('setup'));
  call.press('12#');
  await app.frame((frame) => frame.digit === '#');
  expect(app.frames.events.filter(isType('dtmf')).map((frame) => frame.digit)).toEqual(['1', '2', '#']);

  const deaf = await startPair();
  deaf.app.answers.set('/voice', deaf.app.relay());
  const other = deaf.carrier.placeCall(parties);
  await deaf.app.frame(isType('setup'));
  other.press('1');
  expect(other.events.at(-1)).toMatchObject({ type: 'unheard', what: '1' });
});

test('[SBX25] a preemptible message is cut by the next talk cycle, without an interrupt', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay());
  const call = carrier.placeCall(parties);
  await app.frame(isType('setup'));
  app.send({ type: 'text', token: LONG, last: true, preemptible: true });
  await call.log.next((event) => event.type === 'spoken' && event.text.startsWith('three'));
  app.send({ type: 'text', token: 'Something better.', last: true });
  await call.log.next((event) => event.type === 'spoken' && event.text.startsWith('better'));
  expect(app.frames.events.map(shorten)).not.toContain('interrupt');
  expect((await call.next('preempted')).heard).toContain('two three');
  const heard = call.events.filter((event) => event.type === 'spoken').map((event) => event.text);
  expect(heard.join('')).not.toContain('sixteen');
});

test('[SBX26] a backchannel is ignored where the TwiML says so', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay('ignoreBackchannel="true"'));
  const call = carrier.placeCall(parties);
  await app.frame(isType('setup'));
  app.send({ type: 'text', token: LONG, last: true });
  await app.frame(isInfo('agentSpeaking', 'on'));
  await call.say('Uh-huh');
  expect(call.events.some((event) => event.type === 'unheard' && event.what === 'Uh-huh')).toBe(true);
  await call.say('Wait a moment');
  expect(app.frames.events.map(shorten)).toContain('interrupt');
});

test('[SBX27] play, sendDigits and language are taken in order', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', app.relay());
  const call = carrier.placeCall(parties);
  await app.frame(isType('setup'));
  app.send(
    { type: 'text', token: 'First. ', last: true },
    { type: 'play', source: 'https://example.com/a.mp3' },
    { type: 'sendDigits', digits: '12w#' },
    { type: 'text', token: 'Last.', last: true },
    { type: 'language', ttsLanguage: 'fr-FR', transcriptionLanguage: 'fr-FR' },
  );
  await call.log.next((event) => event.type === 'spoken' && event.text === 'Last.');
  const kinds = ['spoken', 'media', 'digits-sent'];
  expect(call.events.filter((event) => kinds.includes(event.type)).map((event) => event.type)).toEqual([
    'spoken',
    'media',
    'digits-sent',
    'spoken',
  ]);
  await call.say('Bonjour');
  expect(await app.frame(isType('prompt'))).toMatchObject({ lang: 'fr-FR' });
});
