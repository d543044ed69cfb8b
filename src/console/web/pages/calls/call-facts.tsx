import type { CallDetail } from '../../../contract/call.ts';
import { Card, Facts } from '../../kit/card.tsx';
import { Time } from '../../kit/time.tsx';
import { callerName } from './caller-name.ts';

/** What else is known: ids, versions, consent. */
export function CallFacts({ call }: { readonly call: CallDetail }) {
  const zone = call.timeZone ?? undefined;
  return (
    <Card title="Details">
      <Facts
        facts={[
          ['Caller', call.contact === null ? callerName(call) : `${call.contact}, ${call.caller}`],
          ['Direction', call.direction === 'inbound' ? 'Incoming' : 'Placed by us'],
          call.callback === null
            ? null
            : [
                'Placed for',
                <a key="c" href={`#/callbacks/${call.callback}`}>
                  a callback
                </a>,
              ],
          ...call.callbacks.map(
            ({ id, startsAt, state, kind }) =>
              [
                'Callback',
                <a key={id} href={`#/callbacks/${id}`}>
                  {kind === 'now' ? 'at once' : <Time at={startsAt} zone={zone} />} ({state.replaceAll('_', ' ')})
                </a>,
              ] as const,
          ),
          ['Status', call.status ?? 'not closed'],
          ['Call', <Id key="id" text={call.id} />],
          ['Carrier id', <Id key="sid" text={call.callSid} />],
          ['Site file', <Id key="version" text={call.siteVersion.slice(0, 12)} title={call.siteVersion} />],
        ]}
      />
      <Told title="Asked and agreed" list={call.consents} zone={zone} />
    </Card>
  );
}

const Id = ({ text, title }: { readonly text: string; readonly title?: string }) => (
  <code className="calls-id" title={title ?? text}>
    {text}
  </code>
);

function Told({
  title,
  list,
  zone,
}: {
  readonly title: string;
  readonly list: CallDetail['consents'];
  readonly zone: string | undefined;
}) {
  if (list.length === 0) return null;
  return (
    <>
      <h3 className="calls-subtitle">{title}</h3>
      <ol className="calls-told">
        {list.map(({ at, text }) => (
          <li key={`${at} ${text}`}>
            <span>{text}</span>{' '}
            <span className="muted small">
              <Time at={at} zone={zone} show="time" />
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
