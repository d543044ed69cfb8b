import { useState } from 'react';
import { CallbackChanged, CallbackSlots } from '../../../contract/callbacks.ts';
import { useApi, useCommand } from '../../data/use-api.ts';
import { Answer } from '../../kit/answer.tsx';
import { RadioGroup } from '../../kit/choice.tsx';
import { ConfirmDialog } from '../../kit/dialog.tsx';
import { Note } from '../../kit/note.tsx';
import { Select } from '../../kit/select.tsx';
import type { CommandDialogProps } from './call-now-dialog.tsx';
import { clockText, dayText } from './clock.tsx';
import { Refused } from './refused.tsx';
import { toldBy } from './told.ts';

export function MoveDialog({ callback, isOpen, onClose }: CommandDialogProps) {
  const { id, sequence, choices } = callback;
  const address = `/api/callbacks/${encodeURIComponent(id)}`;
  const [slot, setSlot] = useState<string | null>(null);
  const slots = useApi(CallbackSlots, `${address}/slots`, { enabled: isOpen && choices.move === null });
  const close = (): void => {
    setSlot(null);
    command.reset();
    onClose();
  };
  const command = useCommand(CallbackChanged, () => ({ path: `${address}/move`, body: { sequence, slot } }), {
    done: ({ told }) => `It is moved. ${toldBy(told)}`,
    changes: ['/api/callbacks'],
    onDone: close,
    silent: true,
  });
  if (choices.move !== null) return <Refused title="Move" why={choices.move} isOpen={isOpen} onClose={close} />;
  return (
    <ConfirmDialog
      title="Move to another time"
      action="Move it"
      isOpen={isOpen}
      onClose={close}
      onConfirm={() => command.mutate(undefined)}
      isPending={command.isPending}
      error={command.error}
      isDisabled={slot === null}
    >
      <Answer of={slots} what="free times">
        {(free) => <Times free={free} slot={slot} onChoose={setSlot} />}
      </Answer>
      <p className="muted small">The caller is told of the new time.</p>
    </ConfirmDialog>
  );
}

interface TimesProps {
  readonly free: CallbackSlots;
  readonly slot: string | null;
  readonly onChoose: (slot: string | null) => void;
}

function Times({ free: { zone, days }, slot, onChoose }: TimesProps) {
  const [date, setDate] = useState<string | null>(null);
  const day = days.find((one) => one.date === date) ?? days[0];
  if (day === undefined)
    return <Note tone="warn">No time is free. The line takes no bookings, or all of its times are taken.</Note>;
  return (
    <>
      <Select
        label="Day"
        value={day.date}
        options={days.map((one) => ({
          value: one.date,
          label: `${dayText(one.date, 'short')} (${one.slots.length} free)`,
        }))}
        onChange={(chosen) => {
          setDate(chosen);
          onChoose(null);
        }}
      />
      <div className="callbacks-times">
        <RadioGroup
          label={`Time, ${zone}`}
          value={slot ?? ''}
          options={day.slots.map(({ id, startsAt }) => ({ value: id, label: clockText(startsAt, zone) }))}
          onChange={onChoose}
        />
      </div>
    </>
  );
}
