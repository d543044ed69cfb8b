import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button, IconButton } from './button.tsx';
import { Note } from './note.tsx';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at its foot. */
  readonly footer?: ReactNode;
  readonly wide?: boolean;
  /** `alertdialog`: it asks something that must be answered. */
  readonly role?: 'dialog' | 'alertdialog';
}

/** In the middle of the page; focus stays in it, Escape closes it, focus goes back to where it was. */
export function Dialog({ title, isOpen, onClose, children, footer, wide = false, role = 'dialog' }: DialogProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen={isOpen}
      isDismissable={role === 'dialog'}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={wide ? 'dialog wide' : 'dialog'}>
        <AriaDialog role={role}>
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton label="Close" icon={X} small onPress={onClose} />
          </div>
          <div className="dialog-body">{children}</div>
          {footer !== undefined && <div className="dialog-foot">{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmDialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  /** What the button does, e.g. "End the call". */
  readonly action: string;
  readonly danger?: boolean;
  readonly isPending?: boolean;
  readonly isDisabled?: boolean;
  /** Why it was not done. */
  readonly error?: Error | null;
  readonly children: ReactNode;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  action,
  danger = false,
  isPending = false,
  isDisabled = false,
  onConfirm,
  error = null,
  children,
  ...props
}: ConfirmDialogProps) {
  const footer = (
    <>
      <Button onPress={props.onClose}>Back</Button>
      <Button variant={danger ? 'danger' : 'primary'} isPending={isPending} isDisabled={isDisabled} onPress={onConfirm}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog {...props} role="alertdialog" footer={footer}>
      {children}
      {error !== null && <Note tone="bad">{error.message}</Note>}
    </Dialog>
  );
}
