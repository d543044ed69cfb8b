import { fromAbsolute, toCalendarDateTime } from '@internationalized/date';
import { useState } from 'react';
import { LinePreview } from '../../../contract/lines.ts';
import { now } from '../../browser/clock.ts';
import { useHashQuery } from '../../data/location.ts';
import { withQuery } from '../../data/request.ts';
import { useApi } from '../../data/use-api.ts';
import { Answer } from '../../kit/answer.tsx';
import { Button } from '../../kit/button.tsx';
import { DateTimeField } from '../../kit/date-time-field.tsx';
import { Select } from '../../kit/select.tsx';
import { PreviewResult } from './preview-result.tsx';
import { callerWords } from './words.ts';

type Caller = LinePreview['caller'];
const callers = Object.entries(callerWords).map(([value, label]) => ({ value: value as Caller, label }));

/** "On Sunday at 9 this line offers …": chosen by day, time and caller; the choice stands in the address. */
export function PreviewTab({ path, zone }: { readonly path: string; readonly zone: string }) {
  const [query, setQuery] = useHashQuery();
  const [opened] = useState(() => localNow(zone));
  const at = isLocalTime(query.at) ? query.at : opened;
  const caller = callers.find(({ value }) => value === query.caller)?.value ?? 'known';
  const preview = useApi(LinePreview, withQuery(`${path}/preview`, { at, caller }), { topics: ['lines'] });
  const jump = (label: string, to: () => string) => (
    <Button small onPress={() => setQuery({ at: to() })}>
      {label}
    </Button>
  );
  return (
    <div className="stack">
      <div className="toolbar lines-when">
        <DateTimeField label={`When (${zone})`} value={at} onChange={(value) => setQuery({ at: value })} />
        <Select label="Who calls" value={caller} options={callers} onChange={(value) => setQuery({ caller: value })} />
        <fieldset className="row lines-jumps">
          <legend className="visually-hidden">Times to try</legend>
          {jump('Now', () => localNow(zone))}
          {jump('Tonight at 22:00', () => `${localNow(zone).slice(0, 10)}T22:00`)}
          {jump('Sunday at 9:00', () => sundayAtNine(zone))}
        </fieldset>
      </div>
      <Answer of={preview} what="what a call is offered">
        {(data) => <PreviewResult preview={data} />}
      </Answer>
    </div>
  );
}

const isLocalTime = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text ?? '');

const localNow = (zone: string): string => toCalendarDateTime(fromAbsolute(now(), zone)).toString().slice(0, 16);

function sundayAtNine(zone: string): string {
  const today = new Date(`${localNow(zone).slice(0, 10)}T00:00Z`);
  today.setUTCDate(today.getUTCDate() + ((7 - today.getUTCDay()) % 7 || 7));
  return `${today.toISOString().slice(0, 10)}T09:00`;
}
