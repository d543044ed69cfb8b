import type { MessageSummary } from '../../../contract/messages.ts';
import type { Column } from '../../kit/data-table.tsx';
import { Time } from '../../kit/time.tsx';
import { MediumName, MessageStatus } from './words.tsx';

/** What every table of messages shows. `zoneOf`: the IANA zone of a message's line. */
export function messageColumns(
  zoneOf: (message: MessageSummary) => string | undefined,
): readonly Column<MessageSummary>[] {
  return [
    {
      id: 'at',
      title: 'When',
      cell: (message) => (
        <a className="row-link" href={`#/messages/${encodeURIComponent(message.id)}`}>
          <Time at={message.createdAt} zone={zoneOf(message)} />
        </a>
      ),
    },
    {
      id: 'status',
      title: 'State',
      cell: ({ status, statusWords }) => <MessageStatus status={status} words={statusWords} />,
    },
    {
      id: 'to',
      title: 'To',
      cell: ({ medium, to, others }) => (
        <MediumName medium={medium}>
          {to}
          {others > 0 && ` and ${others} more`}
        </MediumName>
      ),
    },
    { id: 'words', title: 'What', cell: ({ words }) => <div className="messages-words truncate">{words}</div> },
    {
      id: 'error',
      title: 'What went wrong',
      cell: ({ error }) => <div className="messages-words truncate muted">{error?.what}</div>,
    },
  ];
}
