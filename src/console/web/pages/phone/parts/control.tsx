import type { LucideIcon } from 'lucide-react';
import { Button, ToggleButton } from 'react-aria-components';

interface ControlProps {
  readonly icon: LucideIcon;
  readonly label: string;
}

/** One of the round buttons of a phone, its name below it. */
export function Control({
  icon: Icon,
  label,
  danger = false,
  isDisabled = false,
  onPress,
}: ControlProps & { readonly danger?: boolean; readonly isDisabled?: boolean; readonly onPress: () => void }) {
  return (
    <Button className={danger ? 'phone-control danger' : 'phone-control'} isDisabled={isDisabled} onPress={onPress}>
      <Icon aria-hidden />
      {label}
    </Button>
  );
}

/** The same for what is on or off. */
export function ControlSwitch({
  icon: Icon,
  label,
  isOn,
  onChange,
}: ControlProps & { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void }) {
  return (
    <ToggleButton className="phone-control" isSelected={isOn} onChange={onChange}>
      <Icon aria-hidden />
      {label}
    </ToggleButton>
  );
}
