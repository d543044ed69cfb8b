import type { ReactNode } from 'react';
import { Duration } from '../../../kit/time.tsx';
import type { LegView } from '../model/leg-view.ts';

/** A phone as it lies on the table: whom it is with, the talk, and what can be done. */
export function Device({
  title,
  name,
  number,
  state,
  rings = false,
  children,
}: {
  /** Names the phone for screen readers, e.g. "Your phone". */
  readonly title: string;
  readonly name: string;
  readonly number: ReactNode;
  readonly state: ReactNode;
  readonly rings?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={rings ? 'phone-device rings' : 'phone-device'} aria-label={`${title}: ${name}`}>
      <header className="phone-head">
        <p className="phone-title">{title}</p>
        <h2>{name}</h2>
        <p className="phone-number">{number}</p>
        <p className="phone-state">{state}</p>
      </header>
      {children}
    </section>
  );
}

/** "Ringing", "1:05", "Ended after 1:05". */
export function LegState({ view }: { readonly view: LegView }) {
  const { state, connectedAt, endedAt } = view;
  if (state === 'new') return <>Calling …</>;
  if (state === 'ringing' || state === 'waits') return <>Ringing …</>;
  if (state === 'over') {
    if (connectedAt === null || endedAt === null) return <>Not taken</>;
    return (
      <>
        Ended after <Duration ms={endedAt - connectedAt} />
      </>
    );
  }
  return connectedAt === null ? <>Connected</> : <Duration since={connectedAt} />;
}
