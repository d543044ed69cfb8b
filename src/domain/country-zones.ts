/** Where most people live, of the countries that span several zones and whose first by name is another. */
const mainZones: Readonly<Record<string, string>> = {
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  GL: 'America/Nuuk',
  KI: 'Pacific/Tarawa',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  US: 'America/New_York',
};

/** Territories that have numbers of their own and no entry with the runtime. */
const otherZones: Readonly<Record<string, readonly string[]>> = {
  AC: ['Atlantic/St_Helena'],
  TA: ['Atlantic/St_Helena'],
  XK: ['Europe/Belgrade'],
};

/**
 * All IANA zones of a country (two letters), the main one first; none for what is no country. They are the runtime's
 * own, so each is one it can compute with.
 */
export function zonesOfCountry(country: string): readonly string[] {
  const locale = new Intl.Locale('und', { region: country }) as LocaleWithZones;
  const zones = otherZones[country] ?? locale.getTimeZones() ?? [];
  const main = mainZones[country];
  return main === undefined ? zones : [main, ...zones.filter((zone) => zone !== main)];
}

/** Standard, and missing from the compiler's library only. */
interface LocaleWithZones extends Intl.Locale {
  getTimeZones(): readonly string[] | undefined;
}
