import { describe, expect, it } from 'vitest';
import { maskText, speakMaskedAddress, speakMaskedNumber } from '../../../src/domain/spoken/masked.ts';

describe('masking', () => {
  it('[SK5] leaves enough to confirm and too little to know', () => {
    expect(speakMaskedNumber('+14155552671')).toBe('the number ending 71');
    expect(speakMaskedAddress('jane.doe@gmail.com')).toBe('j… at gmail dot com');
    expect(speakMaskedAddress('@')).not.toContain('@');
  });

  it('[SK5] finds numbers and addresses in free text, and leaves other numbers alone', () => {
    expect(maskText('Call (415) 555-2671, +44 20 7946 0958 or 4155552699; a.b@x.org; room 1204, 42.50 dollars')).toBe(
      'Call (the number ending 71, the number ending 58 or the number ending 99; a… at X dot org; room 1204, 42.50 dollars',
    );
  });
});
