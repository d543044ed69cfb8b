import { CalendarClock, type LucideIcon, Mail, MessageSquareText, PhoneIncoming, UserRound } from 'lucide-react';
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
  if (suggestions.length === 0) return null;
  return (
    <div className="phone-suggestions">
      <h4>{title}</h4>
      <ul>
        {suggestions.map(({ kind, say }) => {
          const { icon: Icon, leads } = looks[kind];
          const inside = (
            <>
              <Icon aria-hidden />
              <span>
                “{say}” <span className="muted">→ {leads}</span>
              </span>
            </>
          );
          return (
            <li key={kind}>
              {onSay === undefined ? (
                <span className="phone-suggestion">{inside}</span>
              ) : (
                <Button className="phone-suggestion" onPress={() => onSay(say)}>
                  {inside}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
