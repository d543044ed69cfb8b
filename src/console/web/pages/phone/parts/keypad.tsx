import { Button } from 'react-aria-components';

const keys = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;
const names: Readonly<Record<string, string>> = { '*': 'Star', '#': 'Hash' };

/** Keys that sound; those of the keyboard press them too while one of them has the focus. */
export function Keypad({ onPress }: { readonly onPress: (digit: string) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: keys are no fields of a form
    <div
      className="phone-keypad"
      role="group"
      aria-label="Keypad"
      onKeyDown={(event) => {
        if (!/^[0-9*#]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        onPress(event.key);
      }}
    >
      {keys.map(([digit, letters]) => (
        <Button key={digit} className="phone-key" aria-label={names[digit] ?? digit} onPress={() => onPress(digit)}>
          <span>{digit}</span>
          <span className="phone-key-letters">{letters}</span>
        </Button>
      ))}
    </div>
  );
}
