import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
  type SwitchProps as AriaSwitchProps,
  Label,
  Radio,
} from 'react-aria-components';

type Labelled<Props> = Omit<Props, 'children' | 'className' | 'style'> & { readonly children: ReactNode };

export function Checkbox({ children, ...props }: Labelled<AriaCheckboxProps>) {
  return (
    <AriaCheckbox {...props} className="check">
      {({ isIndeterminate }) => (
        <>
          <span className="check-box" aria-hidden>
            {isIndeterminate ? <Minus /> : <Check />}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  );
}

/** Takes effect at once; a checkbox waits for a button. */
export function Switch({ children, ...props }: Labelled<AriaSwitchProps>) {
  return (
    <AriaSwitch {...props} className="switch">
      <span className="switch-track" aria-hidden />
      {children}
    </AriaSwitch>
  );
}

export interface RadioGroupProps<Value extends string> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly isDisabled?: boolean }[];
  readonly onChange: (value: Value) => void;
}

export function RadioGroup<Value extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
}: RadioGroupProps<Value>) {
  return (
    <AriaRadioGroup className="field" value={value} onChange={(chosen) => onChange(chosen as Value)}>
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <div className="radios">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="check" isDisabled={option.isDisabled === true}>
            <span className="check-box round" aria-hidden>
              <Check />
            </span>
            {option.label}
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  );
}
