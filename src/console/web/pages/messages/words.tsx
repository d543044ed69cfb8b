import { Globe, type LucideIcon, Mail, MessageSquareText } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageSummary } from '../../../contract/messages.ts';
import { StatusBadge, type Tone } from '../../kit/badge.tsx';

type Medium = MessageSummary['medium'];

export const mediumNames: Readonly<Record<Medium, string>> = { sms: 'Text', email: 'E-mail', http: 'Request' };
const icons: Readonly<Record<Medium, LucideIcon>> = { sms: MessageSquareText, email: Mail, http: Globe };

const tones: Readonly<Record<MessageSummary['status'], Tone>> = {
  reserved: 'neutral',
  sending: 'violet',
  retry: 'warn',
  unknown: 'warn',
  sent: 'accent',
  delivered: 'good',
  undelivered: 'bad',
  failed: 'bad',
};

export function MessageStatus({
  status,
  words,
}: {
  readonly status: MessageSummary['status'];
  readonly words: string;
}) {
  return (
    <StatusBadge tone={tones[status]} pulse={status === 'sending'}>
      {words}
    </StatusBadge>
  );
}

/** The medium as a picture, with its name for screen readers, before whatever goes by it; alone with its name. */
export function MediumName({ medium, children }: { readonly medium: Medium; readonly children?: ReactNode }) {
  const Icon = icons[medium];
  return (
    <span className="messages-medium">
      <Icon aria-hidden />
      <span className={children === undefined ? undefined : 'visually-hidden'}>{mediumNames[medium]} </span>
      {children !== undefined && <span>{children}</span>}
    </span>
  );
}
