import { readFileSync } from 'node:fs';
import type { TestedLine } from './line-book.ts';

const ORIGIN = 'https://voice.example.com';

/** A document of the folder `twiml/`, as `comparable` makes those of a call. */
export const golden = (name: string): string => comparable(readFileSync(`twiml/${name}.xml`, 'utf8'));

/** The documents of a call on this line with the values of the golden ones in place of its own, one space for each gap. */
export const likeGolden = (documents: readonly string[], { number, desk }: TestedLine): readonly string[] =>
  documents.map((document) => comparable(document.replaceAll(number, '+14155550101').replaceAll(desk, '+14155550111')));

/** Where lines break depends on the length of the values. */
function comparable(document: string): string {
  return document
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, ORIGIN)
    .replaceAll(/wss?:\/\/[^/"]+\/relay\?[^"]+/g, 'wss://voice.example.com/relay')
    .replaceAll(/\bcall_\w+/g, 'call_01');
}
