import { SegmentedMessage } from 'sms-segments-calculator';

/** Two parts of GSM-7: 306 characters. */
const maximumSegments = 2;
const longestInput = 1600;

export interface SmsText {
  /** Ready to send: look-alikes replaced by GSM-7 characters, control characters gone. */
  readonly text: string;
  readonly segments: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly tooLong: boolean;
}

/** Cleans a text for SMS and counts what it costs. One curly quote would otherwise halve what a message can hold. */
export function toSmsText(raw: string, allowedSegments = maximumSegments): SmsText {
  const clean = stripControls(raw.slice(0, longestInput + 1).normalize('NFC')).trim();
  const message = new SegmentedMessage(clean, 'auto', true);
  const text = message.graphemes.join('');
  const segments = message.segmentsCount;
  return {
    text,
    segments,
    encoding: message.encodingName,
    tooLong: segments > allowedSegments || raw.length > longestInput,
  };
}

/** How many parts a text is sent and charged as. */
export const segmentsOf = (text: string): number => new SegmentedMessage(text, 'auto').segmentsCount;

/** In which alphabet a text is sent as it stands. */
export const encodingOf = (text: string): SmsText['encoding'] => new SegmentedMessage(text, 'auto').encodingName;

/** Without control characters, invisible and direction-changing signs; line breaks stay, at most two in a row. */
export function stripControls(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Cs}/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n');
}
