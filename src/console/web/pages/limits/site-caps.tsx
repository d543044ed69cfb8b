import type { SiteUsage } from '../../../contract/limits.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card } from '../../kit/card.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { Meter } from '../../kit/meter.tsx';

const mediumWords = { sms: 'Texts', email: 'E-mails' } as const;

/** What a site used beside what it may, and its lines. */
export function SiteCaps({ site }: { readonly site: SiteUsage }) {
  return (
    <Card title={site.name} aside={<Badge>{site.plan === 'pro' ? 'Pro' : 'Enterprise'}</Badge>} flush>
      <div className="limits-meters">
        {site.media.map((medium) => (
          <MediumCaps key={medium.medium} medium={medium} />
        ))}
        <Spend site={site} />
      </div>
      <DataTable
        caption={`Lines of ${site.name}`}
        columns={lineColumns(site)}
        rows={site.lines}
        rowKey={({ id }) => id}
      />
    </Card>
  );
}

function MediumCaps({ medium }: { readonly medium: SiteUsage['media'][number] }) {
  const { used, perHour, perCall, perDestinationDay, destinations } = medium;
  const name = mediumWords[medium.medium];
  const each = [
    `At most ${perCall} to the caller in one call`,
    perDestinationDay === null ? null : `${perDestinationDay} a day to one recipient`,
  ].filter((part) => part !== null);
  const most = destinations.filter((one) => one.used > 1 || perDestinationDay !== null);
  return (
    <section className="limits-medium" aria-label={name}>
      <Meter label={`${name} in the last hour`} value={used.hour} maximum={perHour} />
      <Meter label={`${name} in the last 24 hours`} value={used.day} maximum={null} />
      <p className="small muted">{each.join('; ')}.</p>
      {most.length > 0 && <h3 className="small">Who got most today</h3>}
      {most.map(({ to, used: count }) => (
        <Most key={to} name={to} used={count} cap={perDestinationDay} />
      ))}
    </section>
  );
}

/** Countries and money: of texts only. */
function Spend({ site: { countries, spend } }: { readonly site: SiteUsage }) {
  if (countries.length === 0 && spend === null) return null;
  return (
    <section className="limits-medium" aria-label="Countries and cost of texts">
      {spend !== null && (
        <Meter
          label="Spent on texts in the last 24 hours"
          value={rounded(spend.used)}
          maximum={spend.cap === null ? null : rounded(spend.cap)}
        />
      )}
      {countries.length > 0 && <h3 className="small">Texts by country today</h3>}
      {countries.map(({ country, used, cap }) => (
        <Most key={country} name={country} used={used} cap={cap} />
      ))}
    </section>
  );
}

/** A meter where there is a cap; else just how many. */
function Most({ name, used, cap }: { readonly name: string; readonly used: number; readonly cap: number | null }) {
  if (cap !== null) return <Meter label={name} value={used} maximum={cap} />;
  return (
    <p className="limits-most">
      <span>{name}</span>
      <span>{used}</span>
    </p>
  );
}

const rounded = (amount: number): number => Math.round(amount * 100) / 100;

const lineColumns = (site: SiteUsage): readonly Column<SiteUsage['lines'][number]>[] => [
  {
    id: 'name',
    title: 'Line',
    cell: ({ id, name }) => (
      <a className="row-link" href={`#/lines/${site.id}/${id}`}>
        {name}
      </a>
    ),
  },
  { id: 'calls', title: 'Calls now', cell: ({ callsInProgress }) => callsInProgress, end: true },
  { id: 'sms', title: 'Texts, hour / day', cell: ({ sms }) => `${sms.hour} / ${sms.day}`, end: true },
  { id: 'email', title: 'E-mails, hour / day', cell: ({ email }) => `${email.hour} / ${email.day}`, end: true },
  { id: 'open', title: 'Open callbacks', cell: ({ callbacks }) => callbacks?.open ?? '–', end: true },
  {
    id: 'seats',
    title: 'Booked today',
    cell: ({ callbacks }) => {
      const seats = callbacks?.seats ?? null;
      return seats === null ? '–' : seats.all === 0 ? 'none bookable' : `${seats.used} of ${seats.all}`;
    },
    end: true,
  },
];
