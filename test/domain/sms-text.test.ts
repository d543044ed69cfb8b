import { describe, expect, it } from 'vitest';
import { stripControls, toSmsText } from '../../src/domain/sms-text.ts';

describe('text messages', () => {
  it('[TXT1] look-alikes become GSM-7, so that a message holds what it can', () => {
    expect(toSmsText('It’s “fine” — really…')).toMatchObject({
      text: 'It\'s "fine" - really...',
      encoding: 'GSM-7',
      segments: 1,
    });
    expect(toSmsText('Straße, señal, £5')).toMatchObject({ encoding: 'GSM-7' });
  });

  it('[TXT2] two parts are the limit: 306 characters, 134 with an emoji', () => {
    expect(toSmsText('a'.repeat(306))).toMatchObject({ segments: 2, tooLong: false });
    expect(toSmsText('a'.repeat(307))).toMatchObject({ segments: 3, tooLong: true });
    expect(toSmsText(`${'a'.repeat(132)}😀`)).toMatchObject({ segments: 2, tooLong: false, encoding: 'UCS-2' });
    expect(toSmsText(`${'a'.repeat(133)}😀`).tooLong).toBe(true);
    expect(toSmsText('x'.repeat(100_000)).tooLong).toBe(true);
  });

  it('[TXT3] control and invisible characters go, line breaks stay', () => {
    expect(stripControls('a\u0000b\u200bc\u202ed\te\r\nf\n\n\n\ng\u2028h\ufeff')).toBe('abcd e\nf\n\ng\nh');
  });
});
