import type { OpeningHours } from '../../../contract/lines.ts';

/** A week of opening hours, with the zone they are in. */
export function HoursTable({ hours: { days, closedDates, timeZone } }: { readonly hours: OpeningHours }) {
  return (
    <table className="lines-hours">
      <caption className="small muted">On the clock of {timeZone}</caption>
      <tbody>
        {days.map(({ day, spans }) => (
          <tr key={day}>
            <th scope="row">{day[0]?.toUpperCase() + day.slice(1)}</th>
            <td>{spans.length === 0 ? <span className="muted">closed</span> : spans.map(spanWords).join(', ')}</td>
          </tr>
        ))}
        {closedDates.length > 0 && (
          <tr>
            <th scope="row">Closed on</th>
            <td>{closedDates.join(', ')}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

const spanWords = (span: string): string => span.replace('-', '–');
