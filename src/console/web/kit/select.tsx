import { Check, ChevronDown } from 'lucide-react';
import type { Key } from 'react';
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly isDisabled?: boolean;
}

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly note?: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly isDisabled?: boolean;
}

/** One of a few. An empty string is a value like any other: "All lines". */
export function Select<Value extends string>({
  label,
  hideLabel = false,
  note,
  value,
  options,
  onChange,
  isDisabled = false,
}: SelectProps<Value>) {
  const choose = (key: Key | null): void => {
    const chosen = options.find((option) => keyOf(option.value) === key);
    if (chosen !== undefined) onChange(chosen.value);
  };
  return (
    <AriaSelect className="field" value={keyOf(value)} onChange={choose} isDisabled={isDisabled}>
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <Button className="select-button">
        <SelectValue className="truncate">
          {() => options.find((option) => option.value === value)?.label ?? value}
        </SelectValue>
        <ChevronDown aria-hidden />
      </Button>
      {note !== undefined && (
        <Text slot="description" className="field-note">
          {note}
        </Text>
      )}
      <Popover className="popover">
        <ListBox className="list-box">
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={keyOf(option.value)}
              className="option"
              textValue={option.label}
              isDisabled={option.isDisabled === true}
            >
              {option.label}
              {option.value === value && <Check aria-hidden />}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** The library takes no empty key. */
const keyOf = (value: string): string => `=${value}`;
