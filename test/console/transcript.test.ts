import { expect, it } from 'vitest';
import { unheardOf } from '../../src/console/calls/transcript.ts';

it.each([
  ['I can text you the link.', 'I can text you', 'the link.'],
  ['Hello', 'Hello', ''],
  ['Hello there', '', 'Hello there'],
  // Masked, a number that was heard in part must not be put together from both parts.
  ['Ring the number ending 23 now', 'Ring 415 55', 'the number ending 23 now'],
  ['Ring the number', 'Ring them', 'the number'],
  ['', 'x', ''],
])('[CAL16] of %j, when %j was heard, %j was not', (text, heard, unheard) => {
  expect(unheardOf(text, heard)).toBe(unheard);
});
