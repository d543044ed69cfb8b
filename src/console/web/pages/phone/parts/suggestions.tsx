import { CalendarClock, type LucideIcon, Mail, MessageSquareText, PhoneIncoming, UserRound } from 'lucide-react';
import { useId } from 'react';
import { Button } from 'react-aria-components';
import type { PhoneSetup } from '../../../../contract/phone.ts';

type Suggestion = PhoneSetup['lines'][number]['suggestions'][number];

const looks: Readonly<Record<Suggestion['kind'], { readonly icon: LucideIcon; readonly leads: string }>> = {
  sms: { icon: MessageSquareText, leads: 'an SMS' },
  email: { icon: Mail, leads: 'an e-mail' },
  transfer: { icon: UserRound, leads: 'a transfer' },
  callback: { icon: PhoneIncoming, leads: 'a call back' },
  booking: { icon: CalendarClock, leads: 'a booked call back' },
};

/** What to say to see something happen. With `onSay` a tap says it. */
export function Suggestions({
  title,
  suggestions,
  onSay,
}: {
  readonly title: string;
  readonly suggestions: readonly Suggestion[];
  readonly onSay?: (text: string) => void;
}) {
  const id = useId();
  if (suggestions.length === 0) return null;
  return (
    <div className="phone-suggestions">
      <p id={id} className="phone-suggestions-title">
        {title}
      </p>
      <ul aria-labelledby={id}>
        {suggestions.map(({ kind, say }) => {
          const { icon: Icon, leads } = looks[kind];
          if (onSay !== undefined)
            return (
              <li key={kind}>
                <Button className="phone-suggestion" onPress={() => onSay(say)}>
                  <Icon aria-hidden />
                  <span>
                    {say} <span className="visually-hidden">({leads})</span>
                  </span>
                </Button>
              </li>
            );
          return (
            <li key={kind} className="phone-suggestion">
              <Icon aria-hidden />
              <span>
                “{say}” <span className="muted">→ {leads}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
