import { BellOff, Phone, PhoneOff } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import type { LegView } from '../model/leg-view.ts';
import { usePhone } from '../phone-context.ts';

/** A phone that rings: take the call, decline it, or let it ring. */
export function IncomingButtons({ view }: { readonly view: LegView }) {
  const { act } = usePhone();
  const [isSilent, setSilent] = useState(false);
  const { sid } = view.leg;
  return (
    <div className="phone-rings" role="alert">
      <p className="phone-rings-mark" aria-hidden data-silent={isSilent || undefined}>
        <Phone />
      </p>
      <p>{isSilent ? 'It rings on, silently, until the caller’s patience ends.' : 'Somebody is calling.'}</p>
      {view.state === 'waits' ? (
        <div className="phone-buttons">
          <Button variant="primary" icon={Phone} onPress={() => act(sid, 'answer')}>
            Answer
          </Button>
          <Button variant="danger" icon={PhoneOff} onPress={() => act(sid, 'decline')}>
            Decline
          </Button>
          {!isSilent && (
            <Button icon={BellOff} onPress={() => setSilent(true)}>
              Let it ring
            </Button>
          )}
        </div>
      ) : (
        <p className="muted small">This one answers by itself.</p>
      )}
    </div>
  );
}
