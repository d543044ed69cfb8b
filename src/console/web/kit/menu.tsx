import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly danger?: boolean;
  readonly isDisabled?: boolean;
  /** Goes there, or does this. */
  readonly href?: string;
  readonly onAction?: () => void;
}

/** `trigger`: the Button or IconButton that opens it. */
export function Menu({
  label,
  trigger,
  entries,
}: {
  readonly label: string;
  readonly trigger: ReactElement;
  readonly entries: readonly MenuEntry[];
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover">
        <AriaMenu className="menu" aria-label={label}>
          {entries.map(({ id, label: text, icon: Icon, danger = false, isDisabled = false, href, onAction }) => (
            <MenuItem
              key={id}
              id={id}
              textValue={text}
              className={danger ? 'option danger' : 'option'}
              isDisabled={isDisabled}
              {...(href !== undefined && { href })}
              {...(onAction !== undefined && { onAction })}
            >
              {Icon !== undefined && <Icon aria-hidden />}
              {text}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
