import { type MessageDetail, MessageResent } from '../../../contract/messages.ts';
import { goTo } from '../../data/location.ts';
import { useCommand } from '../../data/use-api.ts';
import { Button } from '../../kit/button.tsx';
import { ConfirmDialog, Dialog } from '../../kit/dialog.tsx';
import { Note } from '../../kit/note.tsx';

export interface ResendDialogProps {
  readonly message: MessageDetail;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ResendDialog({ message, isOpen, onClose }: ResendDialogProps) {
  const { id, to, resend } = message;
  const close = (): void => {
    command.reset();
    onClose();
  };
  const command = useCommand(
    MessageResent,
    () => ({ path: `/api/messages/${encodeURIComponent(id)}/resend`, body: {} }),
    {
      done: outcomeOf,
      changes: ['/api/messages'],
      onDone: ({ message: again }) => {
        close();
        goTo(`/messages/${encodeURIComponent(again.id)}`);
      },
      silent: true,
    },
  );
  if (resend.refusal !== null)
    return (
      <Dialog title="Send again" isOpen={isOpen} onClose={close} footer={<Button onPress={close}>Back</Button>}>
        <p>{resend.refusal}</p>
      </Dialog>
    );
  return (
    <ConfirmDialog
      title="Send it again?"
      action="Send again"
      isOpen={isOpen}
      onClose={close}
      onConfirm={() => command.mutate(undefined)}
      isPending={command.isPending}
      error={command.error}
    >
      <p>The same words go once more to {to}. It counts to the limits like any other message.</p>
      {message.error !== null && <Note tone="warn">{message.error.todo}</Note>}
    </ConfirmDialog>
  );
}

function outcomeOf({ message: { status }, already }: MessageResent): string {
  if (already) return 'Somebody else has sent it again already.';
  if (status === 'failed' || status === 'undelivered') return 'It was sent again and failed again.';
  return status === 'retry' ? 'It goes out as soon as it can.' : 'It was sent again.';
}
