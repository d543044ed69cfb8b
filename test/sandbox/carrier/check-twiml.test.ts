import { describe, expect, test } from 'vitest';
import { checkTwiml } from '../../../src/sandbox/carrier/check-twiml.ts';

const relay = (attributes: string, inner = '') =>
  `<Response><Connect action="/a"><ConversationRelay url="wss://a.example/relay?x=1&amp;y=2" ${attributes}>${inner}</ConversationRelay></Connect></Response>`;

test('[SBX40] every documented attribute is taken as Twilio spells it', () => {
  const attributes = `welcomeGreeting="Hi" welcomeGreetingInterruptible="speech" language="en-US" ttsLanguage="en-US"
    transcriptionLanguage="en-US" ttsProvider="ElevenLabs" voice="UgBBYS2sOqTuMpoF3BR0" transcriptionProvider="Deepgram"
    speechModel="nova-3-general" interruptible="any" interruptSensitivity="high" dtmfDetection="true"
    reportInputDuringAgentSpeech="none" preemptible="false" hints="a,b" partialPrompts="true" speechTimeout="auto"
    eotThreshold="0.8" ignoreBackchannel="true" deepgramSmartFormat="true" profanityFilter="false"
    backgroundNoiseReduction="true" elevenlabsTextNormalization="off" intelligenceService="GA1"
    conversationConfiguration="c" conversationId="d" debug="debugging" events="speaker-events tokens-played config-updated"
    applicationReconnect="true" echoPromptFiltering="true" turnDetection="x"`;
  const languages =
    '<Language code="es-US" ttsProvider="Google" voice="es-US-Journey-F"/><Parameter name="a" value=""/>';
  const checked = checkTwiml(relay(attributes, languages));
  expect(checked).toMatchObject({ ok: true });
});

describe('[SBX41] what Twilio would silently drop or refuse is refused by name', () => {
  test.each([
    [relay('speechtimeout="auto"'), /no attribute speechtimeout; Twilio spells it speechTimeout/],
    [relay('dtmfdetection="true"'), /dtmfDetection/],
    [relay('reportInputDuringAgentSpeech="true"'), /reportInputDuringAgentSpeech="true"/],
    [relay('ttsProvider="elevenlabs"'), /ttsProvider/],
    [relay('speechTimeout="100"'), /speechTimeout/],
    [relay('events="speakerEvents"'), /events/],
    [relay('', '<Language tag="en"/>'), /no attribute tag.*needs code/],
    [relay('', '<Failover/>'), /<Failover> is not known/],
    [relay('', '<Say>Hi</Say>'), /<Say> is not allowed in <ConversationRelay>/],
    ['<Response><Connect><ConversationRelay/></Connect></Response>', /needs url/],
    ['<Response><Connect><ConversationRelay url="ws://a.example/"/></Connect></Response>', /wss/],
    ['<Response><Connect><ConversationRelay url="https://a.example/"/></Connect></Response>', /wss/],
    ['<Response><say>Hi</say></Response>', /<say> is not known; Twilio spells it Say/],
    ['<Response>Hello<Hangup/></Response>', /has text in it/],
    ['<Response><Dial callerid="+1">+14155550111</Dial></Response>', /callerId/],
    ['<Response><Dial timeout="2">+14155550111</Dial></Response>', /timeout/],
    ['<response/>', /root must be <Response>/],
    ['<Response>', /line 1/],
    ['', /empty/],
    [`<Response><Say>${'a'.repeat(70_000)}</Say></Response>`, /64 KB/],
    ['<!DOCTYPE x [<!ENTITY a "b">]><Response/>', /document type/],
  ])('%#', (document, message) => {
    expect(checkTwiml(document)).toMatchObject({ ok: false, message: expect.stringMatching(message) });
  });
});
