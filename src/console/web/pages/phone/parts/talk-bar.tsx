import { Mic, SendHorizontal } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { IconButton } from '../../../kit/button.tsx';

export interface TalkBarProps {
  readonly label: string;
  readonly placeholder: string;
  readonly onSay: (text: string) => void;
  /** Absent: this browser cannot listen, or this phone does not. */
  readonly microphone?: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void };
  readonly autoFocus?: boolean;
}

/** Where one types what one says: Enter speaks. */
export function TalkBar({ label, placeholder, onSay, microphone, autoFocus = false }: TalkBarProps) {
  const [text, setText] = useState('');
  const id = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    onSay(text.trim());
    setText('');
  };
  return (
    <form className="phone-say" onSubmit={submit}>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <input
        id={id}
        className="input"
        value={text}
        maxLength={1000}
        placeholder={placeholder}
        autoComplete="off"
        enterKeyHint="send"
        onChange={(event) => setText(event.target.value)}
        // biome-ignore lint/a11y/noAutofocus: whoever has just called or answered wants to talk
        autoFocus={autoFocus}
      />
      {microphone !== undefined && (
        <IconButton
          label={microphone.isOn ? 'Stop listening' : 'Speak instead of typing'}
          icon={Mic}
          variant={microphone.isOn ? 'primary' : 'plain'}
          aria-pressed={microphone.isOn}
          onPress={() => microphone.onChange(!microphone.isOn)}
        />
      )}
      <IconButton
        label="Say it"
        icon={SendHorizontal}
        variant="primary"
        type="submit"
        isDisabled={text.trim() === ''}
      />
    </form>
  );
}
