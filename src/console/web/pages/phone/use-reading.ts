import { useEffect, useRef } from 'react';
import { z } from 'zod';
import type { LegEvent } from '../../../contract/phone-stream.ts';
import { after, now } from '../../browser/clock.ts';
import { browserVoice } from '../../browser/voice.ts';
import { request } from '../../data/request.ts';
import type { LegView } from './model/leg-view.ts';
import type { PhoneConnection } from './model/phone-connection.ts';
import { Reader } from './model/reader.ts';

export interface ReadingOptions {
  readonly connection: PhoneConnection;
  readonly isOn: boolean;
  /** Whether what is said on this leg is to be heard here, and in which pitch; null: it is not. */
  readonly pitchOf: (leg: LegView) => number | null;
  readonly onProblem: () => void;
}

/** Reads out loud what is said on the phones of this page. The answer tells where the reading of a leg is. */
export function useReading(options: ReadingOptions): (sid: string) => number | undefined {
  const { connection, isOn } = options;
  const latest = useRef(options);
  latest.current = options;
  const readers = useRef(new Map<string, Reader>());
  useEffect(() => {
    if (!isOn) return;
    const open = readers.current;
    const stop = connection.listen((entry, isNew) => {
      if (entry.kind !== 'event' || !isNew) return;
      const leg = connection.desk.legs.get(entry.sid);
      if (leg !== undefined) hear(open, leg, entry.event, latest.current);
    });
    return () => {
      stop();
      for (const reader of open.values()) reader.close();
      open.clear();
    };
  }, [connection, isOn]);
  return (sid) => readers.current.get(sid)?.position ?? undefined;
}

function hear(open: Map<string, Reader>, view: LegView, event: LegEvent, options: ReadingOptions): void {
  const { sid } = view.leg;
  if (event.type === 'coming') {
    const pitch = options.pitchOf(view);
    if (pitch === null) return;
    const reader = open.get(sid) ?? newReader(sid, pitch, options);
    open.set(sid, reader);
    reader.coming(event.text, event.from, view.language);
    return;
  }
  if (!silences(event)) return;
  open.get(sid)?.cut();
  if (event.type === 'ended') open.delete(sid);
}

const cuts: readonly string[] = ['interrupted', 'preempted', 'cut-by-end', 'session-ended', 'ended'];
const silences = (event: LegEvent): boolean =>
  cuts.includes(event.type) || (event.type === 'speaking' && !event.on && event.source === 'say');

function newReader(sid: string, pitch: number, { onProblem }: ReadingOptions): Reader {
  return new Reader({ voice: browserVoice(pitch), after, now, report: reporter(sid), gaveUp: onProblem });
}

/** One report is on its way at a time; of those that come meanwhile the last one counts. */
function reporter(sid: string): (position: number | null) => void {
  let waiting: { readonly position: number | null } | null = null;
  let isSending = false;
  const send = async (): Promise<void> => {
    isSending = true;
    while (waiting !== null) {
      const body = waiting;
      waiting = null;
      // The call may be over: then nothing depends on it any more.
      await request(z.unknown(), `/api/phone/calls/${sid}/heard`, { method: 'POST', body }).catch(() => null);
    }
    isSending = false;
  };
  return (position) => {
    waiting = { position };
    if (!isSending) void send();
  };
}
