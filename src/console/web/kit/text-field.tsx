import { Search, X } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import { IconButton } from './button.tsx';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: ReactNode;
  /** The label is for screen readers only. */
  readonly hideLabel?: boolean;
  readonly note?: ReactNode;
  /** What is wrong with it; shown, and the field marked. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** Rows of a text of several lines. */
  readonly rows?: number;
}

export function TextField({ label, hideLabel = false, note, error, placeholder, rows, ...props }: TextFieldProps) {
  const hint = placeholder === undefined ? {} : { placeholder };
  return (
    <AriaTextField {...props} isInvalid={error !== undefined || props.isInvalid === true} className="field">
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      {rows === undefined ? (
        <Input className="input" {...hint} />
      ) : (
        <TextArea className="input" rows={rows} {...hint} />
      )}
      {note !== undefined && (
        <Text slot="description" className="field-note">
          {note}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  readonly placeholder?: string;
}

/** Its label is heard only: the magnifying glass and the placeholder show what it is. */
export function SearchField({ label, placeholder, ...props }: SearchFieldProps) {
  return (
    <AriaSearchField {...props} className="field search">
      <Label className="visually-hidden">{label}</Label>
      <Input className="input" placeholder={placeholder ?? label} />
      <Search className="search-icon" aria-hidden />
      <span className="search-clear">
        <IconButton label="Clear" icon={X} small />
      </span>
    </AriaSearchField>
  );
}
