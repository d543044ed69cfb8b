import type { CallRow } from '../../../contract/calls.ts';

const kinds: Readonly<Record<string, string>> = {
  withheld: 'Number withheld',
  sip: 'SIP caller',
  client: 'App caller',
};

/** Whose number it is in words: "The number ending 23", "Number withheld". */
export function callerName({ caller }: Pick<CallRow, 'caller'>): string {
  const known = Object.hasOwn(kinds, caller) ? kinds[caller] : undefined;
  return known ?? `${caller.slice(0, 1).toUpperCase()}${caller.slice(1)}`;
}
