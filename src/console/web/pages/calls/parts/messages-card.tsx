import type { CallDetail, CallMessageView } from '../../../../contract/call.ts';
import { Badge, type Tone } from '../../../kit/badge.tsx';
import { Card } from '../../../kit/card.tsx';
import { Time } from '../../../kit/time.tsx';

const tones: Readonly<Record<string, Tone>> = {
  sent: 'good',
  delivered: 'good',
  failed: 'bad',
  undelivered: 'bad',
  retry: 'warn',
  unknown: 'warn',
};
const media = { sms: 'Text', email: 'E-mail', http: 'Request' } as const;

/** What left the house in this call, and what became of it. */
export function MessagesCard({ call }: { readonly call: CallDetail }) {
  if (call.messages.length === 0) return null;
  return (
    <Card title="Messages" aside={<a href={`#/messages?call=${encodeURIComponent(call.id)}`}>All of this call</a>}>
      <ol className="stack">
        {call.messages.map((message) => (
          <Message key={message.id} message={message} zone={call.timeZone ?? undefined} />
        ))}
      </ol>
    </Card>
  );
}

function Message({ message, zone }: { readonly message: CallMessageView; readonly zone: string | undefined }) {
  const { medium, to, subject, text, status, errorCode, steps } = message;
  return (
    <li className="calls-message">
      <div className="row">
        <a className="row-link" href={`#/messages/${encodeURIComponent(message.id)}`}>
          {media[medium]}
        </a>
        <span>to {to}</span>
        <Badge tone={tones[status] ?? 'neutral'}>{status}</Badge>
        {errorCode !== null && <span className="small">error {errorCode}</span>}
      </div>
      {subject !== null && <p className="small">{subject}</p>}
      <details>
        <summary className="small">Text and history</summary>
        {text !== null && <blockquote className="calls-text">{text}</blockquote>}
        <ol className="calls-told small">
          {steps.map((step) => (
            <li key={`${step.at} ${step.status} ${step.vendorStatus}`}>
              {step.status}
              {step.vendorStatus !== null && step.vendorStatus !== step.status && ` (${step.vendorStatus})`}
              {step.errorCode !== null && `, error ${step.errorCode}`}{' '}
              <span className="muted">
                <Time at={step.at} zone={zone} show="time" />
              </span>
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}
