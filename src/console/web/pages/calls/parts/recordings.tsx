import { useRef, useState } from 'react';
import type { CallDetail, RecordingView } from '../../../../contract/call.ts';
import { Card } from '../../../kit/card.tsx';
import { Select } from '../../../kit/select.tsx';
import { clockText } from '../../../kit/time.tsx';

const states: Readonly<Record<RecordingView['state'], string>> = {
  reported: 'It is on its way from the carrier, or is still being made.',
  stored: '',
  absent: 'There is none: nothing was heard, or it was too short.',
  lost: 'The carrier does not have it any more.',
};
const speeds = ['0.75', '1', '1.25', '1.5', '2'] as const;

/** The recordings of a call. Sound is fetched only when it is played: each time is kept. */
export function Recordings({ call }: { readonly call: CallDetail }) {
  if (call.recordings.length === 0) return null;
  return (
    <Card title={call.recordings.length === 1 ? 'Recording' : 'Recordings'}>
      <div className="stack">
        {call.recordings.map((recording, index) => (
          <Recording
            key={recording.id}
            recording={recording}
            name={`Recording ${index + 1}`}
            isInbound={call.direction === 'inbound'}
          />
        ))}
        <p className="muted small">Who listens, and when, is kept with the call and in the audit log.</p>
      </div>
    </Card>
  );
}

interface RecordingProps {
  readonly recording: RecordingView;
  readonly name: string;
  readonly isInbound: boolean;
}

function Recording({ recording, name, isInbound }: RecordingProps) {
  const { state, durationSeconds, channels, bytes, url, deletedAtCarrier } = recording;
  const about = [
    durationSeconds === null ? '' : clockText(durationSeconds * 1000),
    bytes === null ? '' : `${(bytes / 1_048_576).toFixed(1)} MB`,
    deletedAtCarrier ? 'deleted at the carrier' : '',
  ].filter((part) => part !== '');
  return (
    <div className="stack">
      {url === null ? <p>{states[state]}</p> : <Player url={url} name={name} />}
      {channels === 2 && url !== null && (
        <p className="small">
          {isInbound ? 'Left: the caller. Right: the person.' : 'Left: whoever we rang first. Right: the other.'}
        </p>
      )}
      {about.length > 0 && <p className="muted small">{about.join(' · ')}</p>}
    </div>
  );
}

function Player({ url, name }: { readonly url: string; readonly name: string }) {
  const audio = useRef<HTMLAudioElement>(null);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>('1');
  const change = (chosen: (typeof speeds)[number]): void => {
    setSpeed(chosen);
    if (audio.current !== null) audio.current.playbackRate = Number(chosen);
  };
  return (
    <div className="calls-player">
      {/* biome-ignore lint/a11y/useMediaCaption: what was said stands beside it as the conversation */}
      <audio
        ref={audio}
        controls
        preload="none"
        src={url}
        aria-label={name}
        onPlay={({ currentTarget }) => {
          currentTarget.playbackRate = Number(speed);
        }}
      />
      <Select
        label={`Speed of ${name}`}
        hideLabel
        value={speed}
        options={speeds.map((value) => ({ value, label: `${value} ×` }))}
        onChange={change}
      />
    </div>
  );
}
