import { Eye, EyeOff } from 'lucide-react';
import { useMay } from '../data/who.tsx';
import { Button } from './button.tsx';

/** Shows masked values whole. Offered to operators; the server keeps in its audit log who looked. */
export function ShowNumbers({
  isShown,
  onChange,
}: {
  readonly isShown: boolean;
  readonly onChange: (isShown: boolean) => void;
}) {
  if (!useMay('operator')) return null;
  return (
    <Button small icon={isShown ? EyeOff : Eye} onPress={() => onChange(!isShown)}>
      {isShown ? 'Hide numbers' : 'Show numbers'}
    </Button>
  );
}
