import type { MessageDetail } from '../../../contract/messages.ts';
import { Time } from '../../kit/time.tsx';
import { MessageStatus } from './words.tsx';

/** Every status it went through, the earliest first. */
export function MessageHistory({
  history,
  zone,
}: {
  readonly history: MessageDetail['history'];
  readonly zone: string | undefined;
}) {
  return (
    <ol className="messages-history">
      {history.map(({ at, status, words, vendorStatus, error }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
        <li key={index}>
          <Time at={at} zone={zone} />
          <MessageStatus status={status} words={words} />
          <span className="muted small">
            {vendorStatus !== null && `The carrier says “${vendorStatus}”. `}
            {error !== null && `${error.what} (${error.code})`}
          </span>
        </li>
      ))}
    </ol>
  );
}
