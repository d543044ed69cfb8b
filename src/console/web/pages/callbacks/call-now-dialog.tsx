import { useState } from 'react';
import { CallbackChanged, type CallbackDetail } from '../../../contract/callbacks.ts';
import { useCommand } from '../../data/use-api.ts';
import { Checkbox } from '../../kit/choice.tsx';
import { ConfirmDialog } from '../../kit/dialog.tsx';
import { Note } from '../../kit/note.tsx';
import { Refused } from './refused.tsx';

export interface CommandDialogProps {
  readonly callback: CallbackDetail;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Outside the agents' hours it takes a second yes. */
export function CallNowDialog({ callback, isOpen, onClose }: CommandDialogProps) {
  const [anyway, setAnyway] = useState(false);
  const { id, sequence, choices } = callback;
  const { refusal, anyway: mayAnyway } = choices.callNow;
  const close = (): void => {
    setAnyway(false);
    command.reset();
    onClose();
  };
  const command = useCommand(
    CallbackChanged,
    () => ({ path: `/api/callbacks/${encodeURIComponent(id)}/call-now`, body: { sequence, anyway } }),
    { done: 'It is being called.', changes: ['/api/callbacks'], onDone: close, silent: true },
  );
  if (refusal !== null && !mayAnyway) return <Refused title="Call now" why={refusal} isOpen={isOpen} onClose={close} />;
  return (
    <ConfirmDialog
      title="Call now?"
      action="Call now"
      isOpen={isOpen}
      onClose={close}
      onConfirm={() => command.mutate(undefined)}
      isPending={command.isPending}
      error={command.error}
      isDisabled={refusal !== null && !anyway}
    >
      <p>
        The agents of the line are rung at once, one after the other, and connected with{' '}
        {callback.callerName ?? callback.phone}. Its booked time is given back.
      </p>
      {refusal !== null && (
        <>
          <Note tone="warn">{refusal}</Note>
          <Checkbox isSelected={anyway} onChange={setAnyway}>
            Ring them all the same
          </Checkbox>
        </>
      )}
    </ConfirmDialog>
  );
}
