import type { CallDetail, HandOffView } from '../../../../contract/call.ts';
import { Badge, type Tone } from '../../../kit/badge.tsx';
import { Card, Facts } from '../../../kit/card.tsx';
import { clockText, Time } from '../../../kit/time.tsx';

const outcomes: Readonly<Record<string, readonly [string, Tone]>> = {
  connected: ['talked', 'good'],
  'no-answer': ['no answer', 'warn'],
  busy: ['busy', 'warn'],
  failed: ['failed', 'bad'],
  declined: ['declined', 'warn'],
  canceled: ['caller hung up', 'warn'],
};

/** Why a person was asked for, and who was rung. */
export function HandOffs({ call }: { readonly call: CallDetail }) {
  if (call.handOffs.length === 0) return null;
  return (
    <Card title={call.handOffs.length === 1 ? 'Hand-off' : 'Hand-offs'}>
      <div className="stack">
        {call.handOffs.map((handOff) => (
          <HandOff key={handOff.dial} handOff={handOff} zone={call.timeZone ?? undefined} />
        ))}
      </div>
    </Card>
  );
}

function HandOff({ handOff, zone }: { readonly handOff: HandOffView; readonly zone: string | undefined }) {
  const { at, department, reason, summary, returnedAt } = handOff;
  return (
    <div className="stack">
      <Facts
        facts={[
          at === null ? null : ['At', <Time key="at" at={at} zone={zone} show="time" />],
          ['Department', department],
          ['Reason', reason],
          ['Told', summary],
          returnedAt === null ? null : ['Back to the bot', <Time key="back" at={returnedAt} zone={zone} show="time" />],
        ]}
      />
      {handOff.legs.length > 0 && (
        <ol className="calls-legs">
          {handOff.legs.map((leg) => (
            <Leg key={`${leg.method} ${leg.target}`} leg={leg} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Leg({ leg }: { readonly leg: HandOffView['legs'][number] }) {
  const [text, tone] = outcomes[leg.outcome ?? ''] ?? [
    leg.outcome ?? (leg.accepted === true ? 'talking' : 'rings'),
    'accent',
  ];
  const rang = leg.dialedAt === null ? null : (leg.answeredAt ?? leg.endedAt ?? leg.dialedAt) - leg.dialedAt;
  const more = [
    leg.method === 'bridge' ? 'bridge' : 'SIP REFER',
    rang === null || rang === 0 ? '' : `rang ${clockText(rang)}`,
    leg.durationSeconds === null ? '' : `talked ${clockText(leg.durationSeconds * 1000)}`,
    leg.sipCode === null ? '' : `SIP ${leg.sipCode}`,
  ].filter((part) => part !== '');
  return (
    <li className="row">
      <strong>{leg.target}</strong>
      <Badge tone={tone}>{text}</Badge>
      <span className="muted small">{more.join(' · ')}</span>
    </li>
  );
}
