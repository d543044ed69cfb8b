import { PhoneForwarded, PhoneOff, Send } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { CommandAccepted, type CommandRequest, longestNote, longestSaid } from '../../../contract/commands.ts';
import type { LiveCall } from '../../../contract/live.ts';
import { isWithBot } from '../../../contract/live-state.ts';
import { useFeed } from '../../data/feed.ts';
import { useCommand } from '../../data/use-api.ts';
import { useMay } from '../../data/who.tsx';
import { Button } from '../../kit/button.tsx';
import { Checkbox, RadioGroup } from '../../kit/choice.tsx';
import { ConfirmDialog } from '../../kit/dialog.tsx';
import { Spinner } from '../../kit/spinner.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { showToast } from '../../kit/toasts.tsx';
import { callerText } from './call-row.tsx';

const ways = [
  { value: 'say', label: 'Say to the caller' },
  { value: 'note', label: 'Note to the bot' },
] as const;

interface Waiting {
  readonly id: string;
  readonly text: string;
}

const waitingText = (command: CommandRequest): string => {
  if (command.kind === 'say') return `“${command.text}” is said as soon as nobody speaks`;
  return command.kind === 'note' ? 'The bot is being told' : 'The bot is being told to let go';
};

/** What an operator can have this call do. */
export function TakeOver({ call }: { readonly call: LiveCall }) {
  const { give, waiting, isPending } = useCommands(call.callId);
  if (!useMay('operator')) return <p className="muted small">To take over a call the role operator is needed.</p>;
  if (!isWithBot(call)) return <p className="muted small">{awayText(call)}</p>;
  return (
    <div className="live-controls">
      <Words onSend={give} isPending={isPending} />
      <div role="status" className="small muted">
        {waiting.map(({ id, text }) => (
          <p key={id} className="row">
            <Spinner /> {text}
          </p>
        ))}
      </div>
      <LastWays call={call} onGive={give} />
    </div>
  );
}

function awayText({ doing }: LiveCall): string {
  if (doing.kind === 'bridged') return `The caller is talking to ${doing.target}: the bot has left the call.`;
  if (doing.kind === 'ended') return 'The call has ended.';
  return doing.kind === 'closing' ? 'The call is ending.' : 'A person is being reached: the bot has left the call.';
}

/** Given commands wait for their outcome, which comes on the stream. */
function useCommands(callId: string) {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  const { mutate, isPending } = useCommand(
    CommandAccepted,
    (body: CommandRequest) => ({ path: `/api/calls/${callId}/commands`, body }),
    { onDone: ({ id }, command) => setWaiting((before) => [...before, { id, text: waitingText(command) }]) },
  );
  useFeed((message) => {
    if (message.type !== 'call' || message.callId !== callId) return;
    const { event } = message;
    if (event.type === 'call-ended') setWaiting([]);
    if (event.type !== 'operator-command') return;
    if (event.status === 'refused' && waiting.some(({ id }) => id === event.commandId)) showToast(event.outcome, 'bad');
    setWaiting((before) => before.filter(({ id }) => id !== event.commandId));
  });
  return { give: (command: CommandRequest) => mutate(command), waiting, isPending };
}

interface WordsProps {
  readonly onSend: (command: CommandRequest) => void;
  readonly isPending: boolean;
}

function Words({ onSend, isPending }: WordsProps) {
  const [kind, setKind] = useState<'say' | 'note'>('say');
  const [text, setText] = useState('');
  const [now, setNow] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const words = text.trim();
    if (words === '' || isPending) return;
    onSend(kind === 'say' ? { kind, text: words, now } : { kind, text: words });
    setText('');
  };
  return (
    <form onSubmit={send} className="live-words-form">
      <RadioGroup label="What it is" hideLabel value={kind} options={ways} onChange={setKind} />
      <div className="live-send">
        <TextField
          label={kind === 'say' ? 'Sentence for the caller' : 'Note for the bot'}
          hideLabel
          placeholder={
            kind === 'say' ? 'The bot says this in its own voice' : 'Only the bot knows this, and acts on it'
          }
          value={text}
          onChange={setText}
          maxLength={kind === 'say' ? longestSaid : longestNote}
          autoComplete="off"
        />
        <Button type="submit" variant="primary" icon={Send} isPending={isPending} isDisabled={text.trim() === ''}>
          {kind === 'say' ? 'Say' : 'Tell'}
        </Button>
      </div>
      {kind === 'say' && (
        <Checkbox isSelected={now} onChange={setNow}>
          Now, instead of what the bot is about to say
        </Checkbox>
      )}
    </form>
  );
}

function LastWays({ call, onGive }: { readonly call: LiveCall; readonly onGive: (command: CommandRequest) => void }) {
  const [asked, setAsked] = useState<'transfer' | 'end' | null>(null);
  const close = (): void => setAsked(null);
  const confirm = (kind: 'transfer' | 'end') => (): void => {
    onGive({ kind });
    close();
  };
  const who = callerText(call);
  return (
    <div className="row">
      <Button icon={PhoneForwarded} onPress={() => setAsked('transfer')}>
        Transfer now…
      </Button>
      <Button icon={PhoneOff} onPress={() => setAsked('end')}>
        End the call…
      </Button>
      <ConfirmDialog
        title="Put the caller through?"
        isOpen={asked === 'transfer'}
        action="Transfer now"
        onClose={close}
        onConfirm={confirm('transfer')}
      >
        {who} is told that they are being connected; then the people of this line are rung, in the order of its file.
        When nobody answers, the bot has the call again.
      </ConfirmDialog>
      <ConfirmDialog
        title="End the call?"
        isOpen={asked === 'end'}
        action="End the call"
        danger
        onClose={close}
        onConfirm={confirm('end')}
      >
        The bot says goodbye to the caller, whatever is going on; then it hangs up.
      </ConfirmDialog>
    </div>
  );
}
