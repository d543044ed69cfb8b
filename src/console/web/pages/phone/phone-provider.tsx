import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { type CallingAs, type PhoneAct, type PhoneSetup, PlacedCall } from '../../../contract/phone.ts';
import { useKept } from '../../browser/kept.ts';
import { hasVoices, watchVoices } from '../../browser/voice.ts';
import { useCommand } from '../../data/use-api.ts';
import { addressOf, type Desk, ownLeg } from './model/desk.ts';
import type { LegView } from './model/leg-view.ts';
import { PhoneContext, type PhoneDesk, Placed } from './phone-context.ts';
import { useDesk } from './use-desk.ts';
import { useReading } from './use-reading.ts';
import { useTurns } from './use-turns.ts';

/** Pitch of a voice: the agent's phone sounds lower than the caller's. */
const OWN_PITCH = 1;
const OTHER_PITCH = 0.75;
const NO_VOICE = 'This browser has no voice to read with. What the bot says is shown as it is spoken.';
const nothing = z.object({});

/** Holds the phones of this page: the stream, the call that was placed, the voice. */
export function PhoneProvider({ setup, children }: { readonly setup: PhoneSetup; readonly children: ReactNode }) {
  const [plays, setPlays] = useKept('attendant.phone.plays', z.boolean(), true);
  const { connection, desk, state } = useDesk(plays);
  const [placed, setPlaced] = useKept('attendant.phone.placed', Placed.nullable(), null);
  const voice = useVoice();
  const place = usePlaceCall(setPlaced);
  const follow = useScriptCall(desk, setup, setPlaced);
  const from = placed?.from ?? null;
  const pitchOf = ({ leg, byHand }: LegView): number | null => {
    if (leg.sid === placed?.sid || (from !== null && addressOf(leg.to) === addressOf(from))) return OWN_PITCH;
    return byHand ? OTHER_PITCH : null;
  };
  const positionOf = useReading({ connection, isOn: voice.isOn && voice.problem === null, pitchOf, ...voice.reading });
  const send = useCommand(nothing, ({ sid, act, body }: Act) => ({ path: `/api/phone/calls/${sid}/${act}`, body }));
  const connected = placed !== null && desk.legs.get(placed.sid)?.connectedAt != null;
  const turns = useTurns(connected ? placed.sid : null);
  const value: PhoneDesk = {
    setup,
    desk,
    state,
    placed,
    own: ownLeg(desk, placed),
    turns,
    call: (siteId, lineId, as) => place.mutate({ siteId, lineId, as }),
    isCalling: place.isPending,
    act(sid, act, body = {}) {
      const heard = cutting.includes(act) ? positionOf(sid) : undefined;
      send.mutate({ sid, act, body: { ...body, ...(heard !== undefined && { heard }) } });
    },
    follow,
    clear: () => setPlaced(null),
    voice,
    plays,
    setPlays,
  };
  return <PhoneContext value={value}>{children}</PhoneContext>;
}

/** What may cut the bot short says how much of it was heard. */
const cutting: readonly PhoneAct[] = ['say', 'press', 'interrupt'];

interface Act {
  readonly sid: string;
  readonly act: PhoneAct;
  readonly body: Readonly<Record<string, unknown>>;
}

function usePlaceCall(setPlaced: (placed: Placed) => void) {
  return useCommand(
    PlacedCall,
    (order: { readonly siteId: string; readonly lineId: string; readonly as: CallingAs }) => ({
      path: '/api/phone/calls',
      body: order,
    }),
    { onDone: (call, { siteId, lineId, as }) => setPlaced({ ...call, siteId, lineId, as }) },
  );
}

/** A script begun here is on this phone as well; what other tabs play is not. The answer begins to follow one. */
function useScriptCall(desk: Desk, setup: PhoneSetup, setPlaced: (placed: Placed) => void): (runId: string) => void {
  const [followed, follow] = useState('');
  const { run } = desk;
  const sid = run?.id === followed ? run.sid : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each call of a script
  useEffect(() => {
    if (run === null || sid === null) return;
    const line = setup.lines.find(({ number }) => number === run.to);
    if (line === undefined) return;
    const { siteId, lineId } = line;
    setPlaced({ sid, from: run.from, to: run.to, siteId, lineId, as: null });
  }, [sid]);
  return follow;
}

/** On unless it is switched off; what does not work says so. */
function useVoice(): PhoneDesk['voice'] & { readonly reading: { readonly onProblem: () => void } } {
  const [isOn, setOn] = useKept('attendant.phone.voice', z.boolean(), true);
  const [hasFailed, setFailed] = useState(false);
  const available = useSyncExternalStore(watchVoices, hasVoices);
  const reading = useMemo(() => ({ onProblem: () => setFailed(true) }), []);
  const set = (wanted: boolean): void => {
    setFailed(false);
    setOn(wanted);
  };
  return { isOn, problem: !available || hasFailed ? NO_VOICE : null, set, reading };
}
