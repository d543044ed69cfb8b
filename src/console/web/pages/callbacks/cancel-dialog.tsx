import { CallbackChanged } from '../../../contract/callbacks.ts';
import { useCommand } from '../../data/use-api.ts';
import { ConfirmDialog } from '../../kit/dialog.tsx';
import { Time } from '../../kit/time.tsx';
import type { CommandDialogProps } from './call-now-dialog.tsx';
import { Refused } from './refused.tsx';
import { toldBy } from './told.ts';

export function CancelDialog({ callback, isOpen, onClose }: CommandDialogProps) {
  const { id, sequence, choices, kind, startsAt, zone } = callback;
  const close = (): void => {
    command.reset();
    onClose();
  };
  const command = useCommand(
    CallbackChanged,
    () => ({ path: `/api/callbacks/${encodeURIComponent(id)}/cancel`, body: { sequence } }),
    {
      done: ({ told }) => `It is cancelled. ${toldBy(told)}`,
      changes: ['/api/callbacks'],
      onDone: close,
      silent: true,
    },
  );
  if (choices.cancel !== null) return <Refused title="Cancel" why={choices.cancel} isOpen={isOpen} onClose={close} />;
  return (
    <ConfirmDialog
      title="Cancel this callback?"
      action="Cancel the callback"
      danger
      isOpen={isOpen}
      onClose={close}
      onConfirm={() => command.mutate(undefined)}
      isPending={command.isPending}
      error={command.error}
    >
      {kind === 'now' ? (
        <p>The caller waits for it. Nobody will call, and they get an apology.</p>
      ) : (
        <p>
          Nobody will call <Time at={startsAt} zone={zone} />. The caller is told, and the time is free for others.
        </p>
      )}
    </ConfirmDialog>
  );
}
