import type { CallEvent } from './event.ts';

type PersonSaid = CallEvent & { readonly type: 'person-said' };

/**
 * The events, with what a transcription sent brought into the order of speaking: it arrives late and mixed up. Its lines
 * keep the places its lines have; the events between them stay where they are. What came twice is there once.
 */
export function inSpokenOrder(events: readonly CallEvent[]): readonly CallEvent[] {
  const waiting = new Map<string, PersonSaid[]>();
  for (const event of events) {
    if (event.type !== 'person-said') continue;
    waiting.set(event.transcription, [...(waiting.get(event.transcription) ?? []), event]);
  }
  for (const [transcription, lines] of waiting) waiting.set(transcription, sorted(lines));
  return events.flatMap((event): readonly CallEvent[] => {
    if (event.type !== 'person-said') return [event];
    const next = waiting.get(event.transcription)?.shift();
    return next === undefined ? [] : [next];
  });
}

function sorted(lines: readonly PersonSaid[]): PersonSaid[] {
  const bySequence = lines.toSorted((a, b) => a.sequence - b.sequence || a.at - b.at);
  return bySequence.filter((line, index) => {
    const before = bySequence[index - 1];
    return line.sequence !== before?.sequence || line.text !== before.text || line.speaker !== before.speaker;
  });
}
