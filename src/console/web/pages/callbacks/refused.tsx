import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';

export interface RefusedProps {
  readonly title: string;
  readonly why: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** It cannot be done, and why. */
export function Refused({ title, why, isOpen, onClose }: RefusedProps) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} footer={<Button onPress={onClose}>Back</Button>}>
      <p>{why}</p>
    </Dialog>
  );
}
