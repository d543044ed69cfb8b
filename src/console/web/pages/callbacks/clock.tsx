/** "10:30 PST" on the wall clock of an IANA zone. `at`: epoch ms. */
export function clockText(at: number, zone: string): string {
  const format = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
  return new Intl.DateTimeFormat('en-GB', { ...format, timeZone: zone }).format(at);
}

/** The same without its zone, where that follows. */
export const bareClock = (at: number, zone: string): string => clockText(at, zone).split(' ')[0] ?? '';

export function Clock({ at, zone }: { readonly at: number; readonly zone: string }) {
  return <time dateTime={new Date(at).toISOString()}>{clockText(at, zone)}</time>;
}

/** "Tuesday, 1 December 2026" of an ISO date. */
export function dayText(date: string, style: 'long' | 'short' = 'long'): string {
  const shown =
    style === 'long'
      ? ({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const)
      : ({ weekday: 'short', day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat('en-GB', { ...shown, timeZone: 'UTC' }).format(Date.parse(`${date}T12:00:00Z`));
}
