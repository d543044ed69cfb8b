import { describe, expect, it } from 'vitest';
import { isBackchannel, isHoldRequest, mustStop } from '../../src/domain/backchannel.ts';

describe('isBackchannel', () => {
  it.each([
    ['Uh-huh.', 'en-US'],
    ['Okay, okay', 'en-US'],
    ['mm-hmm', 'ja-JP'],
    ['I see, got it.', 'en-GB'],
    ['vale, entiendo', 'es-US'],
    ['D’accord', 'fr-FR'],
    ['Alles klar', 'de-DE'],
    ['tá bom', 'pt-BR'],
    ['va bene', 'it-IT'],
    ['ik snap het', 'nl-NL'],
  ])('[BC1] %s (%s) is only a sign of listening', (text, language) => {
    expect(isBackchannel(text, language)).toBe(true);
  });

  it.each([
    'yes',
    'no',
    'okay but wait',
    'right now',
    'got it wrong',
    '',
    '...',
    'ok ok ok ok ok ok ok',
    'sure, send it',
  ])('[BC1] "%s" is more than that, or nothing', (text) => {
    expect(isBackchannel(text, 'en-US')).toBe(false);
  });

  it('[BC1] the words of one language are not those of another', () => {
    expect(isBackchannel('vale', 'de-DE')).toBe(false);
  });
});

describe('isHoldRequest', () => {
  it.each([
    ['Hold on a second, please', 'en-US'],
    ['OK, let me check.', 'en-US'],
    ['un momento por favor', 'es-ES'],
    ['attendez', 'fr-FR'],
    ['Moment bitte', 'de-DE'],
    ['só um momento', 'pt-PT'],
    ['aspetti un attimo', 'it-IT'],
    ['wacht even', 'nl-NL'],
    ['one moment', 'de-DE'],
  ])('[BC2] %s (%s) asks us to wait', (text, language) => {
    expect(isHoldRequest(text, language)).toBe(true);
  });

  it.each([
    'Can you hold on to my parcel?',
    'Yes please',
    'I was waiting for one moment in time and then it all went wrong and nobody called me back',
    '',
  ])('[BC2] "%s" does not', (text) => {
    expect(isHoldRequest(text, 'en-US')).toBe(false);
  });
});

describe('mustStop', () => {
  it.each([
    'stop',
    'No, that is wrong',
    'uh, wait',
    'Actually, I meant Friday',
    'nein',
    'attendez',
    'okay, stop',
    'espera',
  ])('[BC3] "%s" takes the floor', (text) => {
    expect(mustStop(text)).toBe(true);
  });

  it.each(['uh-huh', 'okay', 'yes', '', 'north side', 'I know'])('[BC3] "%s" does not', (text) => {
    expect(mustStop(text)).toBe(false);
  });
});
