import type { MessageSummary } from '../../../contract/messages.ts';
import { useLineZone } from '../../data/who.tsx';
import { DataTable } from '../../kit/data-table.tsx';
import { messageColumns } from './message-columns.tsx';
import './messages.css';

/** A few messages, in the page of what they are about. */
export function MessageRows({
  caption,
  messages,
}: {
  readonly caption: string;
  readonly messages: readonly MessageSummary[];
}) {
  const zoneOf = useLineZone();
  return (
    <DataTable
      caption={caption}
      columns={messageColumns(({ siteId, lineId }) => zoneOf(siteId, lineId))}
      rows={messages}
      rowKey={({ id }) => id}
    />
  );
}
