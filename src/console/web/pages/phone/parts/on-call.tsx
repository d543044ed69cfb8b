import { Grid3x3, Hand, PhoneOff, Volume2, VolumeX } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { z } from 'zod';
import type { PhoneSetup } from '../../../../contract/phone.ts';
import { canHear } from '../../../browser/hearing.ts';
import { useKept } from '../../../browser/kept.ts';
import { Switch } from '../../../kit/choice.tsx';
import type { LegView } from '../model/leg-view.ts';
import { nameOf, usePhone } from '../phone-context.ts';
import { useHearing } from '../use-hearing.ts';
import { Control, ControlSwitch } from './control.tsx';
import { Keypad } from './keypad.tsx';
import { Suggestions } from './suggestions.tsx';
import { TalkBar } from './talk-bar.tsx';
import { Transcript } from './transcript.tsx';

type Line = PhoneSetup['lines'][number];

/** A call that is on: the talk, and all that can be done in it. */
export function OnCall({ view, line }: { readonly view: LegView; readonly line: Line | undefined }) {
  const { setup, act, voice } = usePhone();
  const [isKeypadOpen, setKeypadOpen] = useState(false);
  const [hasHeadphones, setHeadphones] = useKept('attendant.phone.headphones', z.boolean(), false);
  const { sid } = view.leg;
  const say = (text: string): void => act(sid, 'say', { text });
  const interrupt = (): void => act(sid, 'interrupt');
  const readsOut = voice.isOn && voice.problem === null;
  const hearing = useHearing({
    language: view.language ?? line?.language ?? 'en-US',
    isPaused: view.speaking && readsOut && !hasHeadphones,
    onBegin: () => view.speaking && interrupt(),
    onSaid: say,
  });
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (event.shiftKey) act(sid, 'hangup');
    else if (view.speaking) interrupt();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts of the phone while the focus is in it
    <div className="phone-oncall" onKeyDown={keys}>
      <Transcript view={view} label="Conversation" nameOther={(who) => nameOf(setup, who)} interim={hearing.interim}>
        {isFresh(view) && line !== undefined && (
          <Suggestions title="Try saying" suggestions={line.suggestions} onSay={say} />
        )}
      </Transcript>
      {isKeypadOpen && <Keypad onPress={(digits) => act(sid, 'press', { digits })} />}
      <div className="phone-foot">
        <TalkBar
          label="What you say"
          placeholder="Say something"
          onSay={say}
          autoFocus
          {...(canHear() && { microphone: { isOn: hearing.isOn, onChange: hearing.set } })}
        />
        {(isFresh(view) || hearing.isOn || hearing.problem !== null) && (
          <HearingNote hearing={hearing} headphones={hasHeadphones} onHeadphones={setHeadphones} readsOut={readsOut} />
        )}
        <div className="phone-controls">
          <ControlSwitch icon={Grid3x3} label="Keypad" isOn={isKeypadOpen} onChange={setKeypadOpen} />
          <ControlSwitch icon={readsOut ? Volume2 : VolumeX} label="Voice" isOn={readsOut} onChange={voice.set} />
          <Control icon={Hand} label="Interrupt" isDisabled={!view.speaking} onPress={interrupt} />
          <Control icon={PhoneOff} label="Hang up" danger onPress={() => act(sid, 'hangup')} />
        </div>
        {isFresh(view) && voice.isOn && voice.problem !== null && <p className="phone-hint">{voice.problem}</p>}
      </div>
    </div>
  );
}

/** Nobody has said anything yet. */
const isFresh = ({ bubbles, bridgedWith }: LegView): boolean =>
  bridgedWith === null && !bubbles.some(({ kind }) => kind === 'me' || kind === 'keys');

/** Where the sound goes, before anybody speaks into it. */
function HearingNote({
  hearing,
  headphones,
  onHeadphones,
  readsOut,
}: {
  readonly hearing: ReturnType<typeof useHearing>;
  readonly headphones: boolean;
  readonly onHeadphones: (headphones: boolean) => void;
  readonly readsOut: boolean;
}) {
  if (hearing.problem !== null)
    return (
      <p className="phone-hint bad" role="alert">
        {hearing.problem}
      </p>
    );
  if (!canHear()) return <p className="phone-hint">This browser cannot listen. Type what you say.</p>;
  return (
    <div className="phone-hint">
      <p>
        {hearing.isLocal
          ? 'Speaking: your words are turned into text on this device.'
          : 'Speaking: the browser sends your voice to its vendor, who turns it into text. Typing stays here.'}
      </p>
      {hearing.isOn && readsOut && (
        <Switch isSelected={headphones} onChange={onHeadphones}>
          I wear headphones, so I can interrupt by speaking
        </Switch>
      )}
    </div>
  );
}
