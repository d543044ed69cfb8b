import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTwilioRequestVerifier } from '../../src/adapters/twilio-request-verifier.ts';

const TOKEN = 'the-auth-token';
const verifier = createTwilioRequestVerifier(TOKEN);
const hmac = (data: string): string => createHmac('sha1', TOKEN).update(data, 'utf8').digest('base64');
const verify = (url: string, parameters: Record<string, string | string[]>, signature: string | null): boolean =>
  verifier.verify({ url, parameters, signature });
const URL = 'https://voice.example.com/twilio/voice';

describe('the request verifier', () => {
  it('[HOOK33] parameters are signed sorted by name, with non-ASCII and empty values', () => {
    const signature = hmac(`${URL}Aé €Empty Z1`.replace('Empty ', 'Empty'));
    expect(verify(URL, { Z: '1', A: 'é €', Empty: '' }, signature)).toBe(true);
    expect(verify(URL, { Z: '2', A: 'é €', Empty: '' }, signature)).toBe(false);
  });

  it('[HOOK33] a repeated parameter is signed sorted and without doubles', () => {
    expect(verify(URL, { P: ['b', 'a', 'b'] }, hmac(`${URL}PaPb`))).toBe(true);
  });

  it('[HOOK33] the query is part of the URL, as it was sent', () => {
    const url = `${URL}?a=%C3%A9&b=x%20y`;
    expect(verify(url, {}, hmac(url))).toBe(true);
    expect(verify(url, {}, hmac(URL))).toBe(false);
  });

  it('[HOOK34] a socket is signed by its literal wss URL', () => {
    const url = 'wss://voice.example.com/relay?call=CA1&token=abc';
    expect(verify(url, {}, hmac(url))).toBe(true);
    expect(verify(url.replace('wss:', 'https:'), {}, hmac(url))).toBe(false);
    expect(verify(url, {}, hmac(url.replace('wss:', 'https:')))).toBe(false);
    expect(verify(`${url}&x=1`, {}, hmac(url))).toBe(false);
    const port = 'ws://127.0.0.1:4711/relay?token=abc';
    expect(verify(port, {}, hmac(port))).toBe(true);
    expect(verify(port, {}, hmac(port.replace(':4711', '')))).toBe(false);
  });

  it('[HOOK35] a missing, empty, short or foreign signature and a URL that is none are false, never a throw', () => {
    for (const signature of [null, '', 'x', 'é', hmac('another')]) expect(verify(URL, {}, signature)).toBe(false);
    expect(verify('not a url', {}, 'x')).toBe(false);
    expect(verify('https://', { A: '1' }, hmac('x'))).toBe(false);
    expect(createTwilioRequestVerifier('another').verify({ url: URL, parameters: {}, signature: hmac(URL) })).toBe(
      false,
    );
  });
});
