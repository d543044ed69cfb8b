import type { CallDetail } from '../../../../contract/call.ts';
import { clockText } from '../../../kit/time.tsx';
import { Panel } from './panel.tsx';

type Event = CallDetail['events'][number];

/** The events the call is rebuilt from, as they are kept. */
export function RawEvents({ call }: { readonly call: CallDetail }) {
  return (
    <Panel label="Events">
      <ol className="calls-events">
        {call.events.map((event) => (
          <li key={event.seq}>
            <details>
              <summary>
                <span className="muted small calls-seq">{event.seq}</span>
                <code>{event.type}</code>
                <span className="muted small truncate">{brief(event)}</span>
                <span className="muted small calls-push">{clockText(event.at - call.startedAt)}</span>
              </summary>
              <pre className="calls-json">{JSON.stringify(event, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const telling = ['text', 'name', 'status', 'outcome', 'reason', 'target', 'state', 'language', 'greeting'] as const;

/** The first field that says something. */
function brief(event: Event): string {
  const value = telling.map((name) => event[name]).find((one) => typeof one === 'string' && one !== '');
  return typeof value === 'string' ? value.slice(0, 120) : '';
}
