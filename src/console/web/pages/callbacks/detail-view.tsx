import { Ban, CalendarSync, PhoneOutgoing } from 'lucide-react';
import { useState } from 'react';
import { CallbackDetail } from '../../../contract/callbacks.ts';
import { withQuery } from '../../data/request.ts';
import { useApi } from '../../data/use-api.ts';
import { useLineName, useMay } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { Button } from '../../kit/button.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Time } from '../../kit/time.tsx';
import { MessageRows } from '../messages/message-rows.tsx';
import { CallNowDialog } from './call-now-dialog.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { CallbackHistory } from './history.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { CallbackTries } from './tries.tsx';
import { CallbackState } from './words.tsx';

export function CallbackDetailView({ id }: { readonly id: string }) {
  const [isShown, setShown] = useState(false);
  const path = withQuery(`/api/callbacks/${encodeURIComponent(id)}`, { unmasked: isShown });
  const asked = useApi(CallbackDetail, path, { topics: ['messages', 'lines'] });
  return (
    <>
      <PageHeader
        title={asked.data === undefined ? 'Callback' : `Callback to ${asked.data.callerName ?? asked.data.phone}`}
        back={{ href: '#/callbacks', title: 'Callbacks' }}
        actions={
          <>
            <ShowNumbers isShown={isShown} onChange={setShown} />
            {asked.data !== undefined && <Commands callback={asked.data} />}
          </>
        }
      />
      <Answer of={asked} what="the callback">
        {(callback) => <Detail callback={callback} />}
      </Answer>
    </>
  );
}

/** Each opens a dialog, which says why where it cannot be done. */
function Commands({ callback }: { readonly callback: CallbackDetail }) {
  const [open, setOpen] = useState<'call-now' | 'move' | 'cancel' | null>(null);
  const close = (): void => setOpen(null);
  if (!useMay('operator')) return null;
  return (
    <>
      <Button icon={PhoneOutgoing} variant="primary" onPress={() => setOpen('call-now')}>
        Call now
      </Button>
      <Button icon={CalendarSync} onPress={() => setOpen('move')}>
        Move
      </Button>
      <Button icon={Ban} onPress={() => setOpen('cancel')}>
        Cancel
      </Button>
      <CallNowDialog callback={callback} isOpen={open === 'call-now'} onClose={close} />
      <MoveDialog callback={callback} isOpen={open === 'move'} onClose={close} />
      <CancelDialog callback={callback} isOpen={open === 'cancel'} onClose={close} />
    </>
  );
}

function Detail({ callback }: { readonly callback: CallbackDetail }) {
  const { attempts, events, messages, zone } = callback;
  return (
    <div className="detail callbacks-detail">
      <div className="stack">
        <Card title="Tries">
          <CallbackTries attempts={attempts} zone={zone} />
        </Card>
        {messages.length > 0 && (
          <Card title="Told by text and e-mail" flush>
            <MessageRows caption="Messages about this callback" messages={messages} />
          </Card>
        )}
        <Card title="What happened">
          <CallbackHistory events={events} zone={zone} />
        </Card>
      </div>
      <About callback={callback} />
    </div>
  );
}

function About({ callback }: { readonly callback: CallbackDetail }) {
  const lineName = useLineName();
  const { zone, callerZone, call, nextAt, confirmedAt, reminded, open } = callback;
  const elsewhere = callerZone !== null && callerZone !== zone;
  return (
    <Card title="About" aside={<CallbackState state={callback.state} />}>
      <Facts
        facts={[
          [callback.kind === 'now' ? 'From' : 'Booked for', <Time key="at" at={callback.startsAt} zone={zone} />],
          elsewhere ? ["On the caller's clock", <Time key="at" at={callback.startsAt} zone={callerZone} />] : null,
          ['Caller', callback.callerName],
          ['Number', callback.phone],
          ['E-mail', callback.email],
          ['About', callback.reason],
          ['Line', lineName(callback.siteId, callback.lineId)],
          ['Why', callback.note],
          confirmedAt === null ? null : ['Confirmed', <Time key="at" at={confirmedAt} zone={zone} />],
          reminded.length === 0 ? null : ['Reminded', `${reminded.join(' and ')} minutes before`],
          !open || nextAt === null ? null : ['Looked at next', <Time key="at" at={nextAt} zone={zone} />],
          ['Language', callback.language],
          ['Asked for', <Time key="at" at={callback.createdAt} zone={zone} />],
          call === null ? null : ['In call', <CallLink key="call" callSid={call.callSid} />],
          ['Id', <code key="id">{callback.id}</code>],
        ]}
      />
    </Card>
  );
}

const CallLink = ({ callSid }: { readonly callSid: string }) => (
  <a href={`#/calls/${encodeURIComponent(callSid)}`}>the call it was asked for in</a>
);
