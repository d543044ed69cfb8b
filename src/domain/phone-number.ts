import {
  type CountryCode,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import type { ToolCode } from './tool-result.ts';

/** What a text message may go to. In +1 the plan does not tell mobile from fixed. */
const textable: readonly string[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE'];

/**
 * The number in E.164, or null when it is none. `raw` may be written nationally; the default country (two letters)
 * then says where. Letters are refused rather than skipped: a number read in part is somebody else's number.
 */
export function parsePhoneNumber(raw: string, defaultCountry: string): string | null {
  if (raw.length > 40 || /\p{L}/u.test(raw)) return null;
  const country = isSupportedCountry(defaultCountry) ? (defaultCountry as CountryCode) : undefined;
  const parsed = parsePhoneNumberFromString(raw.trim(), country);
  return parsed?.isValid() === true && parsed.ext === undefined ? parsed.number : null;
}

/** What may be called back: people's phones. Premium, shared-cost and toll-free numbers are never rung. */
const callable: readonly string[] = [...textable, 'FIXED_LINE', 'VOIP', 'PERSONAL_NUMBER', 'UAN'];

/** Null when a text may be sent to this number (E.164), else why not. */
export const checkTextable = (e164: string, countries: readonly string[]): ToolCode | null =>
  checkNumber(e164, countries, textable);

/** Null when this number (E.164) may be called back, else why not. */
export const checkCallable = (e164: string, countries: readonly string[]): ToolCode | null =>
  checkNumber(e164, countries, callable);

/**
 * Judged by country, not by calling code: Jamaica shares +1 with the United States. Satellite and international
 * networks have no country and are never allowed.
 */
function checkNumber(e164: string, countries: readonly string[], types: readonly string[]): ToolCode | null {
  const parsed = parsePhoneNumberFromString(e164);
  if (parsed?.isValid() !== true) return 'bad_number';
  if (parsed.country === undefined || !countries.includes(parsed.country)) return 'number_not_allowed';
  return types.includes(parsed.getType() ?? '') ? null : 'number_not_allowed';
}

/** The country a number (E.164) belongs to, two letters; null for satellite and international networks. */
export const countryOf = (e164: string): string | null => parsePhoneNumberFromString(e164)?.country ?? null;

/** The digits behind the calling code: what people say when they say their number. */
export function nationalNumber(e164: string): string {
  return parsePhoneNumberFromString(e164)?.nationalNumber ?? e164.replace(/\D/g, '');
}

/**
 * The country (two letters) a number in E.164 belongs to, the main one of its calling code where the plan does not say;
 * null where it is none's, e.g. a satellite network's.
 */
export function likelyCountryOf(e164: string): string | null {
  const parsed = parsePhoneNumberFromString(e164);
  return parsed?.country ?? parsed?.getPossibleCountries()[0] ?? null;
}

/** What numbers of a country (two letters) begin with behind the plus; null where there is no such country. */
export function callingCodeOf(country: string): string | null {
  return isSupportedCountry(country) ? getCountryCallingCode(country as CountryCode) : null;
}

/** A number (E.164) as people of this country have one, for showing what a caller from there meets; null: unknown. */
export const exampleNumber = (country: string): string | null =>
  isSupportedCountry(country) ? (getExampleNumber(country as CountryCode, examples)?.number ?? null) : null;
