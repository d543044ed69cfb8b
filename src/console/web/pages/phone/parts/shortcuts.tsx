import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../../kit/button.tsx';
import { Facts } from '../../../kit/card.tsx';
import { Dialog } from '../../../kit/dialog.tsx';

/** The keys of the phone. */
export function Shortcuts() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label="Keyboard shortcuts" icon={Keyboard} variant="plain" onPress={() => setOpen(true)} />
      <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={() => setOpen(false)}>
        <p className="muted">They work while the focus is in the phone.</p>
        <Facts
          facts={[
            ['Say what you typed', <kbd key="enter">Enter</kbd>],
            ['Interrupt the bot', <kbd key="escape">Esc</kbd>],
            [
              'Hang up',
              <span key="hangup">
                <kbd>Shift</kbd> + <kbd>Esc</kbd>
              </span>,
            ],
            [
              'Press a key, on the keypad',
              <span key="keys">
                <kbd>0</kbd> – <kbd>9</kbd>, <kbd>*</kbd>, <kbd>#</kbd>
              </span>,
            ],
          ]}
        />
      </Dialog>
    </>
  );
}
