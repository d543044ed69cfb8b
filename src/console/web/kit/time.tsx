import { useEffect, useState } from 'react';
import { every, now } from '../browser/clock.ts';

/** The zone of whoever looks. */
export const localZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, style: 'time' | 'date-time' | 'day'): Intl.DateTimeFormat {
  const key = `${zone} ${style}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...(style !== 'day' && clock),
    ...(style !== 'time' && day),
    ...(style === 'time' && { second: '2-digit' }),
  });
  formats.set(key, made);
  return made;
}

export interface TimeProps {
  /** Epoch ms. */
  readonly at: number;
  /** IANA; absent: that of whoever looks. */
  readonly zone?: string | undefined;
  readonly show?: 'time' | 'date-time' | 'day';
}

/** A moment with its zone: "Wed, 25 Nov, 21:45 GMT+1". Its title has the seconds and the year. */
export function Time({ at, zone = localZone, show = 'date-time' }: TimeProps) {
  const date = new Date(at);
  const whole = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'long' });
  return (
    <time dateTime={date.toISOString()} title={`${whole.format(date)} (${zone})`}>
      {formatOf(zone, show).format(date)}
    </time>
  );
}

/** "1:05", "1:02:09". */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const padded = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/** A length of time in ms. `since`: goes on ticking from that moment (epoch ms). */
export function Duration(props: { readonly ms: number } | { readonly since: number }) {
  return 'ms' in props ? <span>{clockText(props.ms)}</span> : <Ticking since={props.since} />;
}

function Ticking({ since }: { readonly since: number }) {
  const [at, setAt] = useState(now);
  useEffect(() => every(1000, () => setAt(now())), []);
  return <span>{clockText(at - since)}</span>;
}
