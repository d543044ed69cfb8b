import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components';
import { Spinner } from './spinner.tsx';

type Variant = 'plain' | 'primary' | 'danger' | 'quiet';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly variant?: Variant;
  readonly small?: boolean;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

const classes = (variant: Variant, small: boolean, more = ''): string =>
  ['button', variant, small ? 'small' : '', more].filter((name) => name !== '').join(' ');

/** `isPending`: busy; it stays reachable and says so. */
export function Button({ variant = 'plain', small = false, icon: Icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={classes(variant, small)}>
      {props.isPending === true ? <Spinner /> : Icon !== undefined && <Icon aria-hidden />}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  readonly label: string;
  readonly icon: LucideIcon;
}

/** A button that shows a picture only: its label is its name and its tooltip. */
export function IconButton({ label, icon: Icon, variant = 'quiet', small = false, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton {...props} aria-label={label} className={classes(variant, small, 'icon-only')}>
        {props.isPending === true ? <Spinner /> : <Icon aria-hidden />}
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}

export interface LinkButtonProps {
  readonly href: string;
  readonly variant?: Variant;
  readonly small?: boolean;
  readonly icon?: LucideIcon;
  /** Saves what is behind it instead of going there. */
  readonly download?: boolean | string;
  readonly children: ReactNode;
}

/** A link that looks like a button. */
export function LinkButton({
  href,
  variant = 'plain',
  small = false,
  icon: Icon,
  download,
  children,
}: LinkButtonProps) {
  return (
    <a
      href={href}
      className={classes(variant, small)}
      {...(download !== undefined && download !== false && { download })}
    >
      {Icon !== undefined && <Icon aria-hidden />}
      {children}
    </a>
  );
}
