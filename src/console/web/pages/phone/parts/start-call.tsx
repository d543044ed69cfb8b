import { Phone } from 'lucide-react';
import { useId, useState } from 'react';
import { z } from 'zod';
import { CallingAs, type PhoneSetup } from '../../../../contract/phone.ts';
import { useKept } from '../../../browser/kept.ts';
import { Button } from '../../../kit/button.tsx';
import { Select } from '../../../kit/select.tsx';
import { TextField } from '../../../kit/text-field.tsx';
import { usePhone } from '../phone-context.ts';
import { Suggestions } from './suggestions.tsx';

const Choice = z.object({ line: z.string(), as: z.string(), number: z.string(), user: z.string() });
type Choice = z.infer<typeof Choice>;
/** From the numbers reserved for fiction. */
const first: Choice = { line: '', as: 'number', number: '+1 415 555 0130', user: 'lobby' };

/** Nobody is on the phone yet: whom to call, and as whom. */
export function StartCall() {
  const { setup, call, isCalling } = usePhone();
  const [choice, keep] = useKept('attendant.phone.choice', Choice, first);
  const [isAsked, setAsked] = useState(false);
  const line = setup.lines.find((one) => keyOf(one) === choice.line) ?? setup.lines[0];
  if (line === undefined) return <p className="phone-note">There is no line yet: write one into the configuration.</p>;
  const change = (changes: Partial<Choice>): void => keep({ ...choice, ...changes });
  const as = callingAs(choice, line.siteId, setup);
  const problem = problemOf(choice, as);
  const dial = (): void => {
    setAsked(true);
    if (as !== null && problem === null) call(line.siteId, line.lineId, as);
  };
  return (
    <div className="phone-start">
      <div className="phone-invite">
        <h3>Call the {line.name} line</h3>
        <p>It answers at once. Type or speak, as you like.</p>
      </div>
      <Select
        label="Line"
        value={keyOf(line)}
        options={setup.lines.map((one) => ({ value: keyOf(one), label: `${one.name} · ${one.number}` }))}
        onChange={(value) => change({ line: value })}
      />
      <AsWhom choice={choice} change={change} siteId={line.siteId} problem={isAsked ? problem : null} />
      <Button variant="primary" icon={Phone} isDisabled={isCalling} onPress={dial}>
        Call {line.name}
      </Button>
      <Suggestions title="Then say, for example" suggestions={line.suggestions} />
    </div>
  );
}

const keyOf = ({ siteId, lineId }: { readonly siteId: string; readonly lineId: string }): string =>
  `${siteId}/${lineId}`;

function AsWhom({
  choice,
  change,
  siteId,
  problem,
}: {
  readonly choice: Choice;
  readonly change: (changes: Partial<Choice>) => void;
  readonly siteId: string;
  readonly problem: string | null;
}) {
  const { setup } = usePhone();
  const contacts = setup.contacts.filter((one) => one.siteId === siteId);
  const options = [
    ...contacts.map(({ id, name, number }) => ({ value: `contact:${id}`, label: `${name} · ${number}` })),
    { value: 'number', label: 'An unknown number' },
    { value: 'anonymous', label: 'Anonymous (number withheld)' },
    { value: 'sip', label: 'A SIP phone' },
  ];
  const id = useId();
  return (
    <div className="phone-as" id={id}>
      <Select
        label="Calling as"
        value={options.some(({ value }) => value === choice.as) ? choice.as : 'number'}
        options={options}
        onChange={(as) => change({ as })}
      />
      {asOf(choice, contacts) === 'number' && (
        <TextField
          label="Your number"
          type="tel"
          value={choice.number}
          onChange={(number) => change({ number })}
          maxLength={40}
          error={problem ?? undefined}
        />
      )}
      {asOf(choice, contacts) === 'sip' && (
        <TextField
          label="SIP user"
          value={choice.user}
          onChange={(user) => change({ user })}
          maxLength={40}
          error={problem ?? undefined}
          note="Calls from sip:…@phone.example.com. A SIP phone can be passed on by REFER."
        />
      )}
    </div>
  );
}

/** The kept choice may be of a contact who is gone. */
function asOf({ as }: Choice, contacts: PhoneSetup['contacts']): string {
  if (!as.startsWith('contact:')) return as;
  return contacts.some(({ id }) => as === `contact:${id}`) ? 'contact' : 'number';
}

function callingAs(choice: Choice, siteId: string, setup: PhoneSetup): CallingAs | null {
  const kind = asOf(
    choice,
    setup.contacts.filter((one) => one.siteId === siteId),
  );
  const given = { contact: { id: choice.as.slice('contact:'.length) }, number: { number: choice.number } };
  const parts = kind === 'contact' || kind === 'number' ? given[kind] : kind === 'sip' ? { user: choice.user } : {};
  return CallingAs.safeParse({ kind, ...parts }).data ?? null;
}

/** The server looks closer: whether there is such a number at all. */
function problemOf(choice: Choice, as: CallingAs | null): string | null {
  if (as === null) return choice.as === 'sip' ? 'Write a name of letters, digits, dots and dashes.' : 'Write a number.';
  if (as.kind !== 'number') return null;
  const digits = as.number.replaceAll(/\D/g, '');
  return digits.length < 7 || /[^\d\s()+./-]/.test(as.number) ? 'Write a phone number, e.g. +1 415 555 0130.' : null;
}
