import { isLive } from '../model/leg-view.ts';
import { nameOf, usePhone } from '../phone-context.ts';
import { AfterCall } from './after-call.tsx';
import { Device, LegState } from './device.tsx';
import { IncomingButtons } from './incoming-buttons.tsx';
import { OnCall } from './on-call.tsx';
import { StartCall } from './start-call.tsx';
import { Transcript } from './transcript.tsx';

const TITLE = 'Your phone';

/** The caller's phone: it calls a line, and rings when somebody calls back. */
export function CallerPhone() {
  const { setup, own, placed, desk, clear } = usePhone();
  if (own === null || placed === null)
    return (
      <Device title={TITLE} name="Ready to call" number="The sandbox is on" state="">
        <StartCall />
      </Device>
    );
  const { leg } = own;
  const other = leg.direction === 'inbound' ? leg.to : leg.from;
  const name = nameOf(setup, numberIn(other));
  const isRung = leg.direction !== 'inbound' && (own.state === 'ringing' || own.state === 'waits');
  return (
    <Device title={TITLE} name={name} number={numberIn(other)} state={<LegState view={own} />} rings={isRung}>
      {isRung ? (
        <IncomingButtons view={own} />
      ) : isLive(own) ? (
        <OnCall
          view={own}
          line={setup.lines.find(({ lineId, siteId }) => lineId === placed.lineId && siteId === placed.siteId)}
        />
      ) : (
        <>
          <Transcript view={own} label="Conversation" nameOther={(who) => nameOf(setup, who)} />
          <AfterCall view={own} script={desk.run?.sid === leg.sid} onClear={clear} />
        </>
      )}
    </Device>
  );
}

/** A SIP call goes to the number at the account's domain. */
const numberIn = (address: string): string => /^sip:(\+\d+)@/.exec(address)?.[1] ?? address;
