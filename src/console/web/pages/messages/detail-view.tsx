import { Send } from 'lucide-react';
import { useState } from 'react';
import { MessageDetail } from '../../../contract/messages.ts';
import { withQuery } from '../../data/request.ts';
import { useApi } from '../../data/use-api.ts';
import { useLineName, useLineZone, useMay } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { Button } from '../../kit/button.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import { Note } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Time } from '../../kit/time.tsx';
import { MessageContent } from './content.tsx';
import { MessageHistory } from './history.tsx';
import { ResendDialog } from './resend-dialog.tsx';
import { MediumName, MessageStatus, mediumNames } from './words.tsx';

export function MessageDetailView({ id }: { readonly id: string }) {
  const [isShown, setShown] = useState(false);
  const path = withQuery(`/api/messages/${encodeURIComponent(id)}`, { unmasked: isShown });
  const asked = useApi(MessageDetail, path, { topics: ['callbacks'] });
  return (
    <>
      <PageHeader
        title={asked.data === undefined ? 'Message' : `${mediumNames[asked.data.medium]} to ${asked.data.to}`}
        back={{ href: '#/messages', title: 'Messages' }}
        actions={
          <>
            <ShowNumbers isShown={isShown} onChange={setShown} />
            {asked.data !== undefined && <Resend message={asked.data} />}
          </>
        }
      />
      <Answer of={asked} what="the message">
        {(message) => <Detail message={message} />}
      </Answer>
    </>
  );
}

/** Offered where it did not arrive; the dialog says why where it is not safe. */
function Resend({ message }: { readonly message: MessageDetail }) {
  const [isOpen, setOpen] = useState(false);
  const mayResend = useMay('operator');
  const didArrive = message.status !== 'failed' && message.status !== 'undelivered';
  if (!mayResend || (didArrive && !isOpen)) return null;
  return (
    <>
      <Button icon={Send} variant="primary" onPress={() => setOpen(true)}>
        Send again
      </Button>
      <ResendDialog message={message} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

function Detail({ message }: { readonly message: MessageDetail }) {
  const zoneOf = useLineZone();
  const zone = zoneOf(message.siteId, message.lineId);
  const { error, resentAs } = message;
  return (
    <div className="detail">
      <div className="stack">
        {error !== null && (
          <Note tone={message.status === 'retry' ? 'warn' : 'bad'}>
            <p>
              {error.what} <span className="muted small">({error.code})</span>
            </p>
            <p>{error.todo}</p>
          </Note>
        )}
        {resentAs !== null && (
          <Note>
            It was sent again: <a href={`#/messages/${encodeURIComponent(resentAs)}`}>look at that message</a>.
          </Note>
        )}
        <MessageContent content={message.content} />
        <Card title="What became of it">
          <MessageHistory history={message.history} zone={zone} />
        </Card>
      </div>
      <About message={message} zone={zone} />
    </div>
  );
}

function About({ message, zone }: { readonly message: MessageDetail; readonly zone: string | undefined }) {
  const lineName = useLineName();
  const { call, origin, dueAt } = message;
  return (
    <Card title="About" aside={<MessageStatus status={message.status} words={message.statusWords} />}>
      <Facts
        facts={[
          ['By', <MediumName key="medium" medium={message.medium} />],
          ['To', message.to],
          ['Asked for by', origin.words],
          origin.callbackId === null ? null : ['Callback', <CallbackLink key="callback" id={origin.callbackId} />],
          origin.messageId === null ? null : ['In place of', <MessageLink key="message" id={origin.messageId} />],
          call === null
            ? null
            : ['In call', <CallLink key="call" callSid={call.callSid} at={call.startedAt} zone={zone} />],
          ['Line', lineName(message.siteId, message.lineId)],
          ['Begun', <Time key="at" at={message.createdAt} zone={zone} />],
          ['Last change', <Time key="at" at={message.updatedAt} zone={zone} />],
          dueAt === null ? null : ['Tried next', <Time key="at" at={dueAt} zone={zone} />],
          ['Tries', message.attempts],
          origin.toolCallId === null ? null : ['Tool call', <code key="id">{origin.toolCallId}</code>],
          message.vendorId === null ? null : ["Carrier's id", <code key="id">{message.vendorId}</code>],
          ['Id', <code key="id">{message.id}</code>],
        ]}
      />
    </Card>
  );
}

const CallbackLink = ({ id }: { readonly id: string }) => (
  <a href={`#/callbacks/${encodeURIComponent(id)}`}>the callback it tells of</a>
);
const MessageLink = ({ id }: { readonly id: string }) => (
  <a href={`#/messages/${encodeURIComponent(id)}`}>the message that failed</a>
);

function CallLink({
  callSid,
  at,
  zone,
}: {
  readonly callSid: string;
  readonly at: number;
  readonly zone: string | undefined;
}) {
  return (
    <a href={`#/calls/${encodeURIComponent(callSid)}`}>
      the call of <Time at={at} zone={zone} />
    </a>
  );
}
