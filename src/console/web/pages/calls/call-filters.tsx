import { useEffect, useState } from 'react';
import { after } from '../../browser/clock.ts';
import { useWho } from '../../data/who.tsx';
import { Select } from '../../kit/select.tsx';
import { SearchField, TextField } from '../../kit/text-field.tsx';
import { outcomeOptions } from './outcome.tsx';
import { type Filters, spans } from './search.ts';

/** How long (ms) nothing is typed before it is looked for. */
const typingMs = 250;

export interface CallFiltersProps {
  readonly filters: Filters;
  readonly onChange: (changes: Readonly<Record<string, string | null>>) => void;
}

export function CallFilters({ filters, onChange }: CallFiltersProps) {
  const { lines } = useWho();
  const { line = '', outcome = '', direction = '', time = '', from = '', to = '' } = filters;
  const several = new Set(lines.map(({ siteId }) => siteId)).size > 1;
  return (
    <search className="toolbar calls-filters">
      <Typed text={filters.q ?? ''} onChange={(q) => onChange({ q })} />
      <Select
        label="Line"
        value={line}
        options={[
          { value: '', label: 'All lines' },
          ...lines.map((one) => ({
            value: `${one.siteId}/${one.lineId}`,
            label: several ? `${one.site}: ${one.name}` : one.name,
          })),
        ]}
        onChange={(chosen) => onChange({ line: chosen })}
      />
      <Select
        label="Outcome"
        value={outcome}
        options={outcomeOptions}
        onChange={(chosen) => onChange({ outcome: chosen })}
      />
      <Select
        label="Direction"
        value={direction}
        options={[
          { value: '', label: 'Both ways' },
          { value: 'inbound', label: 'Incoming' },
          { value: 'outbound', label: 'Placed by us' },
        ]}
        onChange={(chosen) => onChange({ direction: chosen })}
      />
      <Select
        label="Time"
        value={time}
        options={spans.map(({ value, label }) => ({ value, label }))}
        onChange={(chosen) => onChange({ time: chosen, ...(chosen !== 'dates' && { from: null, to: null }) })}
      />
      {time === 'dates' && (
        <>
          <TextField label="From" type="date" value={from} onChange={(day) => onChange({ from: day })} />
          <TextField label="To" type="date" value={to} onChange={(day) => onChange({ to: day })} />
        </>
      )}
    </search>
  );
}

/** What is typed is looked for when the typing stops; Enter does not wait. */
function Typed({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  // The address changed by other means: the field follows.
  if (known !== text) {
    setKnown(text);
    setTyped(text);
  }
  useEffect(() => (typed === text ? undefined : after(typingMs, () => onChange(typed))), [typed, text, onChange]);
  return (
    <SearchField
      label="Words said, or a number"
      placeholder="Words or a number"
      maxLength={200}
      value={typed}
      onChange={setTyped}
      onSubmit={onChange}
      onClear={() => onChange('')}
    />
  );
}
