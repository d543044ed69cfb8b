import { Headset, PhoneOff } from 'lucide-react';
import { Button } from '../../../kit/button.tsx';
import { Switch } from '../../../kit/choice.tsx';
import { beganAt, otherLegs } from '../model/desk.ts';
import { isLive, type LegView } from '../model/leg-view.ts';
import { nameOf, usePhone } from '../phone-context.ts';
import { Control } from './control.tsx';
import { Device, LegState } from './device.tsx';
import { IncomingButtons } from './incoming-buttons.tsx';
import { TalkBar } from './talk-bar.tsx';
import { Transcript } from './transcript.tsx';

/** The phones of the people behind the line: each rings when it is called. */
export function AgentPhone() {
  const { desk, placed } = usePhone();
  const legs = otherLegs(desk, placed?.from ?? null, beganAt(desk, placed));
  if (legs.length === 0) return <IdlePhone />;
  return (
    <div className="phone-stack">
      {legs.slice(0, 3).map((view) => (
        <AgentLeg key={view.leg.sid} view={view} />
      ))}
    </div>
  );
}

function IdlePhone() {
  const { setup, placed } = usePhone();
  const lines = setup.lines.filter(({ lineId }) => placed === null || placed.lineId === lineId);
  const people = [...new Map(lines.flatMap((line) => line.people).map((one) => [one.address, one])).values()];
  return (
    <Device title="The agent’s phone" name="Nobody is calling" number="" state="">
      <div className="phone-idle">
        <Headset aria-hidden />
        <p>It rings when the bot puts you through to a person, or has somebody call you back.</p>
        {people.length > 0 && (
          <ul className="phone-people">
            {people.map(({ address, name }) => (
              <li key={address}>
                <span>{name.charAt(0).toUpperCase() + name.slice(1)}</span>
                <span className="muted">{address}</span>
              </li>
            ))}
          </ul>
        )}
        <PlaysSwitch />
      </div>
    </Device>
  );
}

function PlaysSwitch() {
  const { plays, setPlays } = usePhone();
  return (
    <Switch isSelected={plays} onChange={setPlays}>
      {plays ? 'I play the agent' : 'Agents answer by themselves'}
    </Switch>
  );
}

function AgentLeg({ view }: { readonly view: LegView }) {
  const { setup } = usePhone();
  const { leg } = view;
  const rings = view.state === 'ringing' || view.state === 'waits' || view.state === 'new';
  const from = nameOf(setup, leg.from);
  const name = nameOf(setup, leg.to);
  // Whoever is no agent was called back from an earlier call.
  const title = name === leg.to ? 'Another phone' : 'The agent’s phone';
  return (
    <Device
      title={title}
      name={name}
      number={from === leg.from ? `Call from ${leg.from}` : `Call from ${from} · ${leg.from}`}
      state={<LegState view={view} />}
      rings={rings}
    >
      {rings ? (
        <IncomingButtons view={view} />
      ) : (
        <>
          <Transcript view={view} label={`${title}, ${name}: conversation`} nameOther={() => 'Caller'} />
          {isLive(view) ? (
            <AgentFoot view={view} />
          ) : (
            <div className="phone-foot">
              <PlaysSwitch />
            </div>
          )}
        </>
      )}
    </Device>
  );
}

/** The whisper asks for a key; then both talk. */
function AgentFoot({ view }: { readonly view: LegView }) {
  const { act } = usePhone();
  const { sid } = view.leg;
  if (!view.byHand) return <p className="phone-hint padded">This agent answers and talks by itself.</p>;
  const press = (digits: string) => () => act(sid, 'press', { digits });
  return (
    <div className="phone-foot">
      {view.bridgedWith !== null && (
        <TalkBar
          label="What the agent says"
          placeholder="Say as the agent"
          onSay={(text) => act(sid, 'say', { text })}
          autoFocus
        />
      )}
      {isUndecided(view) && (
        <div className="phone-buttons">
          <Button variant="primary" onPress={press('1')}>
            Press 1 to accept
          </Button>
          <Button onPress={press('2')}>Press 2 to decline</Button>
        </div>
      )}
      <div className="phone-controls">
        <Control icon={PhoneOff} label="Hang up" danger onPress={() => act(sid, 'hangup')} />
      </div>
    </div>
  );
}

/** No key was pressed yet, or one is asked for again. */
const isUndecided = ({ bridgedWith, asked, bubbles }: LegView): boolean =>
  bridgedWith === null && (asked || !bubbles.some(({ kind }) => kind === 'keys'));
