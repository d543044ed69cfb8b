import type { CallEvent } from './event.ts';
import type { Medium } from './message.ts';

/** The destinations of a medium that the caller had confirmed when the call ended. */
export function confirmedDestinations(events: readonly CallEvent[], medium: Medium): readonly string[] {
  const confirmed = new Set<string>();
  for (const event of events) {
    if (event.type !== 'destination-changed' || event.medium !== medium) continue;
    if (event.state === 'confirmed') confirmed.add(event.destination);
    else confirmed.delete(event.destination);
  }
  return [...confirmed];
}
