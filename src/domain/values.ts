import { z } from 'zod';

/** Small value schemas shared by the site file's parts. Messages say what to write instead. */
export const Identifier = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'use lower-case letters, digits, - and _, starting with a letter');
/** A name the model reads as a tool: the model APIs allow these characters and 64 of them. */
export const ToolName = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'use lower-case letters, digits and _, at most 64');
export const PhoneNumber = z.e164('write the number in E.164, for example "+14155550100" (in quotes)');
/** Who a text comes from: a number, a Messaging Service, or a name where the recipient's country allows one. */
export const SmsSender = z.union(
  [z.e164(), z.string().regex(/^MG[0-9a-f]{32}$/), z.string().regex(/^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/)],
  'write a number in E.164, a Messaging Service SID (MG…), or a name of at most 11 letters and digits',
);
export const EmailAddress = z.email('write one address, for example team@example.com');
export const HttpsUrl = z.url({ protocol: /^https$/, error: 'write an https:// URL' });
export const SipUri = z
  .string()
  .regex(/^sips?:[^\s@]+@[^\s@]+$/, 'write a SIP URI, for example sip:desk@pbx.example.com');
export const HostName = z
  .string()
  .regex(/^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'write a host name, for example help.example.com');
export const LanguageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'write a BCP-47 tag, for example en-US');
/** As LanguageTag, or `multi`: the recogniser detects the language itself. */
export const SpokenLanguage = z
  .string()
  .regex(/^(multi|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$/, 'write a BCP-47 tag, for example en-US, or multi');
export const WallClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time, for example "21:00"');
export const TimeZone = z.string().refine(isTimeZone, 'write an IANA time zone, for example America/New_York');
export const CountryCode = z.string().regex(/^[A-Z]{2}$/, 'write a two-letter country code, for example US');
/** A secret is never written into the file: `${NAME}` names an environment variable. */
export const SecretReference = z
  .string()
  .regex(/^\$\{[A-Z][A-Z0-9_]*\}$/, 'write ${NAME} and set NAME in the environment');

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
